"""What other services show of a link to us: a title, some words and a picture, of what everybody may read.

Crawlers ask without a cookie, and so does this: a link to what is not public shows the service, and nothing of the
thing.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server import cached, share_card
from server.files import LARGEST_ID
from services import published
from services.database import reading
from services.settings import settings
from services.words import excerpt
from ui import links
from ui.texts import translated

SITE = "site"
# The screens that show one public thing: its list, and the fields of its name, its words and whose it is.
_SCREENS = {
    "idea": ("ideas", "title", "summary", "association"),
    "event": ("events", "title", "body", ""),
    "story": ("stories", "title", "body", "association"),
    "group": ("groups", "name", "purpose", ""),
    "association": ("associations", "name", "description", ""),
    "call": ("calls", "name", "programme", ""),
}


@dataclass(frozen=True)
class Shared:
    title: str
    words: str
    by: str


def shared(screen: str, number: int) -> Shared | None:
    """The thing on this screen; None for what not everybody may read."""
    if screen not in _SCREENS or not 0 < number <= LARGEST_ID:
        return None
    name, *fields = _SCREENS[screen]
    with reading() as session:
        found = published.one(session, name, number)
    if found is None:
        return None
    title, words, by = (getattr(found, field) if field else "" for field in fields)
    return Shared(title, excerpt(words), by)


def tags(request: Request, screen: str, locale: str) -> str:
    """Title, description and Open Graph of the page at this address."""
    asked = request.query_params.get("id", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    found = shared(screen, number) if number else None
    base = settings().base_url
    if found:
        title, words, name = found.title, found.words, f"{screen}-{number}"
        address = base + links.address(screen, id=number)
    else:
        title = "" if screen == "home" else translated(locale, f"{screen}.title")
        words, name = "", SITE
        address = base + links.address("" if screen == "home" else screen)
    full = f"{title} – Kanto" if title else "Kanto"
    picture = f"{base}/share/{name}.png?language={locale}"
    return _written(full, words or translated(locale, "shell.description"), address, picture, locale)


def _written(title: str, words: str, address: str, picture: str, locale: str) -> str:
    width, height = share_card.SIZE
    told = {
        "og:title": title,
        "og:description": words,
        "og:type": "website",
        "og:locale": locale,
        "og:url": address,
        "og:image": picture,
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": title,
    }
    rows = [
        f"<title>{escape(title)}</title>",
        f'<meta name="description" content="{escape(words)}" />',
        '<meta name="twitter:card" content="summary_large_image" />',
        *(f'<meta property="{name}" content="{escape(value)}" />' for name, value in told.items()),
    ]
    return "\n    ".join(rows)


async def card(request: Request) -> Response:
    """The picture of a link."""
    locale = cached.words_of(request).language
    body = await run_in_threadpool(_card, request.path_params["name"], locale)
    return PlainTextResponse("", 404) if body is None else cached.answer(request, body, "image/png")


def _card(name: str, locale: str) -> bytes | None:
    if name == SITE:
        return _drawn(translated(locale, "share.site"), translated(locale, "share.site_words"), "")
    screen, _, number = name.partition("-")
    found = shared(screen, int(number)) if number.isdecimal() and len(number) < 10 else None
    return _drawn(found.title, found.by, translated(locale, f"{screen}.title")) if found else None


@lru_cache(maxsize=64)
def _drawn(title: str, below: str, above: str) -> bytes:
    return share_card.drawn(title, below, above)


ROUTES = [Route("/share/{name}.png", card, methods=["GET"])]
