"""The best set, proven: by the table where that is quick, else by the integer programme."""

import numpy as np

from . import exact, integer
from .problem import Problem, Rest, Solution, rest, solution
from .reduction import reduced

MOST_WORK = 12_000_000
"""Steps of the table that take about as long as HiGHS (some tens of milliseconds)."""


def solve(problem: Problem) -> Solution:
    small, _ = reduced(rest(problem))
    if exact.work(small) <= MOST_WORK:
        return solution(problem, small.ids[exact.best_rows(small)], "dp")
    return solution(problem, small.ids[integer.best_rows(small)], "highs")


def solve_whole(problem: Problem) -> Solution:
    """The same by HiGHS and without any reduction: slow, to compare with."""
    left: Rest = rest(problem)
    return solution(problem, left.ids[np.array(integer.best_rows(left), dtype=np.int64)], "highs")
