"""Small pages for other sites to show inside their own: new ideas, coming events, the figures of the impact page.

The only pages of ours that may be framed. They have no script, know no cookie, and look the same to everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, Template
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models import EventState
from server import cached
from services import events, impact, published
from services.actors import VISITOR
from services.database import reading
from services.settings import settings
from services.statistics import BY_NAME
from services.statistics.tables import number
from services.words import excerpt
from ui.spoken import Spoken

THEMES = ("light", "dark")
MOST = 5
_MEDIA = "text/html; charset=utf-8"
# Its own policy, which the guard leaves as it is: anybody may frame it, and nothing in it may run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors *",
    )
)


@dataclass(frozen=True)
class Row:
    title: str
    # Empty for a figure.
    url: str
    words: str
    about: str


async def view(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ROWS:
        return PlainTextResponse("", 404)
    asked = request.query_params.get("theme", "")
    theme = asked if asked in THEMES else THEMES[0]
    body = await run_in_threadpool(_page, name, cached.words_of(request), theme)
    return cached.answer(request, body, _MEDIA, {"Content-Security-Policy": POLICY})


def _page(name: str, words: Spoken, theme: str) -> bytes:
    with reading() as session:
        rows = _ROWS[name](session, words)
    return (
        _template()
        .render(
            language=words.language,
            theme=theme,
            title=words.t(f"embed.{name}"),
            rows=rows,
            nothing=words.t("embed.nothing"),
            more=words.t("embed.more"),
            address=f"{settings().base_url}/{name}",
        )
        .encode()
    )


def _ideas(session: Session, words: Spoken) -> list[Row]:
    return [
        Row(
            idea.title,
            idea.url,
            excerpt(idea.summary),
            _joined(idea.association, words.municipality(idea.municipality)),
        )
        for idea in published.page(session, "ideas", size=MOST).rows
    ]


def _events(session: Session, words: Spoken) -> list[Row]:
    """Those to come, the soonest first; without those that were called off."""
    found = events.visible_to(session, VISITOR, size=2 * MOST).rows
    return [
        Row(
            event.title,
            published.address("event", event.id),
            "",
            _joined(words.moment(event.starts_at), event.place, words.municipality(event.municipality)),
        )
        for event in found
        if event.state == EventState.PUBLISHED
    ][:MOST]


def _impact(session: Session, words: Spoken) -> list[Row]:
    """Those that may be shown."""
    cells = impact.headline(session, VISITOR).total.cells
    return [
        Row(words.t(f"statistics_figure.{name}"), "", "", number(BY_NAME[name], cells[name], words))
        for name in impact.HEADLINE
        if cells[name] is not None
    ]


def _joined(*told: str) -> str:
    return " · ".join(filter(None, told))


_ROWS: dict[str, Callable[[Session, Spoken], list[Row]]] = {
    "ideas": _ideas,
    "events": _events,
    "impact": _impact,
}


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(Path(__file__).with_name("embed.html").read_text(encoding="utf-8"))


ROUTES = [Route("/embed/{name}.html", view, methods=["GET"])]
