"""A plan as a file or as a page to print: made when it is asked for, for who may read the plan."""

import os
from tempfile import NamedTemporaryFile

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from server import summary
from server.asking import ask
from server.files import LARGEST_ID, download
from server.shell import language_of
from services import exports
from services.exports import Dossier, Kind, Words
from ui.spoken import Spoken
from ui.texts import LOCALES

_NEVER_KEPT = {"Cache-Control": "private, no-store"}


async def file(request: Request) -> Response:
    kind = exports.KINDS.get(request.path_params["kind"])
    dossier = await _dossier(request)
    if kind is None or dossier is None or (kind.money and dossier.money is None):
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(_words, request)
    path = await run_in_threadpool(_written, kind, dossier, words)
    return FileResponse(
        path,
        media_type=kind.media,
        headers=download(f"{_named(dossier, kind, words)}.{kind.ending}") | _NEVER_KEPT,
        background=BackgroundTask(os.unlink, path),
    )


async def page(request: Request) -> Response:
    dossier = await _dossier(request)
    if dossier is None:
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(_words, request)
    return HTMLResponse(await run_in_threadpool(summary.page, dossier, words), headers=_NEVER_KEPT)


async def _dossier(request: Request) -> Dossier | None:
    return await ask(request, exports.dossier_of, min(request.path_params["number"], LARGEST_ID))


def _words(request: Request) -> Words:
    """The language of the screen that was left, else the person's."""
    asked = request.query_params.get("language", "")
    return Spoken(asked if asked in LOCALES else language_of(request))


def _written(kind: Kind, dossier: Dossier, words: Words) -> str:
    """On the disk and not in memory, until it has been sent."""
    with NamedTemporaryFile(prefix="kanto-", delete=False) as target:
        try:
            kind.write(dossier, words, target)
        except BaseException:
            os.unlink(target.name)
            raise
    return target.name


def _named(dossier: Dossier, kind: Kind, words: Words) -> str:
    return f"{dossier.name} - {words.t(f'exports.file_{kind.slug}')}"


ROUTES = [
    Route("/plans/{number:int}/files/{kind}", file, methods=["GET"]),
    Route("/plans/{number:int}/summary", page, methods=["GET"]),
]
