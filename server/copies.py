"""Copies to take along, as packed files: sent row by row while they are made, and kept nowhere.

Each is noted in the journal before it is made, in a transaction of its own: who asked for a copy has had it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models import WorkspaceError, today
from server.asking import actor_of
from server.files import LARGEST_ID
from server.made import streamed
from services import copies
from services.database import changing, reading

T = TypeVar("T")
_ZIP = "application/zip"


async def everything(request: Request) -> Response:
    return await _copy(request, copies.everything, f"Kanto {today().isoformat()}.zip")


async def own(request: Request) -> Response:
    return await _copy(request, copies.of_person, f"Kanto - omat tiedot {today().isoformat()}.zip")


async def association(request: Request) -> Response:
    number = min(request.path_params["number"], LARGEST_ID)
    return await _copy(request, copies.of_association, f"{{}} {today().isoformat()}.zip", number)


async def _copy(request: Request, of: Any, name: str, *about: int) -> Response:
    noted = await run_in_threadpool(_note, request, of.note, about)
    if noted is None:
        return PlainTextResponse("", 404)
    return streamed(name.format(noted), _ZIP, lambda target: _write(request, of.write, target, about))


def _note(request: Request, note: Callable[..., Any], about: tuple[int, ...]) -> str | None:
    """The name of what is copied; None when it is refused, whatever the reason."""
    try:
        with changing() as session:
            return note(session, actor_of(session, request), *about) or ""
    except WorkspaceError:
        return None


def _write(request: Request, write: Callable[..., None], target: Any, about: tuple[int, ...]) -> None:
    with reading() as session:
        write(session, actor_of(session, request), target, *about)


ROUTES = [
    Route("/copies/everything", everything, methods=["GET"]),
    Route("/copies/own", own, methods=["GET"]),
    Route("/copies/associations/{number:int}", association, methods=["GET"]),
]
