"""What mailed links open: a plain page with one button, which works without JavaScript and without a sign-in.

Opening it changes nothing, whoever opens it: programmes that look into mails before their readers do follow links.
"""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from models import Invalid, NotFound, WorkspaceError
from server.asking import actor_of
from server.shell import language_of
from services import mail_acts
from services.database import changing, reading
from services.mail_acts import ActState, ActView
from ui.spoken import Spoken
from ui.texts import LOCALES

_HEADERS = {
    "Cache-Control": "private, no-store",
    # The address is a key.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
# A letter of the longest answer, in any script, and the rest of the form.
_MOST_BYTES = 40_000
_STATUS = {ActState.OPEN: 200, ActState.SIGN_IN: 200}


async def show(request: Request) -> HTMLResponse:
    return await run_in_threadpool(_show, request)


def _show(request: Request) -> HTMLResponse:
    with reading() as session:
        try:
            view = mail_acts.look(session, actor_of(session, request), request.path_params["token"])
        except NotFound as error:
            return broken(request, error)
    return page(_act_page(request, view), _STATUS.get(view.state, 410))


async def do(request: Request) -> HTMLResponse:
    typed = str((await form_of(request)).get("typed", ""))
    return await run_in_threadpool(_do, request, typed)


def _do(request: Request, typed: str) -> HTMLResponse:
    try:
        with changing() as session:
            view = mail_acts.act(session, actor_of(session, request), request.path_params["token"], typed)
    except NotFound as error:
        with reading() as session:
            try:
                view = mail_acts.look(session, actor_of(session, request), request.path_params["token"])
            except NotFound:
                return broken(request, error)
        return page(_act_page(request, view, typed, error), 409)
    except WorkspaceError as error:
        with reading() as session:
            view = mail_acts.look(session, actor_of(session, request), request.path_params["token"])
        return page(_act_page(request, view, typed, error), 422 if isinstance(error, Invalid) else 409)
    return page(_done_page(view))


def _act_page(
    request: Request, view: ActView, typed: str = "", error: WorkspaceError | None = None
) -> dict[str, Any]:
    words = words_for(view.locale, request)
    t, name, standing = words.t, view.purpose.name, view.standing
    told: dict[str, Any] = {
        "words": words,
        "title": t(f"acts.{name}_title"),
        "said": t(f"acts.{name}_words", **standing.told) if standing else "",
        "quoted": standing.words if standing and view.state in (ActState.OPEN, ActState.SIGN_IN) else "",
        "as_who": t("acts.as_who", person=view.person),
        "on": standing.link if standing else "/",
        "on_label": t("acts.open_in_app") if standing else t("acts.to_front"),
        "refused": t(f"errors.{error.key}", **error.params) if error else "",
    }
    if view.state == ActState.OPEN:
        return told | {
            "button": t(f"acts.{name}_do"),
            "means": t(f"acts.{name}_means"),
            "field": t(f"acts.{name}_field") if view.purpose.most else "",
            "most": view.purpose.most,
            "typed": typed,
        }
    if view.state == ActState.SIGN_IN:
        after = urlencode({"next": request.url.path})
        return told | {"state": t("acts.sign_in"), "on": f"/sign_in?{after}", "on_label": t("sign_in.act")}
    when = words.moment(view.used_at or view.expires_at)
    # The refusal of a link that is over says the same.
    return told | {"state": t(f"acts.{view.state}", when=when), "refused": "", "kept": typed}


def _done_page(view: ActView) -> dict[str, Any]:
    words = words_for(view.locale)
    standing = view.standing
    return {
        "words": words,
        "title": words.t("acts.done"),
        "state": words.t(f"acts.{view.purpose.name}_done", **(standing.told if standing else {})),
        "good": True,
        "as_who": "",
        "on": standing.link if standing else "/",
        "on_label": words.t("acts.open_in_app"),
    }


def broken(request: Request, error: NotFound) -> HTMLResponse:
    words = words_for("", request)
    told = {"title": words.t("acts.broken"), "state": words.t(f"errors.{error.key}")}
    return page({"words": words, **told, "on": "/", "on_label": words.t("acts.to_front")}, 404)


def words_for(locale: str, request: Request | None = None) -> Spoken:
    """The language of the mail's person; who has chosen none reads the browser's."""
    if locale not in LOCALES and request is not None:
        locale = language_of(request)
    return Spoken(locale if locale in LOCALES else LOCALES[0])


async def form_of(request: Request) -> dict[str, Any]:
    """The form's fields; nothing when the body is larger than any form of ours."""
    if int(request.headers.get("content-length") or _MOST_BYTES + 1) > _MOST_BYTES:
        return {}
    return dict(await request.form(max_files=0, max_fields=5, max_part_size=_MOST_BYTES))


def page(told: dict[str, Any], status: int = 200) -> HTMLResponse:
    return HTMLResponse(_template().render(**told), status, headers=_HEADERS)


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(Path(__file__).with_name("mailed.html").read_text(encoding="utf-8"))


ROUTES = [
    Route("/act/{token}", show, methods=["GET"]),
    Route("/act/{token}", do, methods=["POST"]),
]
