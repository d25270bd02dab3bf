"""Whether an idea that was written before is noticed, and only then.

`python -m benchmarks.quality duplicates CORPUS.json PAIRS.json [--wrong]`: ideas with id, title, body, municipality;
new texts with id, title, body, `is_duplicate` (1 or 0) and, when it is 1, `duplicate_of`. What the writer is shown is
measured: a duplicate is noticed when the first idea shown is the one it repeats, and precision is the share of such
among all texts for which any is shown. `r@1` is the share of duplicates whose nearest idea is the right one, shown or
not. `--wrong` adds the texts that were not answered as they should be.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus, corpus_of
from models import Kind
from services.actors import VISITOR
from services.search import blending

ANYTHING = -1.0
Text = dict[str, Any]


def measure(arguments: list[str]) -> dict[str, object]:
    parser = argparse.ArgumentParser(prog="benchmarks.quality duplicates")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args(arguments)
    texts = json.loads(asked.pairs.read_text(encoding="utf-8"))
    with corpus_of(asked.corpus) as corpus:
        nearest = [_nearest(corpus, one) for one in texts]
    return _figures(texts, nearest) | (_wrong(texts, nearest) if asked.wrong else {})


def _nearest(corpus: Corpus, text: Text) -> tuple[str, float]:
    written = f"{text['title']}\n{text['body']}"
    found = blending.similar(corpus.session, VISITOR, Kind.IDEA, written, most=1, least=ANYTHING)
    return (corpus.names[found[0][0]], found[0][1]) if found else ("", ANYTHING)


def _figures(texts: list[Text], nearest: list[tuple[str, float]]) -> dict[str, object]:
    both = list(zip(texts, nearest, strict=True))
    duplicates = [name == one["duplicate_of"] for one, (name, _) in both if one["is_duplicate"]]
    shown = [_is_right(one, name) for one, (name, near) in both if near >= blending.SIMILAR]
    return {
        "recall": _share(sum(shown), len(duplicates)),
        "precision": _share(sum(shown), len(shown)),
        "r@1": _share(sum(duplicates), len(duplicates)),
        "threshold": blending.SIMILAR,
        "texts": len(texts),
    }


def _wrong(texts: list[Text], nearest: list[tuple[str, float]]) -> dict[str, object]:
    return {
        "wrong": [
            text | {"nearest": name, "nearness": round(near, 3)}
            for text, (name, near) in zip(texts, nearest, strict=True)
            if not _is_as_it_should(text, name, shown=near >= blending.SIMILAR)
        ]
    }


def _is_as_it_should(text: Text, name: str, *, shown: bool) -> bool:
    return shown and _is_right(text, name) if text["is_duplicate"] else not shown


def _is_right(text: Text, name: str) -> bool:
    return bool(text["is_duplicate"]) and text["duplicate_of"] == name


def _share(part: int, whole: int) -> float | None:
    """None where there is nothing to measure."""
    return round(part / whole, 4) if whole else None
