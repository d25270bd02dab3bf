"""The best set, proven: by the table where that is quick, else by the integer programme."""

import numpy as np

from . import exact, integer
from .preview import greedy
from .problem import Method, Problem, Rest, Solution, rest, solution
from .reduction import core, priced, strongest, undominated

MOST_WORK = 12_000_000
"""Steps of the table that take about as long as HiGHS (some tens of milliseconds)."""


def solve(problem: Problem) -> Solution:
    small = reduced(rest(problem))
    rows, method = _best_rows(small)
    return solution(problem, small.ids[rows], method)


def reduced(left: Rest) -> Rest:
    """A smaller problem with the same best value. The better the set in hand, the fewer stay: greedy finds the first,
    and the best of the few who promise most is nearly always the best of all."""
    strong = strongest(left)
    in_hand = strong.value(greedy(strong))
    promising, limits = priced(strong, in_hand)
    few = core(promising, limits)
    in_hand = max(in_hand, few.value(_best_rows(few)[0]))
    return undominated(priced(promising, in_hand)[0])


def solve_whole(problem: Problem) -> Solution:
    """The same by HiGHS and without any reduction: slow, to compare with."""
    left = rest(problem)
    return solution(problem, left.ids[np.array(integer.best_rows(left), dtype=np.int64)], "highs")


def _best_rows(left: Rest) -> tuple[list[int], Method]:
    if exact.work(left) <= MOST_WORK:
        return exact.best_rows(left), "dp"
    return integer.best_rows(left), "highs"
