"""The texts as long as a page, and the glossary: the same in three languages."""

import re
from collections import Counter

import pytest

from services import glossary
from ui import long_texts, texts

HEADING = re.compile(r"^(#+) ", re.MULTILINE)
LISTED = re.compile(r"^- ", re.MULTILINE)
OPEN = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("name", long_texts.NAMES)
def test_a_text_says_as_much_in_every_language(name: str) -> None:
    finnish, *others = (long_texts.source(locale, name) for locale in texts.LOCALES)

    for other in others:
        assert HEADING.findall(other) == HEADING.findall(finnish)
        assert len(LISTED.findall(other)) == len(LISTED.findall(finnish))
        assert Counter(OPEN.findall(other)) == Counter(OPEN.findall(finnish))


def test_no_text_lies_about_unread() -> None:
    written = {path.stem for path in long_texts.FOLDER.rglob("*.md")}

    assert written == set(long_texts.NAMES)


def test_each_word_of_the_glossary_has_its_place_and_means_something_in_every_language() -> None:
    entries = glossary.entries("fi")

    assert len({entry.anchor for entry in entries}) == len(entries)
    assert [entry.anchor for entry in entries if not all(entry.names.values())] == []
    assert [entry.anchor for entry in entries if len(set(map(bool, entry.meanings.values()))) > 1] == []


@pytest.mark.parametrize(
    ("sought", "locale", "first"),
    [
        ("OSATOTEUTTAJA", "fi", "osatoteuttaja"),
        ("grupprojekt", "en", "ryhmahanke"),
        ("kvitton", "sv", "prosenttimaarainen-korvaus"),
    ],
)
def test_the_glossary_is_searched_in_any_language(sought: str, locale: str, first: str) -> None:
    assert first in {entry.anchor for entry in glossary.found(sought, locale)}
    assert glossary.found(f"{sought} zzz", locale) == []
