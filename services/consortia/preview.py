"""A good set at once: greedy, then swaps while they help. Within a few per cent of the best, never proven."""

import numpy as np

from .problem import Floats, Problem, Rest, Solution, rest, solution
from .reduction import strongest

SMALLEST_GAIN = 1e-12
"""Below this a swap is rounding, and swaps could go round in circles."""
PASSES = 4


def preview(problem: Problem) -> Solution:
    # Greedy takes the first of those who cover the same, so that it never misses the others.
    left = strongest(rest(problem))
    return solution(problem, left.ids[greedy(left)], "greedy")


def greedy(left: Rest) -> list[int]:
    """Rows of a set: the largest gain first, then one member swapped for another while the set gains by it."""
    chosen: list[int] = []
    while len(chosen) < left.slots and len(left.ids):
        gains = gains_beside(left, chosen)
        best = int(gains.argmax())
        if not gains[best] > 0:
            break
        chosen.append(best)
    for _ in range(PASSES):
        if not _swapped(left, chosen):
            break
    return chosen


def gains_beside(left: Rest, chosen: list[int]) -> Floats:
    """What each candidate would add to the set: minus infinity for members and for those without room."""
    covered = np.bitwise_or.reduce(left.covers[chosen], initial=0)
    gains = left.utility + left.worth(left.covers & ~covered)
    gains[chosen] = -np.inf
    full = np.bincount(left.group[chosen], minlength=len(left.room)) >= left.room
    if full.any():
        gains[full[left.group]] = -np.inf
    return gains


def _swapped(left: Rest, chosen: list[int]) -> bool:
    gained = False
    for place, member in enumerate(chosen):
        others = chosen[:place] + chosen[place + 1 :]
        gains = gains_beside(left, others)
        best = int(gains.argmax())
        if gains[best] > gains[member] + SMALLEST_GAIN:
            chosen[place], gained = best, True
    return gained
