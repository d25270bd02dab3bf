"""Sets that differ from the one shown, each the best there is that does."""

import numpy as np

from . import integer
from .problem import Problem, Rest, Solution, rest, solution
from .reduction import undominated_beside

LARGE = 4
"""From so many free members on, a set differs when two of them are others; below, when one is."""


def alternatives(problem: Problem, found: Solution, count: int = 3) -> list[Solution]:
    """Each next set is the best of those that lack two members (one, of a small set) of every set before it. Fewer than
    `count` come when what is left would bring nobody new."""
    left = rest(problem)
    before = [frozenset(found.chosen) - problem.included]
    while len(before) <= count:
        chosen = _next(left, before)
        if any(chosen <= earlier for earlier in before):
            break
        before.append(chosen)
    return [_as_solution(problem, chosen) for chosen in before[1:]]


def must_lack(members: frozenset[int]) -> int:
    return 2 if len(members) >= LARGE else 1


def _next(left: Rest, before: list[frozenset[int]]) -> frozenset[int]:
    shown = np.isin(left.ids, list(frozenset().union(*before)))
    small = undominated_beside(left, shown)
    avoid = [
        (np.flatnonzero(np.isin(small.ids, list(members))), len(members) - must_lack(members))
        for members in before
        if members
    ]
    return frozenset(small.ids[integer.best_rows(small, avoid)].tolist())


def _as_solution(problem: Problem, chosen: frozenset[int]) -> Solution:
    return solution(problem, np.array(sorted(chosen), dtype=np.int64), "highs")
