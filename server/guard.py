"""What every answer passes: closed doors, security headers, and the shell in the visitor's language."""

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import shell, uploads
from services.settings import settings

# Measurements of the process, and an interface for programs that we do not offer.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # Streamlit writes its styles while the page runs.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The addresses of mailed links hold tokens.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FRAMED = "frame-ancestors *"
_A_YEAR = "max-age=31536000; includeSubDomains"
# With these, an answer could be "not modified", or packed before we rewrite it.
_CONDITIONS = {b"if-none-match", b"if-modified-since", b"range", b"accept-encoding"}


class Guard:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.uploads = uploads.Door(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if any(door in path for door in CLOSED):
            await _refuse(scope, receive, send)
        elif scope["type"] == "http" and uploads.PATH in path:
            await self.uploads(scope, receive, Secured(send))
        elif scope["type"] != "http" or "/_stcore/" in path:
            # The client finds its base path by asking for the health of several: nothing is changed there.
            await self.app(scope, receive, send)
        elif scope["method"] in {"GET", "HEAD"} and "." not in path.rsplit("/", 1)[-1]:
            await self.app(_unconditional(scope), receive, Rewriting(scope, send))
        else:
            await self.app(scope, receive, Secured(send))


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse("", 404)(scope, receive, send)


def _unconditional(scope: Scope) -> Scope:
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
    return {**scope, "headers": [pair for pair in headers if pair[0] not in _CONDITIONS]}


def secure(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    # The older header knows no page that anybody may frame, as the policy of `server/embed.py` does.
    if _FRAMED in headers["Content-Security-Policy"]:
        del headers["X-Frame-Options"]
    if settings().https:
        headers.setdefault("Strict-Transport-Security", _A_YEAR)


class Secured:
    """Sends on, with the security headers."""

    def __init__(self, send: Send) -> None:
        self.send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            secure(message)
        await self.send(message)


class Rewriting:
    """Holds an HTML answer until it is whole, and puts the visitor's shell in place of Streamlit's."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            secure(message)
            if MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)
            return
        await self.send(message)

    async def _finish(self, start: Message) -> None:
        head = self.scope["method"] == "HEAD"
        if head or shell.is_shell(self.body):
            self.body = await run_in_threadpool(shell.page_for, Request(self.scope))
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(self.body))
            headers["Cache-Control"] = "no-cache"
            headers["Vary"] = "Accept-Language, Cookie"
            for stale in ("etag", "last-modified", "content-encoding"):
                del headers[stale]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": b"" if head else self.body})
