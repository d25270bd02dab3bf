"""Every word that a person reads, by key, in the language of the one who reads it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from babel import Locale, dates, numbers
from babel.messages.pofile import read_po

from models import ERASED, FINLAND, WorkspaceError, now
from services import places, vocabulary

LOCALES = ("fi", "sv", "en")
LANGUAGE_KEY = "language"
# In an address: the language that a visitor has chosen on the page that the link stands on.
LANGUAGE_IN_ADDRESS = "lang"
# Whose way of writing days, numbers and euros: Finland's Swedish, and the English of this side of the ocean.
REGIONS = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_FOLDER = Path(__file__).parent.parent / "locales"
_ERASED = "erasure.erased"


@cache
def catalogue(locale: str) -> dict[str, tuple[str, ...]]:
    """Key → its text, or its plural forms, from all of `locales/<locale>/*.po`."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((_FOLDER / locale).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale):
                if message.id:
                    key = message.id[0] if isinstance(message.id, tuple) else message.id
                    forms = message.string if isinstance(message.string, tuple) else (message.string,)
                    found[str(key)] = tuple(str(form) for form in forms)
    return found


_speaking: ContextVar[str] = ContextVar("speaking", default="")


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Inside it, words are in this language: for what is made where no visitor's session is at hand."""
    token = _speaking.set(locale)
    try:
        yield
    finally:
        _speaking.reset(token)


def language() -> str:
    """The person's choice, else the browser's language, else Finnish."""
    if spoken := _speaking.get():
        return spoken
    chosen = st.session_state.get(LANGUAGE_KEY) or (st.context.locale or "")[:2]
    return chosen if chosen in LOCALES else LOCALES[0]


def region() -> str:
    """The locale that days and numbers are written in."""
    return REGIONS[language()]


def translated(locale: str, key: str, /, **params: Any) -> str:
    """The text of this key in this language; with `n` its plural form. KeyError when there is none.

    A parameter named `*_key` is itself a key: its text, filled with the others, stands in its place. A moment is
    told as the time of day.
    """
    forms = catalogue(locale)[key]
    n = params.get("n")
    form = forms[0] if len(forms) == 1 or not isinstance(n, int) else forms[_plural(locale, n)]
    filled = {name: _spoken(locale, name, value, params) for name, value in params.items()}
    return form.format_map(filled) if params else form


def _spoken(locale: str, name: str, value: Any, params: dict[str, Any]) -> Any:
    if name.endswith("_key"):
        return translated(locale, value, **{other: params[other] for other in params if other != name})
    if isinstance(value, datetime):
        return dates.format_time(value, format="short", tzinfo=FINLAND, locale=REGIONS[locale])
    return translated(locale, _ERASED) if value == ERASED else value


@cache
def _plural_rule(locale: str) -> Any:
    return Locale.parse(locale).plural_form


def _plural(locale: str, n: int) -> int:
    # Finnish, Swedish and English all have two forms: one, and other.
    return 0 if _plural_rule(locale)(n) == "one" else 1


def t(key: str, /, **params: Any) -> str:
    return translated(language(), key, **params)


# Dots and colons too: a bare address would become a link. Hyphens and the like count where a word begins.
_MARKS = re.compile(r"((?<!\S)[-+=]|[\\`*_{}\[\]()#.:!$~|<>&])")


def plain(text: str) -> str:
    """What a person typed, safe inside a label or a heading: its signs are signs, never Markdown or HTML.

    The name of somebody whose account has been erased is said in the reader's language.
    """
    return _MARKS.sub(r"\\\1", t(_ERASED) if text == ERASED else text)


def refusal(error: WorkspaceError) -> str:
    """Why it was refused, as Markdown; the names in it are other people's words."""
    typed = {
        name: plain(value) if isinstance(value, str) and not name.endswith("_key") else value
        for name, value in error.params.items()
    }
    return t(f"errors.{error.key}", **typed)


def term(book: str, slug: str) -> str:
    """A term of `data/vocabulary/` in the reader's language; the slug itself when it is unknown."""
    found = vocabulary.terms(book).get(slug)
    return found.names[language()] if found else slug


def municipality(code: str) -> str:
    found = places.municipalities().get(code)
    return found.names[language()] if found else ""


def day(value: date) -> str:
    return _day(value, region())


@lru_cache(maxsize=8192)
def _day(value: date, locale: str) -> str:
    # A screen of hundreds of tasks writes the same days at each click.
    return str(dates.format_date(value, format="medium", locale=locale))


def moment(value: datetime) -> str:
    """Day and time on the clocks of Finland."""
    return f"{day(value.astimezone(FINLAND).date())} {clock(value)}"


def waited(since: datetime) -> str:
    """How long ago that was, in words: "2 päivää"."""
    return _waited(int((now() - since).total_seconds()) // 60, region())


@lru_cache(maxsize=4096)
def _waited(minutes: int, locale: str) -> str:
    # The queue tells it of each of its rows at each click.
    return str(dates.format_timedelta(timedelta(minutes=minutes), granularity="minute", locale=locale))


def clock(value: datetime) -> str:
    return dates.format_time(value, format="short", tzinfo=FINLAND, locale=region())


def number(value: int | float | Decimal) -> str:
    return number_in(value, region())


@lru_cache(maxsize=8192)
def number_in(value: int | float | Decimal, locale: str) -> str:
    # A table writes the same small numbers again and again.
    return str(numbers.format_decimal(value, locale=locale))


def percent(value: float | Decimal) -> str:
    return numbers.format_percent(value, locale=region())


def euros(value: Decimal) -> str:
    """Cents only where there are some: a call's million is no price."""
    usual = Locale.parse(language()).currency_formats["standard"].pattern
    whole = value == value.to_integral_value()
    return numbers.format_currency(
        value,
        "EUR",
        usual.replace(".00", "") if whole else usual,
        locale=region(),
        currency_digits=not whole,
    )
