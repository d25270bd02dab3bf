"""Whether a word is found in its other forms, and only in those.

`python -m benchmarks.quality inflection PAIRS.csv [--backend libvoikko|pyvoikko] [--wrong]`, where the file has the
columns query_form, document_form, relation (inflection, compound_part, derivation, different_word) and should_match (0
or 1).
`--wrong` adds the pairs that were not answered as they should be.
"""

import argparse
import csv
from pathlib import Path

from services.search import voikko
from services.search.analysis import Analyzer
from services.search.matching import tier

Pair = dict[str, str]


def measure(arguments: list[str]) -> dict[str, object]:
    asked = _asked(arguments)
    analyzer = Analyzer(voikko.by_name(asked.backend) if asked.backend else voikko.engine())
    with asked.pairs.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    found = [
        bool(tier(analyzer.word(one["query_form"]), analyzer.word(one["document_form"]))) for one in pairs
    ]
    wrong = [one for one, hit in zip(pairs, found, strict=True) if hit != _should(one)]
    return (
        _figures(pairs, found) | {"backend": analyzer.engine.name} | ({"wrong": wrong} if asked.wrong else {})
    )


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.quality inflection")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--backend", choices=(voikko.NATIVE, voikko.PORTABLE))
    parser.add_argument("--wrong", action="store_true")
    return parser.parse_args(arguments)


def _should(pair: Pair) -> bool:
    return pair["should_match"] == "1"


def _figures(pairs: list[Pair], found: list[bool]) -> dict[str, object]:
    hits = [pair for pair, hit in zip(pairs, found, strict=True) if hit]
    return {
        "inflection_recall": _recall("inflection", pairs, hits),
        "compound_recall": _recall("compound_part", pairs, hits),
        "derivation_recall": _recall("derivation", pairs, hits),
        "false_share": _share(
            sum(not _should(pair) for pair in hits), sum(not _should(pair) for pair in pairs)
        ),
        "precision": _share(sum(_should(pair) for pair in hits), len(hits)),
        "pairs": len(pairs),
    }


def _recall(relation: str, pairs: list[Pair], hits: list[Pair]) -> float | None:
    return _share(_wanted(relation, hits), _wanted(relation, pairs))


def _wanted(relation: str, pairs: list[Pair]) -> int:
    return sum(pair["relation"] == relation and _should(pair) for pair in pairs)


def _share(part: int, whole: int) -> float | None:
    """None where there is nothing to measure."""
    return round(part / whole, 4) if whole else None
