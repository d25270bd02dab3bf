"""Atom feeds (RFC 4287) of the newest ideas and events, for readers of news."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models import EventState
from server import cached
from services import published
from services.database import reading
from services.published import PublicEvent, PublicIdea
from services.settings import settings
from ui.spoken import Spoken

_ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "application/atom+xml"
NAMES = ("ideas", "events")
MOST = 50


@dataclass(frozen=True)
class Entry:
    url: str
    title: str
    words: str
    author: str
    place: str
    published_at: datetime
    updated_at: datetime


async def feed(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in NAMES:
        return PlainTextResponse("", 404)
    body = await run_in_threadpool(_written, name, cached.words_of(request))
    return cached.answer(request, body, MEDIA)


def path_of(name: str, language: str) -> str:
    return f"feeds/{name}.atom?language={language}"


def _written(name: str, words: Spoken) -> bytes:
    with reading() as session:
        entries = _ENTRIES[name](session, words)
    return written(name, entries, words)


def written(name: str, entries: list[Entry], words: Spoken) -> bytes:
    ElementTree.register_namespace("", _ATOM)
    base = settings().base_url
    own = f"{base}/{path_of(name, words.language)}"
    root = ElementTree.Element(
        f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": words.language}
    )
    _put(root, "id", own)
    _put(root, "title", words.t(f"feeds.{name}"))
    # A feed without entries has not changed since there is time.
    changed = max((entry.updated_at for entry in entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    _put(root, "updated", _moment(changed))
    _put(root, "link", rel="self", type=MEDIA, href=own)
    _put(root, "link", rel="alternate", type="text/html", href=f"{base}/{name}")
    _put(_put(root, "author"), "name", "Kanto")
    for entry in entries:
        _enter(root, entry)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _enter(root: ElementTree.Element, entry: Entry) -> None:
    item = _put(root, "entry")
    _put(item, "id", entry.url)
    _put(item, "title", entry.title)
    _put(item, "link", rel="alternate", type="text/html", href=entry.url)
    _put(item, "published", _moment(entry.published_at))
    _put(item, "updated", _moment(entry.updated_at))
    if entry.author:
        _put(_put(item, "author"), "name", entry.author)
    if entry.place:
        _put(item, "category", term=entry.place)
    _put(item, "summary", entry.words, type="text")


def _put(parent: ElementTree.Element, name: str, text: str = "", **values: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", values)
    made.text = text or None
    return made


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _ideas(session: Session, _words: Spoken) -> list[Entry]:
    return [_of_idea(idea) for idea in published.page(session, "ideas", size=MOST).rows]


def _of_idea(idea: PublicIdea) -> Entry:
    place = idea.municipality_name
    return Entry(
        idea.url, idea.title, idea.summary, idea.association, place, idea.published_at, idea.updated_at
    )


def _events(session: Session, words: Spoken) -> list[Entry]:
    return [_of_event(event, words) for event in published.page(session, "events", size=MOST).rows]


def _of_event(event: PublicEvent, words: Spoken) -> Entry:
    """When and where stand first: a reader of news shows little more."""
    off = event.state == EventState.CANCELLED
    title = words.t("feeds.cancelled", title=event.title) if off else event.title
    where = ", ".join(filter(None, (event.place, event.municipality_name)))
    told = "\n\n".join(filter(None, (f"{words.moment(event.starts_at)} {where}".strip(), event.body)))
    return Entry(event.url, title, told, "", event.municipality_name, event.published_at, event.updated_at)


_ENTRIES: dict[str, Callable[[Session, Spoken], list[Entry]]] = {"ideas": _ideas, "events": _events}

ROUTES = [Route("/feeds/{name}.atom", feed, methods=["GET"])]
