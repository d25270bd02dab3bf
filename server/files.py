"""Attachments on their way to a browser: asked for anew each time, and never shown as a page of ours."""

import logging
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from server.asking import ask
from services import files
from services.files import Served, stored

# What an id can be on every database.
LARGEST_ID = 2**31 - 1

log = logging.getLogger("kanto.files")


async def serve(request: Request) -> Response:
    number = min(request.path_params["number"], LARGEST_ID)
    found = await ask(request, files.served, number)
    if found is None:
        return PlainTextResponse("", 404)
    headers = headers_of(found)
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        pieces = await stored.stream(found.sha256)
    except FileNotFoundError:
        log.exception("the content of attachment %s is not in the store", number)
        return PlainTextResponse("", 404)
    length = {"Content-Length": str(found.size)}
    return StreamingResponse(pieces, headers=headers | length, media_type=found.media_type)


def headers_of(found: Served) -> dict[str, str]:
    return download(found.name) | {
        # The browser may keep it, and asks each time whether it still may.
        "Cache-Control": "private, no-cache",
        "ETag": f'"{found.sha256}"',
    }


def download(name: str) -> dict[str, str]:
    """To the disk, whatever it holds: a browser that shows it all the same runs nothing in it."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


ROUTES = [Route("/files/{number:int}/{name}", serve, methods=["GET"])]
