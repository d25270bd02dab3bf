"""The page's shell: Streamlit's `index.html` in the visitor's language, and Streamlit's own few words too.

https://github.com/streamlit/streamlit/issues/15726 (lang), https://github.com/streamlit/streamlit/issues/1353 (words).
"""

import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server import feeds, sharing
from services import accounts
from services.database import reading
from ui import visitor
from ui.menu import SCREENS
from ui.texts import LANGUAGE_IN_ADDRESS, LOCALES, translated

# Streamlit's words, as they stand in its pages, and the names of ours.
OWN_WORDS = {
    "No results": "no_results",
    "Select all": "select_all",
    "Clear value": "clear",
    "Clear all": "clear_all",
    "Clear entry": "clear",
    "Clear date": "clear",
    "Clear dates": "clear",
    "Choose date": "choose_date",
    "Choose date range": "choose_dates",
    "Open": "open",
    "Close": "close",
    "Cancel": "cancel",
    "Show password": "show_password",
    "Hide password": "hide_password",
    "Press Enter to apply": "enter_applies",
    "Press Enter to submit form": "enter_sends",
    "Press Ctrl+Enter to apply": "ctrl_enter_applies",
    "Press Ctrl+Enter to submit form": "ctrl_enter_sends",
    "Press ⌘+Enter to apply": "ctrl_enter_applies",
    "Press ⌘+Enter to submit form": "ctrl_enter_sends",
    "Choose an option": "choose_one",
    "Choose options": "choose_many",
    "Expand sidebar": "open_menu",
    "Open sidebar": "open_menu",
    "Collapse sidebar": "close_menu",
    "Close sidebar": "close_menu",
    "Main menu": "settings",
    "Fullscreen": "fullscreen",
    "Close fullscreen": "close_fullscreen",
    "Running...": "working",
    "Running": "working",
    "Stop": "stop",
    "Connecting": "connecting",
    "Connection error": "connection_lost",
    "Streamlit server is not responding. Are you connected to the internet?": "connection_back",
    # The same on a developer's own machine.
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "connection_back"
    ),
    "Upload": "upload",
    "Add files": "upload",
    "Drag and drop a file here": "drop_file",
    "Drag and drop files here": "drop_file",
    "file upload": "upload",
    "Click to retry upload": "upload_again",
    "Upload failed": "upload_failed",
    "Unexpected error. Please try again.": "upload_failed",
    "Only one file is allowed.": "one_file",
    "File size is too small.": "empty_file",
    "Error:": "error",
    "Copy to clipboard": "copy",
    "Copied": "copied",
    "Skip to main content": "skip",
    "Sidebar": "menu",
    "App pages": "pages",
    "Navigate to home page": "home",
    "Link to heading": "heading_link",
}
# The same with what stands in them: `$1` in ours.
OWN_SENTENCES = {
    r"(\d+)(?:\.0)?MB per file": "size_of_file",
    r"File must be (\d+)(?:\.0)?MB or smaller\.": "file_too_large",
    r".* files are not allowed\.": "file_type",
    r"Request failed with status 413": "upload_no_room",
    r"Request failed with status \d+": "upload_failed",
    r"(\d+)\.\dB": "bytes",
    r"(\d+)\.(\d)KB": "kilobytes",
    r"(\d+)\.(\d)MB": "megabytes",
    r"Cancel upload of (.+)": "cancel_upload",
    r"Remove (.+)": "remove_file",
}

_SCRIPT = Path(__file__).with_name("words.js")
_THEME = Path(__file__).parent.parent / "static" / "theme.css"
_PAGES = {screen.name for screen in SCREENS}
_MARK = b'<div id="root">'
_SHARED = b"<!-- shared -->"


def is_shell(body: bytes) -> bool:
    return _MARK in body


def page_for(request: Request) -> bytes:
    """The shell for this visitor and address."""
    page = request.url.path.strip("/")
    screen, locale = page if page in _PAGES else "home", language_of(request)
    return _page(locale).replace(_SHARED, sharing.tags(request, screen, locale).encode(), 1)


def language_of(request: Request) -> str:
    """The signed-in person's choice, else the address's, else the first of the browser's languages that we speak."""
    token = request.cookies.get(visitor.COOKIE, "")
    chosen = (_chosen_by(token) if token else "") or request.query_params.get(LANGUAGE_IN_ADDRESS, "")
    asked = (tag.split(";")[0].strip()[:2].lower() for tag in _wishes(request))
    return next((code for code in (chosen, *asked) if code in LOCALES), LOCALES[0])


def _wishes(request: Request) -> list[str]:
    return request.headers.get("accept-language", "").split(",")


def _chosen_by(token: str) -> str:
    with reading() as session:
        person = accounts.person_of_token(session, token)
        return person.locale if person else ""


@cache
def _page(locale: str) -> bytes:
    """Streamlit's page with our head; no script stands in the text, so the policy needs no exception.

    Where `_SHARED` stands, comes what the page is about.
    """
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    head = f"""{_SHARED.decode()}
    {_feeds(locale)}
    <link rel="preload" href="./app/static/fonts/latin.woff2" as="font" type="font/woff2" crossorigin />
    <script src="./shell/{locale}.js" defer></script>
    <script src="./app/static/typing.js" defer></script>
    <script src="./app/static/count.js" defer></script>
    <script src="./app/static/search.js" type="module"></script>
    <script src="./app/static/links.js" type="module"></script>"""
    needs = escape(translated(locale, "shell.needs_script"))
    for pattern, ours in (
        (r'<html lang="en">', f'<html lang="{locale}">'),
        (r"<!--.*?-->", ""),
        (r"<script>.*?</script>", ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', ""),
        (r'href="\./favicon\.png"', 'href="./app/static/icon.svg" type="image/svg+xml"'),
        (r"<title>.*?</title>", head),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{needs}</p></noscript>"),
        # After what Streamlit lays into the head while it runs: of two rules as exact as each other, the later holds.
        (r"</body>", f'<link rel="stylesheet" href="./app/static/theme.css?{_look()}" /></body>'),
    ):
        html = re.sub(pattern, ours.replace("\\", r"\\"), html, flags=re.DOTALL)
    return html.encode()


def _look() -> str:
    """What changes with the stylesheet, so that nobody sees the one that their browser has kept."""
    return hashlib.sha256(_THEME.read_bytes()).hexdigest()[:12]


def _feeds(locale: str) -> str:
    """Where readers of news find what is new."""
    return "\n    ".join(
        f'<link rel="alternate" type="{feeds.MEDIA}" title="{escape(translated(locale, f"feeds.{name}"))}"'
        f' href="./{feeds.path_of(name, locale)}" />'
        for name in feeds.NAMES
    )


@cache
def script(locale: str) -> str:
    text = _SCRIPT.read_text(encoding="utf-8")
    for mark, theirs in (("__WORDS__", OWN_WORDS), ("__SENTENCES__", OWN_SENTENCES)):
        words = {said: translated(locale, f"shell_word.{name}") for said, name in theirs.items()}
        text = text.replace(mark, json.dumps(words, ensure_ascii=False))
    return text


async def words(request: Request) -> Response:
    locale = request.path_params["locale"]
    if locale not in LOCALES:
        return PlainTextResponse("", 404)
    return Response(script(locale), media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


ROUTES = [Route("/shell/{locale}.js", words)]
