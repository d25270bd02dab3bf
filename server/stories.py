"""The pictures of stories on their way to a browser: for who may read the story, asked for anew each time."""

import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from server.asking import ask
from server.files import LARGEST_ID
from services import stories
from services.files import stored

log = logging.getLogger("kanto.stories")


async def picture(request: Request) -> Response:
    number = min(request.path_params["number"], LARGEST_ID)
    found = await ask(request, stories.served, number)
    if found is None:
        return PlainTextResponse("", 404)
    # The browser may keep it, and asks each time whether it still may.
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{found.sha256}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        pieces = await stored.stream(found.sha256)
    except FileNotFoundError:
        log.exception("the content of picture %s is not in the store", number)
        return PlainTextResponse("", 404)
    return StreamingResponse(
        pieces, headers=headers | {"Content-Length": str(found.size)}, media_type="image/jpeg"
    )


ROUTES = [Route("/stories/pictures/{number:int}.jpg", picture, methods=["GET"])]
