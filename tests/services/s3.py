"""A small server that speaks as much S3 as the store asks for: signed, path style, one bucket."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5, sha256
from xml.sax.saxutils import escape

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KEY, SECRET = "key", "secret"
_SIGNED = re.compile(rf"AWS4-HMAC-SHA256 Credential={KEY}/\d{{8}}/eu-north-1/s3/aws4_request,")


class Bucket:
    def __init__(self) -> None:
        self.held: dict[str, tuple[bytes, datetime]] = {}

    async def answer(self, request: Request) -> Response:
        body = await request.body()
        said = request.headers["x-amz-content-sha256"]
        if not _SIGNED.match(request.headers.get("authorization", "")) or (
            said not in (sha256(body).hexdigest(), "UNSIGNED-PAYLOAD")
        ):
            return Response(_error("SignatureDoesNotMatch"), 403, media_type="application/xml")
        key = request.path_params.get("key", "")
        match request.method, key:
            case "PUT", _:
                self.held[key] = (body, datetime.now(UTC))
                return Response(headers={"ETag": f'"{md5(body).hexdigest()}"'})
            case (("GET" | "HEAD"), ""):
                return Response(self._listed(request.query_params), media_type="application/xml")
            case (("GET" | "HEAD"), _):
                return self._given(key)
            case "DELETE", _:
                self.held.pop(key, None)
                return Response(status_code=204)
            case _:
                # Several at once: the keys stand in the body.
                keys = re.findall(r"<Key>(.*?)</Key>", body.decode())
                for gone in keys:
                    self.held.pop(gone, None)
                deleted = "".join(f"<Deleted><Key>{gone}</Key></Deleted>" for gone in keys)
                return Response(f"<DeleteResult>{deleted}</DeleteResult>", media_type="application/xml")

    def _given(self, key: str) -> Response:
        if key not in self.held:
            return Response(_error("NoSuchKey"), 404, media_type="application/xml")
        body, at = self.held[key]
        headers = {
            "ETag": f'"{md5(body).hexdigest()}"',
            "Last-Modified": format_datetime(at, usegmt=True),
        }
        return Response(body, headers=headers)

    def _listed(self, asked: QueryParams) -> str:
        prefix = asked.get("prefix", "")
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{at:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
            f'<ETag>"{md5(body).hexdigest()}"</ETag><Size>{len(body)}</Size></Contents>'
            for key, (body, at) in sorted(self.held.items())
            if key.startswith(prefix)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"


def _error(code: str) -> str:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>"


@contextmanager
def served() -> Iterator[str]:
    """The address of an empty bucket named `bucket`, while the block lasts."""
    bucket = Bucket()
    ways = ["GET", "PUT", "DELETE", "POST", "HEAD"]
    app = Starlette(
        routes=[
            Route("/bucket", bucket.answer, methods=ways),
            Route("/bucket/{key:path}", bucket.answer, methods=ways),
        ]
    )
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([door])))
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
