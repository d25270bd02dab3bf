"""The report for the funder as a file, and as a page to print: made when it is asked for, for who may read it.

The address carries the same names as the screen's, so that a link gives the same report.
"""

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from models import WorkspaceError
from server.asking import ask
from server.made import NEVER_KEPT, sent, words_of
from services import statistics
from services.exports import Words
from services.statistics import By, Report, files, tables


async def file(request: Request) -> Response:
    kind = files.KINDS.get(request.path_params["kind"])
    report = await _report(request)
    if kind is None or report is None:
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(words_of, request)
    name = f"{_named(report, words)}.{kind.ending}"
    return await sent(name, kind.media, lambda target: kind.write(report, words, target))


async def page(request: Request) -> Response:
    report = await _report(request)
    if report is None:
        return PlainTextResponse("", 404)
    words = await run_in_threadpool(words_of, request)
    drawn = await run_in_threadpool(_page, report, words, _back(request))
    return HTMLResponse(drawn, headers=NEVER_KEPT)


async def _report(request: Request) -> Report | None:
    try:
        asked = statistics.asked_of(request.query_params)
    except WorkspaceError:
        return None
    return await ask(request, statistics.report, asked)


def _named(report: Report, words: Words) -> str:
    asked = report.asked
    time = asked.stretch.written if asked.stretch else f"{asked.first} {asked.last}"
    version = words.t("statistics.file_public") if asked.public else words.t("statistics.file_whole")
    return f"Kanto - {words.t('statistics.title')} - {time} - {version}"


def _back(request: Request) -> str:
    values = {name: value for name, value in request.query_params.items() if name in statistics.NAMES}
    return f"/statistics?{urlencode(values)}"


def _page(report: Report, words: Words, back: str) -> str:
    return _template().render(
        words=words,
        back=(words.t("statistics.back"), back),
        about=tables.about(report, words),
        notes=tables.notes(report, words),
        summary=[table for _, table in tables.summary(report, words)],
        divided=[
            tables.division(report, by, words, section=section)
            for by in By
            for section in statistics.Section
            if any(one.section == section for one in report.figures_of(by)) and report.divided[by]
        ],
    )


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(Path(__file__).with_name("statistics.html").read_text(encoding="utf-8"))


ROUTES = [
    Route("/statistics/files/{kind}", file, methods=["GET"]),
    Route("/statistics/print", page, methods=["GET"]),
]
