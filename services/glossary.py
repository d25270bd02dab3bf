"""The words of the trade in three languages, and what they mean: `data/glossary.csv`."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from services.vocabulary import DATA
from services.words import sort_key, sought

LOCALES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Entry:
    # What its place on the page is called, the same in every language.
    anchor: str
    names: dict[str, str]
    # Empty for a word that means what everybody thinks.
    meanings: dict[str, str]


@cache
def entries(locale: str) -> tuple[Entry, ...]:
    """All of them, in the order of this language."""
    return tuple(sorted(_read(), key=lambda entry: sort_key(entry.names[locale])))


def found(text: str, locale: str) -> list[Entry]:
    """Those in which each of the words stands, in a name in any language or in what it means in this one."""
    wanted = [word.casefold() for word in sought(text)]
    return [entry for entry in entries(locale) if all(word in _text(entry, locale) for word in wanted)]


def meaning(name: str, locale: str) -> str:
    """What the word that is called so in Finnish means; KeyError for a word that is not here."""
    return _by_name()[name].meanings[locale]


def _text(entry: Entry, locale: str) -> str:
    return " ".join([*entry.names.values(), entry.meanings[locale]]).casefold()


@cache
def _by_name() -> dict[str, Entry]:
    return {entry.names["fi"]: entry for entry in _read()}


@cache
def _read() -> tuple[Entry, ...]:
    def rows() -> Iterator[Entry]:
        with (DATA / "glossary.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names = {code: row[code] for code in LOCALES}
                yield Entry(_anchor(row["fi"]), names, {code: row[f"{code}_meaning"] for code in LOCALES})

    return tuple(rows())


def _anchor(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
