"""The session cookie is set and cleared here, where a page cannot reach: HttpOnly, out of any script's sight."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services import accounts
from services.accounts.sessions import SESSION_DAYS
from services.database import changing, reading
from services.settings import settings
from ui import visitor


async def begin(request: Request) -> Response:
    """Redeems a ticket: the browser leaves with its cookie, or back to the sign-in form."""
    after = accounts.local_path(request.query_params.get("next", "/"))
    token = await run_in_threadpool(_redeem, request)
    if not token:
        return _on_to(f"/sign_in?{urlencode({'late': 1, 'next': after})}")
    response = _on_to(after)
    response.set_cookie(
        visitor.COOKIE,
        token,
        max_age=SESSION_DAYS * 24 * 3600,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().https,
    )
    return response


async def end(request: Request) -> Response:
    """Clears the cookie of a session that has ended.

    A live one stays: the page ends the row first, so an address on a foreign page signs nobody out.
    """
    response = _on_to(accounts.local_path(request.query_params.get("next", "/")))
    if not await run_in_threadpool(_is_live, request.cookies.get(visitor.COOKIE, "")):
        response.delete_cookie(
            visitor.COOKIE, path="/", httponly=True, samesite="lax", secure=settings().https
        )
    return response


def _redeem(request: Request) -> str:
    with changing() as session:
        return accounts.redeem(
            session,
            request.query_params.get("ticket", ""),
            mark=visitor.mark_in(request.cookies),
            agent=request.headers.get("user-agent", ""),
            old=request.cookies.get(visitor.COOKIE, ""),
        )


def _is_live(token: str) -> bool:
    with reading() as session:
        return accounts.person_of_token(session, token) is not None


def _on_to(path: str) -> RedirectResponse:
    return RedirectResponse(
        path, status_code=303, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    )


ROUTES = [
    Route("/session/begin", begin, methods=["GET"]),
    Route("/session/end", end, methods=["GET"]),
]
