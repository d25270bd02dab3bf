"""The words of civil society that belong together, kept by hand in `data/search/`.

`aliases.csv` holds families whose members mean the same to somebody who searches though the dictionary has no rule
between them (nuoriso, nuori). `thesaurus.csv` holds a concept a row: its terms in Finnish, Swedish and English, and
what is near it. Both are written as people write and read as lemmas, as a text is; a term of two words becomes their
lemmas with a space between.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from services.search import finnish, simple, voikko
from services.search.word import Word

_FOLDER = Path(__file__).parents[2] / "data" / "search"
_NONE: Mapping[str, float] = {}
SYNONYM, TRANSLATION, NEAR = 0.7, 0.6, 0.3
LANGUAGES = ("fi", *simple.LANGUAGES)


def same(lemma: str) -> frozenset[str]:
    """The other members of its family, none for most words."""
    return _families().get(lemma, frozenset())


def expansions(lemma: str) -> Mapping[str, float]:
    """Terms to ask with as well, each with its weight between 0 and 1, the nearest first.

    What is said of one member of a family is said of all.
    """
    found: dict[str, float] = {}
    for member in (lemma, *same(lemma)):
        _keep_best(found, _concepts().get(member, _NONE))
    found.pop(lemma, None)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


@cache
def _families() -> dict[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for row in _rows("aliases.csv"):
        members = frozenset(_terms(row["family"], "fi"))
        for member in members:
            families[member] = families.get(member, frozenset()) | (members - {member})
    return families


@cache
def _concepts() -> dict[str, dict[str, float]]:
    """For each term the others of its row. A term of two rows has both rows' others, at the better weight."""
    concepts: dict[str, dict[str, float]] = {}
    for row in _rows("thesaurus.csv"):
        tongues = {language: _terms(row[language], language) for language in LANGUAGES}
        near = _terms(row["near"], "fi")
        for language, members in tongues.items():
            others = [term for name, terms in tongues.items() if name != language for term in terms]
            for term in members:
                known = concepts.setdefault(term, {})
                _keep_best(known, dict.fromkeys(near, NEAR))
                _keep_best(known, dict.fromkeys(others, TRANSLATION))
                _keep_best(known, dict.fromkeys(members, SYNONYM))
                known.pop(term, None)
    return concepts


def _keep_best(known: dict[str, float], others: Mapping[str, float]) -> None:
    for term, weight in others.items():
        known[term] = max(weight, known.get(term, 0.0))


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _terms(cell: str, language: str) -> list[str]:
    return [_lemmas(term.lower().split(), language) for term in cell.split(";") if term.strip()]


def _lemmas(forms: Iterable[str], language: str) -> str:
    return " ".join(_lemma(form, _word(form, language)) for form in forms)


def _word(form: str, language: str) -> Word:
    return finnish.analyse(form, voikko.engine()) if language == "fi" else simple.analyse(form, language)


def _lemma(form: str, word: Word) -> str:
    """The form itself when it is a lemma of its own."""
    return form if form in word.lemmas else min(word.lemmas)
