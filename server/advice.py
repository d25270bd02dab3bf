"""Files and booked times of advice cases: for the case's people alone, and each opening is written down."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models import WorkspaceError
from server.asking import actor_of
from server.files import LARGEST_ID, download
from server.shell import language_of
from services import advice
from services.actors import Actor
from services.database import changing
from ui.texts import translated

P = ParamSpec("P")
T = TypeVar("T")

# Nothing of it stays in the browser's own store.
_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


async def file(request: Request) -> Response:
    found = await _act(request, advice.open_file, _number(request))
    if found is None:
        return PlainTextResponse("", 404)
    headers = download(found.name) | _PRIVATE
    return Response(found.content, headers=headers, media_type=found.media_type)


async def calendar(request: Request) -> Response:
    summary = await run_in_threadpool(lambda: translated(language_of(request), "advice.calendar_entry"))
    found = await _act(request, advice.ics, _number(request), summary)
    if found is None:
        return PlainTextResponse("", 404)
    return Response(
        found, headers=download("kanto.ics") | _PRIVATE, media_type="text/calendar; charset=utf-8"
    )


async def _act(
    request: Request, act: Callable[Concatenate[Session, Actor, P], T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """What the act gives for this person; None when it is refused, whatever the reason."""

    def acting() -> T | None:
        try:
            with changing() as session:
                return act(session, actor_of(session, request), *args, **kwargs)
        except WorkspaceError:
            return None

    return await run_in_threadpool(acting)


def _number(request: Request) -> int:
    return min(int(request.path_params["number"]), LARGEST_ID)


ROUTES = [
    Route("/advice-files/{number:int}", file, methods=["GET"]),
    Route("/advice-calendar/{number:int}.ics", calendar, methods=["GET"]),
]
