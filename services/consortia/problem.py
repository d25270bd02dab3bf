"""Which partners together? The problem, its answer, and what is left of it once the fixed members are in.

Given needs j = 1..K of weight w_j > 0 and candidates i with the needs they cover and a utility u_i (affinity and
preference less distance, workload and the cost of working together; may be negative), choose a set S of at most `most`
candidates with the largest

    sum of w_j over the needs covered by S or already by the idea's own association  +  sum of u_i over S.

This is weighted maximum coverage with costs (NP-hard in K; for K = 8 a table over the 2^K sets of needs is small).

The wish for a member who can run a payroll is one more need whose weight exceeds anything else a set could win or lose
by. So it is met whenever it can be, and a set that cannot meet it still comes, with `payroll` among `unmet`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Method = Literal["greedy", "dp", "highs"]

MOST_NEEDS = 30
"""Needs are bits of a 32-bit mask, and the wish for a payroll takes one."""
CHUNK = 12
"""Needs are weighed by looking up this many bits at a time."""


@dataclass(frozen=True)
class Candidates:
    """One row a candidate, all arrays of the same length; ids are unique."""

    ids: Ints
    covers: npt.NDArray[np.uint32]
    utility: Floats
    municipality: npt.NDArray[np.int16]
    payroll: Flags

    @cached_property
    def order(self) -> Ints:
        """The rows by utility falling, then id rising."""
        return np.lexsort((self.ids, -self.utility))


@dataclass(frozen=True)
class Problem:
    """`included` are members whatever comes (accepted partners too) and count in `most` and `per_municipality`;
    who is both included and excluded is included. `already` holds the needs the idea's own association covers."""

    weights: tuple[float, ...]
    candidates: Candidates
    most: int
    per_municipality: int | None = None
    included: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    payroll: bool = False
    already: int = 0

    def __post_init__(self) -> None:
        if not len(self.weights) <= MOST_NEEDS or min(self.weights, default=1.0) <= 0:
            raise ValueError("at most 30 needs, each of a weight above zero")


@dataclass(frozen=True)
class Solution:
    """`chosen` are ids in order; `covered` a mask with `already` in it; `unmet` names the constraints that cannot hold:
    included, excluded, most, per_municipality, payroll."""

    chosen: tuple[int, ...]
    value: float
    covered: int
    optimal: bool
    method: Method
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """What is left to choose once the fixed members are in: no special cases any more.

    Rows are in the order of (utility falling, id rising), so that equal problems give equal answers whatever the order
    of the candidates. `room[group]` says how many more may come from a group (a municipality, or everybody)."""

    weights: Floats
    ids: Ints
    covers: Ints
    utility: Floats
    group: Ints
    room: Ints
    slots: int

    @cached_property
    def bits(self) -> Floats:
        """1.0 where a candidate (row) covers a need (column)."""
        return (self.covers[:, None] >> np.arange(len(self.weights)) & 1).astype(np.float64)

    @cached_property
    def tables(self) -> list[Floats]:
        return [
            subset_sums(self.weights[start : start + CHUNK]) for start in range(0, len(self.weights), CHUNK)
        ]

    def worth(self, masks: Ints) -> Floats:
        """The summed weight of the needs in each mask."""
        total = np.zeros(masks.shape)
        for place, table in enumerate(self.tables):
            total += table[masks >> CHUNK * place & len(table) - 1]
        return total

    def value(self, rows: Iterable[int]) -> float:
        chosen = np.fromiter(rows, dtype=np.int64)
        covered = np.bitwise_or.reduce(self.covers[chosen], initial=0)
        return float(self.worth(np.array([covered]))[0] + self.utility[chosen].sum())

    def only(self, kept: Ints | Flags) -> "Rest":
        return Rest(
            self.weights,
            self.ids[kept],
            self.covers[kept],
            self.utility[kept],
            self.group[kept],
            self.room,
            self.slots,
        )


def subset_sums(weights: Floats) -> Floats:
    """For each mask over the weights, the sum of the weights in it: length 2 ** len(weights)."""
    sums = np.zeros(1)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums


