"""One click and no more mail of that kind (RFC 8058): a mail programme posts, a person opens a page with a button."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from models import NotFound
from server.mailed import broken, page, words_for
from services import unsubscribing
from services.database import changing, reading
from services.unsubscribing import Unsubscribing

# What a mail programme posts, and our own button too.
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def show(request: Request) -> HTMLResponse:
    return await run_in_threadpool(_show, request)


def _show(request: Request) -> HTMLResponse:
    with reading() as session:
        try:
            found = unsubscribing.look(session, request.path_params["token"])
        except NotFound as error:
            return broken(request, error)
    words = words_for(found.locale, request)
    told = {"button": words.t("unsubscribe.act"), "hidden": ONE_CLICK, "means": words.t("unsubscribe.means")}
    return page(_told(request, found) | told)


async def stop(request: Request) -> HTMLResponse:
    return await run_in_threadpool(_stop, request)


def _stop(request: Request) -> HTMLResponse:
    try:
        with changing() as session:
            found = unsubscribing.stop(session, request.path_params["token"])
    except NotFound as error:
        return broken(request, error)
    words = words_for(found.locale, request)
    return page(_told(request, found) | {"said": "", "state": words.t("unsubscribe.done"), "good": True})


def _told(request: Request, found: Unsubscribing) -> dict[str, Any]:
    words = words_for(found.locale, request)
    return {
        "words": words,
        "title": words.t("unsubscribe.title"),
        "said": words.t(
            "unsubscribe.words", email=found.email, kind=words.t(f"unsubscribe_kind.{found.kind}")
        ),
        "on": "/notices",
        "on_label": words.t("unsubscribe.settings"),
    }


ROUTES = [
    Route("/unsubscribe/{token}", show, methods=["GET"]),
    Route("/unsubscribe/{token}", stop, methods=["POST"]),
]
