"""From text to search terms in three tiers: lemmas, compound parts, roots.

A search asks with the lemmas and roots of its words; a text answers with lemmas, parts and roots. Nothing here raises,
whatever the text is, and the work for one text is bounded.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from services.search import finnish, simple, thesaurus, voikko
from services.search.voikko import Engine
from services.search.word import Word

__all__ = ["Analyzer", "Terms", "Token", "Word", "backend", "language_of", "terms", "tokens", "word"]

MAX_TOKENS = 2_000
MAX_LETTERS = 60
# Finnish sets the ending of an abbreviation apart by a colon: EU:n, STEA:lta.
_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*(?::[a-zåäö]{1,6}\b)?")
_DASHES = str.maketrans({"’": "'", "‑": "-", "\u00ad": None})
_REMEMBERED, _TEXTS_REMEMBERED = 32_768, 1_024
# Of one search: a text is asked for its language, and then for its words.
_LATELY = 64

GATE_WORDS = 60
GATE_SHARE = 0.6


class Token(NamedTuple):
    """A word of a text with its place, in characters of the text in NFC."""

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Terms:
    """The terms of a whole text in order, each as often as it comes."""

    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    roots: tuple[str, ...]


class Analyzer:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # Remembered as it is asked for: nearly all that is asked for is in small letters and plain.
        self.word = lru_cache(maxsize=_REMEMBERED)(self._word)
        self.language_of = lru_cache(maxsize=_TEXTS_REMEMBERED)(self._language_of)

    def _word(self, form: str, language: str = "fi") -> Word:
        form = unicodedata.normalize("NFC", form[:MAX_LETTERS]).translate(_DASHES).lower().strip()
        if not form:
            return Word(frozenset(), frozenset(), frozenset(), False)
        if language in simple.LANGUAGES:
            return simple.analyse(form, language)
        found = finnish.analyse(form, self.engine)
        return Word(
            lemmas=found.lemmas,
            parts=found.parts.union(*map(thesaurus.same, found.parts)),
            roots=found.roots.union(*map(thesaurus.same, found.lemmas)),
            known=found.known,
        )

    def _language_of(self, text: str) -> str:
        """Finnish when the dictionary knows most of its words, else whichever of Swedish and English knows more of
        them; Finnish again when neither knows any.
        """
        forms = [one.form.lower() for one in tokens(text)[:GATE_WORDS] if one.form.isalpha()]
        if sum(self.word(form).known for form in forms) >= GATE_SHARE * len(forms):
            return "fi"
        known = {
            language: sum(simple.knows(form, language) for form in forms) for language in simple.LANGUAGES
        }
        best = max(known, key=lambda language: known[language])
        return best if known[best] else "fi"

    def terms(self, text: str, language: str = "") -> Terms:
        spoken = language or self.language_of(text)
        words = [self.word(one.form.lower(), spoken) for one in tokens(text)]
        return Terms(
            lemmas=tuple(term for one in words for term in sorted(one.lemmas)),
            parts=tuple(term for one in words for term in sorted(one.parts)),
            roots=tuple(term for one in words for term in sorted(one.roots)),
        )


@lru_cache(maxsize=_LATELY)
def tokens(text: str) -> tuple[Token, ...]:
    """The first words of a text; one of more than 60 letters is no word."""
    return tuple(islice(_found(text), MAX_TOKENS))


def _found(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        if match.end() - match.start() <= MAX_LETTERS:
            yield Token(match.start(), match.end(), match.group())


@cache
def _default() -> Analyzer:
    return Analyzer(voikko.engine())


def word(form: str, language: str = "fi") -> Word:
    return _default().word(form, language)


def language_of(text: str) -> str:
    return _default().language_of(text)


def terms(text: str, language: str = "") -> Terms:
    return _default().terms(text, language)


def warm_up() -> None:
    """Loads the dictionaries, which would keep the first who searches waiting for a second."""
    thesaurus.expansions("")
    for language in ("fi", *simple.LANGUAGES):
        word("a", language)


def backend() -> str:
    """Which engine analyses Finnish in this process: `libvoikko` or `pyvoikko`."""
    return voikko.engine().name
