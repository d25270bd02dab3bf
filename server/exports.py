"""A plan as a file or as a page to print: made when it is asked for, for who may read the plan."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from server import summary
from server.asking import ask
from server.files import LARGEST_ID
from server.made import NEVER_KEPT, sent, words_of
from services import exports
from services.exports import Dossier, Kind, Words


async def file(request: Request) -> Response:
    kind = exports.KINDS.get(request.path_params["kind"])
    dossier = await _dossier(request)
    if kind is None or dossier is None or (kind.money and dossier.money is None):
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(words_of, request)
    name = f"{_named(dossier, kind, words)}.{kind.ending}"
    return await sent(name, kind.media, lambda target: kind.write(dossier, words, target))


async def page(request: Request) -> Response:
    dossier = await _dossier(request)
    if dossier is None:
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(words_of, request)
    return HTMLResponse(await run_in_threadpool(summary.page, dossier, words), headers=NEVER_KEPT)


async def _dossier(request: Request) -> Dossier | None:
    return await ask(request, exports.dossier_of, min(request.path_params["number"], LARGEST_ID))


def _named(dossier: Dossier, kind: Kind, words: Words) -> str:
    return f"{dossier.name} - {words.t(f'exports.file_{kind.slug}')}"


ROUTES = [
    Route("/plans/{number:int}/files/{kind}", file, methods=["GET"]),
    Route("/plans/{number:int}/summary", page, methods=["GET"]),
]