def fixed_rows(problem: Problem) -> Ints:
    return np.flatnonzero(np.isin(problem.candidates.ids, list(problem.included)))


def rest(problem: Problem) -> Rest:
    """What is left to choose. Needs that are covered already are taken out, and so are candidates from where there
    is no room."""
    everybody, fixed = problem.candidates, fixed_rows(problem)
    weights, covers = _needs(problem)
    covered = int(np.bitwise_or.reduce(covers[fixed], initial=0)) | problem.already
    open_needs = [need for need in range(len(weights)) if not covered >> need & 1]
    slots = max(problem.most - len(fixed), 0)
    group, room = _room(problem, fixed, slots)
    free = ~np.isin(everybody.ids, list(problem.included | problem.excluded)) & (room[group] > 0)
    rows = everybody.order[free[everybody.order]]
    return Rest(
        weights[open_needs],
        everybody.ids[rows],
        _compressed(covers[rows], open_needs),
        everybody.utility[rows],
        group[rows],
        room,
        slots,
    )


def _needs(problem: Problem) -> tuple[Floats, Ints]:
    """Weights and covers, with the wish for a payroll as the last need."""
    weights = np.array(problem.weights, dtype=np.float64)
    covers = problem.candidates.covers.astype(np.int64) & (1 << len(weights)) - 1
    if not problem.payroll:
        return weights, covers
    swing = 2 * problem.most * np.abs(problem.candidates.utility).max(initial=0.0)
    above_all = weights.sum() + swing + 1
    return np.append(weights, above_all), covers | problem.candidates.payroll.astype(np.int64) << len(weights)


def _room(problem: Problem, fixed: Ints, slots: int) -> tuple[Ints, Ints]:
    """Each candidate's group, and how many more each group has room for."""
    if problem.per_municipality is None:
        return np.zeros(len(problem.candidates.ids), dtype=np.int64), np.array([slots])
    names, group = np.unique(problem.candidates.municipality, return_inverse=True)
    taken = np.bincount(group[fixed], minlength=len(names))
    return group.astype(np.int64), np.clip(problem.per_municipality - taken, 0, slots)


def _compressed(covers: Ints, needs: list[int]) -> Ints:
    compressed = np.zeros_like(covers)
    for place, need in enumerate(needs):
        compressed |= (covers >> need & 1) << place
    return compressed


def measured(problem: Problem, chosen: Iterable[int]) -> tuple[float, int]:
    """The value of a set of ids, and the mask of what it covers with the idea's own association."""
    rows = np.flatnonzero(np.isin(problem.candidates.ids, list(chosen)))
    covers = problem.candidates.covers[rows].astype(np.int64)
    covered = (int(np.bitwise_or.reduce(covers, initial=0)) | problem.already) & (
        1 << len(problem.weights)
    ) - 1
    weight = sum(weight for need, weight in enumerate(problem.weights) if covered >> need & 1)
    return float(weight + problem.candidates.utility[rows].sum()), covered


def solution(problem: Problem, found: Ints, method: Method) -> Solution:
    """The fixed members and the ids that were found, as an answer."""
    chosen = sorted({*problem.candidates.ids[fixed_rows(problem)].tolist(), *found.tolist()})
    value, covered = measured(problem, chosen)
    return Solution(tuple(chosen), value, covered, method != "greedy", method, unmet(problem, chosen))


def unmet(problem: Problem, chosen: list[int]) -> tuple[str, ...]:
    everybody = problem.candidates
    rows = np.isin(everybody.ids, chosen)
    crowd = int(np.unique(everybody.municipality[rows], return_counts=True)[1].max(initial=0))
    broken = {
        "included": not problem.included <= set(chosen),
        "excluded": not problem.excluded.isdisjoint(chosen),
        "most": len(chosen) > problem.most,
        "per_municipality": problem.per_municipality is not None and crowd > problem.per_municipality,
        "payroll": problem.payroll and not bool(everybody.payroll[rows].any()),
    }
    return tuple(name for name, is_broken in broken.items() if is_broken)
