"""The words of civil society that belong together, kept by hand in `data/search/`.

`aliases.csv` holds families whose members mean the same to somebody who searches though the dictionary has no rule
between them (nuoriso, nuori). `thesaurus.csv` holds a concept a row: its terms in Finnish, Swedish and English, and what
is near it.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "data" / "search"
_NONE: Mapping[str, float] = {}
SYNONYM, TRANSLATION, NEAR = 0.7, 0.6, 0.3


def same(lemma: str) -> frozenset[str]:
    """The other members of its family, none for most words."""
    return _families().get(lemma, frozenset())


def expansions(lemma: str) -> Mapping[str, float]:
    """Terms to ask with as well, each with its weight between 0 and 1."""
    return _concepts().get(lemma, _NONE)


@cache
def _families() -> dict[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for row in _rows("aliases.csv"):
        members = _terms(row["family"])
        for member in members:
            families[member] = families.get(member, frozenset()) | (members - {member})
    return families


@cache
def _concepts() -> dict[str, dict[str, float]]:
    """For each term the others of its row. A term of two rows has both rows' others, at the better weight."""
    concepts: dict[str, dict[str, float]] = {}
    for row in _rows("thesaurus.csv"):
        tongues = {tongue: _terms(row[tongue]) for tongue in ("fi", "sv", "en")}
        for tongue, members in tongues.items():
            others = {name: terms for name, terms in tongues.items() if name != tongue}
            for term in members:
                known = concepts.setdefault(term, {})
                _weigh(known, members - {term}, SYNONYM)
                _weigh(known, {other for terms in others.values() for other in terms} - {term}, TRANSLATION)
                _weigh(known, _terms(row["near"]) - {term}, NEAR)
    return concepts


def _weigh(known: dict[str, float], others: Iterable[str], weight: float) -> None:
    for other in others:
        known[other] = max(weight, known.get(other, 0.0))


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _terms(cell: str) -> frozenset[str]:
    return frozenset(term.strip().lower() for term in cell.split(";") if term.strip())
