"""Words about participants: kept only without what tells who somebody is.

People report themselves to the fund's own system; here are numbers and stories. Refused beside the field are

- a personal identity code (as everywhere: `words.body`), an e-mail address, a telephone number;
- a first name with a surname: "Aino Virtanen", "Virtanen Aino", "Aino V.", "A. Virtanen", also inflected;
- a list of three or more first names: "Aino, Eero ja Veera".

The dictionary of Finnish tells names from words. It has `Koski` as a place only and `Meri` as a noun too, so a pair is
refused when the first word can only be a first name, or the second is known as a surname. Never refused are a first
name alone, places, and names of associations, companies and foundations, such as "Helvi Laineen säätiö" and "Aino Laine
-talo". A rule of thumb: it cannot know every name, and the screen says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.errors import Invalid
from services import words
from services.search import structure, voikko
from services.search.structure import Kind

# With the name of a worker in a report it says who to ask; more of them are a list.
MOST_STAFF = 2
_LIST = 3

_MAIL = re.compile(r"[^\s@<>,;()]+@[^\s@<>,;()]+\.[^\W\d_]{2,}")
_PHONE = re.compile(
    r"(?<![\w.,:/+-])(?<!\d[ \u00a0])(?:\+\d{1,3}|\(?0\d{1,2}\)?)(?:[ \u00a0-]?\d){5,11}(?![\d/])"
)
# A business id and a day with dashes look like telephone numbers.
_NO_PHONE = re.compile(r"\d{7}-\d|\d{1,2}-\d{1,2}-\d{4}")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LISTED = re.compile(r"[\s,;/&•+().\d-]*(?:\b(?:ja|sekä|och|and)\b)?\s*")
# What is named after somebody is nobody.
_INSTITUTION = re.compile(
    r"\s*(?:-\w|(?:ry|rf|r\.y|r\.f|oy|oyj|ab|osk|säätiö|seura|rahasto|yhdistys|stiftelse|fond|förening)\w*\b)",
    re.IGNORECASE,
)
# Words that a house or a society is called by, after a name.
_HEADS = frozenset(
    {"akatemia", "kahvila", "katu", "keskus", "kerho", "kirkko", "klubi", "koti", "koulu", "kylä", "päivä"}
    | {"ryhmä", "seura", "talo", "tie", "tupa", "viikko", "yhdistys"}
)


def line(text: str, *, field: str, most: int, needed: bool = True, staff: bool = False) -> str:
    return body(" ".join(text.split()), field=field, most=most, needed=needed, staff=staff)


def body(text: str, *, field: str, most: int, needed: bool = True, staff: bool = False) -> str:
    """Cleaned as `words.body` does; Invalid when it tells who somebody is.

    staff: what is written for the partners only may name a worker or two.
    """
    clean = words.body(text, field=field, most=most, needed=needed)
    if found := contact_in(clean):
        raise Invalid("contact_of_person", field=field, found=found)
    names = names_in(clean)
    if len(names) > (MOST_STAFF if staff else 0):
        raise Invalid("name_of_person", field=field, found=names[0])
    if listed := list_in(clean):
        raise Invalid("list_of_people", field=field, found=listed)
    return clean


def contact_in(text: str) -> str:
    """The first e-mail address or telephone number; empty when there is none."""
    if mail := _MAIL.search(text):
        return mail.group()
    numbers = (found.group() for found in _PHONE.finditer(text))
    return next((number for number in numbers if not _NO_PHONE.fullmatch(number.strip("()"))), "")


def names_in(text: str) -> list[str]:
    """Whole names of people, as they are written."""
    tokens = list(_tokens(text))
    return [
        text[first.start : second.end]
        for first, second in pairwise(tokens)
        if _is_name(text, first, second) and not _INSTITUTION.match(text, second.end)
    ]


def list_in(text: str) -> str:
    """Three first names or more with nothing but commas, "and" or new lines between them; empty when there are none."""
    run: list[_Token] = []
    for token in (one for one in _tokens(text) if one.capital and one.says.forename):
        gap = text[run[-1].end : token.start] if run else ""
        run = [*run, token] if run and gap.strip(" ") and _LISTED.fullmatch(gap) else [token]
        if len(run) >= _LIST and sum(one.says.only_forename for one in run) >= _LIST - 1:
            return text[run[0].start : run[-1].end]
    return ""


@dataclass(frozen=True, slots=True)
class _Says:
    """What the dictionary says of a word."""

    forename: bool
    only_forename: bool
    surname: bool
    only_surname: bool
    # A name, a noun or nothing that it knows, in its base form.
    could_be_surname: bool
    nominative: bool
    unknown: bool


@dataclass(frozen=True, slots=True)
class _Token:
    form: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.form[0].isupper()

    @property
    def initial(self) -> bool:
        return len(self.form) == 1 and self.capital

    @property
    def says(self) -> _Says:
        return _says(self.form.lower())


def _tokens(text: str) -> Iterator[_Token]:
    for found in _WORD.finditer(text):
        yield _Token(found.group(), found.start(), found.end())


def _is_name(text: str, first: _Token, second: _Token) -> bool:
    gap = text[first.end : second.start]
    if first.initial or second.initial:
        return _is_abbreviated(gap, first, second)
    if gap not in (" ", "\u00a0", ", "):
        return False
    if second.says.only_forename and first.says.only_surname:
        return first.capital == second.capital
    if gap == ", " or not first.says.forename:
        return False
    if not (first.capital and second.capital):
        return first.says.only_forename and second.says.only_surname
    return _is_pair(first.says, second.says)


def _is_pair(first: _Says, second: _Says) -> bool:
    if second.surname or second.unknown:
        return True
    return first.only_forename and first.nominative and second.could_be_surname


def _is_abbreviated(gap: str, first: _Token, second: _Token) -> bool:
    if second.initial:
        return gap == " " and first.capital and first.says.only_forename
    return gap in (".", ". ") and second.capital and second.says.only_surname


@lru_cache(maxsize=8192)
def _says(form: str) -> _Says:
    read = [structure.read(raw) for raw in voikko.engine().raws(form)]
    found = [analysis for analysis in read if analysis is not None]
    kinds = {analysis.kind for analysis in found}
    # The dictionary has some of the commonest surnames as names of places.
    surname = Kind.SURNAME in kinds or any(_ends_like_surname(analysis) for analysis in found)
    nouns = kinds & {Kind.NOUN, Kind.OTHER}
    return _Says(
        forename=Kind.FORENAME in kinds,
        only_forename=Kind.FORENAME in kinds and not nouns,
        surname=surname,
        only_surname=surname and kinds <= {Kind.SURNAME, Kind.PLACE},
        could_be_surname=not found or any(map(_could_be_surname, found)),
        nominative=any(analysis.components[-1].is_nominative for analysis in found),
        unknown=not found,
    )


def _ends_like_surname(analysis: structure.Analysis) -> bool:
    return analysis.kind == Kind.PLACE and analysis.lemma.endswith("nen")


def _could_be_surname(analysis: structure.Analysis) -> bool:
    named = analysis.kind in (Kind.NOUN, Kind.NOUN_OR_ADJECTIVE, Kind.PLACE, Kind.NAME)
    return named and analysis.components[-1].is_nominative and analysis.lemma not in _HEADS
