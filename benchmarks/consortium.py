"""How long the exact consortium solver takes, and whether it is exact.

`python -m benchmarks.consortium --candidates N --needs K --instances M [--per-municipality m]` prints one JSON object.
`max_gap` is relative, against HiGHS on the whole problem without any reduction.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from services.consortia import Candidates, Problem, Solution, alternatives, explain, preview, solve
from services.consortia.problem import rest
from services.consortia.solving import reduced, solve_whole

MUNICIPALITY_SIZES = (78, 14, 11, 10, 9, 7, 6, 5, 5, 4, 3, 2, 2)
"""Thirteen municipalities, one with half the people, as in North Karelia (in thousands)."""
MOST = 6
Found = TypeVar("Found")
SAME = 1e-9
"""A relative gap below this is rounding."""


def generated(seed: int, candidates: int, needs: int, per_municipality: int | None) -> Problem:
    """Competences from common to rare; far, busy and costly candidates have a utility below zero."""
    random = np.random.default_rng(seed)
    rarity = 0.35 * np.arange(1, needs + 1) ** -1.2
    has = random.random((candidates, needs)) < random.permutation(rarity)
    shares = np.array(MUNICIPALITY_SIZES) / sum(MUNICIPALITY_SIZES)
    municipality = random.choice(len(shares), size=candidates, p=shares).astype(np.int16)
    distance = random.uniform(0, 1, len(shares))[municipality]
    wins = 0.3 * random.random(candidates) + 0.15 * random.random(candidates)
    costs = 0.25 * distance + 0.2 * random.random(candidates) + 0.1
    everybody = Candidates(
        ids=random.permutation(candidates).astype(np.int64) + 1,
        covers=(has << np.arange(needs)).sum(axis=1).astype(np.uint32),
        utility=wins - costs,
        municipality=municipality,
        payroll=random.random(candidates) < 0.1,
    )
    weights = tuple(random.uniform(0.3, 1.0, needs).tolist())
    return Problem(weights, everybody, MOST, per_municipality)


def timed(act: Callable[[], Found]) -> tuple[float, Found]:
    """Milliseconds, and what was found."""
    start = time.perf_counter()
    found = act()
    return (time.perf_counter() - start) * 1000, found


def others(problem: Problem, found: Solution) -> dict[str, float]:
    """How long what a page shows besides the best set takes, in milliseconds, once the set is found."""
    acts: dict[str, Callable[[], object]] = {
        "preview": lambda: preview(problem),
        "explain": lambda: explain(problem, found),
        "alternatives": lambda: alternatives(problem, found),
    }
    return {name: timed(act)[0] for name, act in acts.items()}


def measure(candidates: int, needs: int, instances: int, per_municipality: int | None) -> dict[str, object]:
    solve(generated(0, candidates, needs, per_municipality))
    problems = [generated(seed, candidates, needs, per_municipality) for seed in range(1, instances + 1)]
    runs = [timed(partial(solve, problem)) for problem in problems]
    besides = [others(problem, found) for problem, (_, found) in zip(problems, runs, strict=True)]
    gaps = [gap(problem, found) for problem, (_, found) in zip(problems, runs, strict=True)]
    times = [took for took, _ in runs]
    return {
        "candidates": candidates,
        "needs": needs,
        "instances": instances,
        "per_municipality": per_municipality,
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "max_ms": round(max(times), 2),
        **{
            f"{name}_p95_ms": round(float(np.percentile([one[name] for one in besides], 95)), 2)
            for name in besides[0]
        },
        "max_gap": max(gaps),
        "optimal_share": sum(value <= 0 for value in gaps) / instances,
        "methods": dict(Counter(found.method for _, found in runs)),
        "reduced_p50": float(np.median([len(reduced(rest(problem)).ids) for problem in problems])),
    }


def gap(problem: Problem, found: Solution) -> float:
    best = solve_whole(problem).value
    lost = (best - found.value) / max(abs(best), SAME)
    return lost if lost > SAME else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--needs", type=int, default=8)
    parser.add_argument("--instances", type=int, default=20)
    parser.add_argument("--per-municipality", type=int)
    asked = parser.parse_args()
    print(json.dumps(measure(asked.candidates, asked.needs, asked.instances, asked.per_municipality)))


if __name__ == "__main__":
    main()
