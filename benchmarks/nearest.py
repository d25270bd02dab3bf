"""How quickly the nearest of many texts are found, how often the true ones, and what the vector of a text costs.

`python -m benchmarks.nearest [--texts N]`, with OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1. The vectors are of texts
drawn from the common Finnish lemmas: a dozen of one theme, whose vectors are close, and a dozen of any.
"""

import argparse
import csv
import json
import resource
from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from services.search import vectors
from services.search.nearest import Shelf
from services.search.weights import COMMON

THEMES, THEME_WORDS, WORDS_OF_EACH, TEXT_WORDS = 500, 60, 12, 60
# The commonest belong to no theme.
LEMMAS_LEFT_OUT = 200
QUERIES, MOST, BATCH = 200, 20, 5_000
Floats = NDArray[np.float32]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.nearest")
    parser.add_argument("--texts", type=int, default=20_000)
    print(json.dumps(measured(parser.parse_args().texts)))


def measured(texts: int) -> dict[str, object]:
    rng = np.random.default_rng(1)
    lemmas = _lemmas()
    shelf, asked = Shelf(), _drawn(rng, lemmas, QUERIES)
    for start in range(0, texts, BATCH):
        for thing_id, vector in enumerate(_drawn(rng, lemmas, min(BATCH, texts - start)), start):
            shelf.put(thing_id, vectors.packed(vector))
    written = [" ".join(rng.choice(lemmas, TEXT_WORDS)) for _ in range(QUERIES)]
    everything, some = np.arange(texts), np.arange(0, texts, 20)
    return {
        "texts": texts,
        "settling_ms": round(_milliseconds(lambda: len(shelf)), 1),
        "nearest_ms": _percentiles(partial(shelf.nearest, one, MOST) for one in asked),
        "recall@20": round(float(np.mean([_recall(shelf, one, everything) for one in asked])), 4),
        "scores_of_all_ms": _percentiles(partial(shelf.scores, one, everything) for one in asked),
        "scores_of_one_in_20_ms": _percentiles(partial(shelf.scores, one, some) for one in asked),
        "first_vector_of_60_words_ms": _percentiles(partial(vectors.vector_of, text) for text in written),
        "vector_of_60_words_ms": _percentiles(partial(vectors.vector_of, text) for text in written),
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _lemmas() -> list[str]:
    with COMMON.open(encoding="utf-8", newline="") as file:
        return [row["lemma"] for row in csv.DictReader(file)][LEMMAS_LEFT_OUT:]


def _drawn(rng: np.random.Generator, lemmas: list[str], texts: int) -> Floats:
    words = np.array([vectors.term_vector(lemma) for lemma in lemmas])
    heads = np.random.default_rng(2).integers(0, len(lemmas), THEMES)
    themes = np.argsort(-(words[heads] @ words.T), axis=1)[:, :THEME_WORDS]
    chosen = themes[rng.integers(0, THEMES, texts)]
    close = np.take_along_axis(chosen, rng.integers(0, THEME_WORDS, (texts, WORDS_OF_EACH)), axis=1)
    other = rng.integers(0, len(lemmas), (texts, WORDS_OF_EACH))
    drawn = np.array([words[row].sum(axis=0) for row in np.hstack((close, other))])
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def _recall(shelf: Shelf, asked: Floats, everything: NDArray[np.int64]) -> float:
    true = np.argsort(-shelf.scores(asked, everything), kind="stable")[:MOST]
    return len({thing_id for thing_id, _ in shelf.nearest(asked, MOST)} & set(true.tolist())) / MOST


def _milliseconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1_000


def _percentiles(acts: Iterable[Callable[[], object]]) -> dict[str, float]:
    both = np.percentile([_milliseconds(act) for act in acts], (50, 95)).round(2)
    return {"p50": float(both[0]), "p95": float(both[1])}


if __name__ == "__main__":
    main()
