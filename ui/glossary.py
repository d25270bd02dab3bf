"""The glossary as it is read: one element, however many words there are."""

from functools import cache
from html import escape
from itertools import groupby

import streamlit as st

from services import glossary
from services.glossary import Entry
from ui import texts
from ui.texts import t


def show() -> None:
    st.html(_all(texts.language()))
    # Streamlit draws the page after the browser has looked for the place that the address names.
    st.html('<script src="/app/static/anchor.js"></script>', unsafe_allow_javascript=True)


def show_found(entries: list[Entry]) -> None:
    locale = texts.language()
    st.html("".join(_entry(entry, locale, level=2) for entry in entries))


def meaning(name: str) -> str:
    """What a term of the glossary means, for the mark beside a field: by its Finnish name."""
    return glossary.meaning(name, texts.language())


@cache
def _all(locale: str) -> str:
    parted = groupby(glossary.entries(locale), key=lambda entry: entry.names[locale][0].upper())
    letters = {letter: list(entries) for letter, entries in parted}
    way = " ".join(f'<a href="#letter-{_place(letter)}">{letter}</a>' for letter in letters)
    body = "".join(
        f'<h2 id="letter-{_place(letter)}">{letter}</h2>'
        + "".join(_entry(entry, locale, level=3) for entry in entries)
        for letter, entries in letters.items()
    )
    return f'<nav class="letters" aria-label="{escape(t("glossary.letters"))}">{way}</nav>{body}'


def _place(letter: str) -> str:
    return format(ord(letter), "x")


def _entry(entry: Entry, locale: str, *, level: int) -> str:
    told = f"<p>{escape(entry.meanings[locale])}</p>" if entry.meanings[locale] else ""
    others = " · ".join(
        f'{escape(t(f"glossary.in_{code}"))} <span lang="{code}">{escape(name)}</span>'
        for code, name in entry.names.items()
        if code != locale
    )
    name = escape(entry.names[locale])
    return f'<h{level} class="term" id="{entry.anchor}">{name}</h{level}>{told}<p class="others">{others}</p>'
