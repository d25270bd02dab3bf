"""Whether a search finds the ideas that people judged to answer it.

`python -m benchmarks.quality search CORPUS.json QUERIES.json [--missed]`: ideas with id, title, body, municipality;
queries with id, query, kind (lexical, paraphrase, english, swedish) and `relevant`, idea to grade, 1 or 2. What a
visitor is shown is measured: the hits, then what is similar in meaning. The figures are of the Finnish queries; nDCG
has the grade as its gain. `--missed` adds the queries with one not among the first five.
"""

import argparse
import json
from math import log2
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus, corpus_of
from models import Kind
from services.actors import VISITOR
from services.search import searching

FINNISH = ("lexical", "paraphrase")
FIRST, MOST = 5, 10
Query = dict[str, Any]


def measure(arguments: list[str]) -> dict[str, object]:
    parser = argparse.ArgumentParser(prog="benchmarks.quality search")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--missed", action="store_true")
    asked = parser.parse_args(arguments)
    queries = [one for one in json.loads(asked.queries.read_text(encoding="utf-8")) if one["relevant"]]
    with corpus_of(asked.corpus) as corpus:
        found = {one["id"]: _found(corpus, one["query"]) for one in queries}
    kinds = {kind: [one for one in queries if one["kind"] == kind] for kind in _kinds(queries)}
    finnish = [one for one in queries if one["kind"] in FINNISH]
    by_kind = {kind: _figures(some, found) for kind, some in kinds.items()}
    return _figures(finnish, found) | {"by_kind": by_kind} | (_missed(queries, found) if asked.missed else {})


def _kinds(queries: list[Query]) -> list[str]:
    return list(dict.fromkeys((*FINNISH, *(one["kind"] for one in queries))))


def _found(corpus: Corpus, words: str) -> list[str]:
    results = searching.everything(corpus.session, VISITOR, words, kind=Kind.IDEA, most=MOST)
    hits = [hit for group in results.groups for hit in group.hits]
    alike = searching.alike(corpus.session, VISITOR, words, results.found, most=MOST)
    return [corpus.names[hit.id] for hit in (*hits, *alike)]


def _figures(queries: list[Query], found: dict[str, list[str]]) -> dict[str, object]:
    pairs = [(found[one["id"]], one["relevant"]) for one in queries]
    if not pairs:
        return {"queries": 0}
    return {
        "recall@5": _mean([_recall(names, grades) for names, grades in pairs]),
        "ndcg@10": _mean([_ndcg(names, grades) for names, grades in pairs]),
        "queries": len(pairs),
    }


def _missed(queries: list[Query], found: dict[str, list[str]]) -> dict[str, object]:
    short = [one for one in queries if _recall(found[one["id"]], one["relevant"]) < 1]
    return {"missed": [one | {"found": found[one["id"]][:FIRST]} for one in short]}


def _recall(names: list[str], grades: dict[str, int]) -> float:
    return len(set(names[:FIRST]) & set(grades)) / len(grades)


def _ndcg(names: list[str], grades: dict[str, int]) -> float:
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(name, 0) for name in names]) / _gain(best)


def _gain(grades: list[int]) -> float:
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades[:MOST]))


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)
