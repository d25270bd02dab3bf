"""Why this set: who covers what, what nobody covers, what a member alone brings and what is lost if it leaves.

Needs are numbered from 0 in the order of the problem's weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .preview import gains_beside
from .problem import Ints, Method, Problem, Rest, Solution, measured, rest

MOST_ALTERNATIVES = 3


@dataclass(frozen=True)
class NeedCoverage:
    """`alternatives` are candidates outside the set who cover the need too, the most useful first."""

    need: int
    weight: float
    covered_by: tuple[int, ...]
    already: bool
    alternatives: tuple[int, ...]


@dataclass(frozen=True)
class Replacement:
    """`delta` is the value of the set with this one instead, less the value of the set as it is."""

    id: int
    delta: float


@dataclass(frozen=True)
class Member:
    """`adds` are the needs that nobody else in the set covers, `also` the others it covers. `replacement` is None when
    the set is better off with the place empty."""

    id: int
    adds: tuple[int, ...]
    also: tuple[int, ...]
    loss_if_removed: float
    replacement: Replacement | None


@dataclass(frozen=True)
class Constraint:
    """`value` is what the set has of what `limit` limits."""

    name: str
    limit: int
    value: int


@dataclass(frozen=True)
class Explanation:
    score: float
    coverage: tuple[NeedCoverage, ...]
    gaps: tuple[int, ...]
    members: tuple[Member, ...]
    constraints: tuple[Constraint, ...]
    optimal: bool
    method: Method


def explain(problem: Problem, found: Solution) -> Explanation:
    coverage = tuple(_coverage(problem, found))
    around = _around(problem, found)
    return Explanation(
        found.value,
        coverage,
        tuple(row.need for row in coverage if not row.covered_by and not row.already),
        tuple(_member(problem, found, coverage, around, member) for member in found.chosen),
        tuple(_constraints(problem, found)),
        found.optimal,
        found.method,
    )


def _coverage(problem: Problem, found: Solution) -> Iterator[NeedCoverage]:
    everybody = problem.candidates
    ids, covers = everybody.ids[everybody.order], everybody.covers[everybody.order]
    chosen, free = np.isin(ids, found.chosen), ~np.isin(ids, [*found.chosen, *problem.excluded])
    for need, weight in enumerate(problem.weights):
        able = (covers >> np.uint32(need) & np.uint32(1)).astype(np.bool_)
        outside = ids[np.flatnonzero(able & free)[:MOST_ALTERNATIVES]]
        inside = sorted(ids[able & chosen].tolist())
        yield NeedCoverage(
            need, weight, tuple(inside), bool(problem.already >> need & 1), tuple(outside.tolist())
        )


def _around(problem: Problem, found: Solution) -> Rest:
    """The members and all who could come instead of one, none of them fixed, with as many places as the set has."""
    kept = problem.excluded.difference(found.chosen)
    return rest(replace(problem, included=frozenset(), excluded=kept, most=len(found.chosen)))


def _member(
    problem: Problem, found: Solution, coverage: tuple[NeedCoverage, ...], around: Rest, member: int
) -> Member:
    mine = [row for row in coverage if member in row.covered_by]
    adds = tuple(row.need for row in mine if len(row.covered_by) == 1 and not row.already)
    others = frozenset(found.chosen) - {member}
    return Member(
        member,
        adds,
        tuple(row.need for row in mine if row.need not in adds),
        found.value - measured(problem, others)[0],
        _replacement(problem, found, around, member),
    )


def _replacement(problem: Problem, found: Solution, around: Rest, member: int) -> Replacement | None:
    """The best candidate for the place that `member` leaves when the others stay."""
    others = [one for one in found.chosen if one != member]
    gains = gains_beside(around, np.flatnonzero(np.isin(around.ids, others)).tolist())
    gains[around.ids == member] = -np.inf
    if not gains.max(initial=0.0) > 0:
        return None
    best = int(around.ids[gains.argmax()])
    return Replacement(best, measured(problem, [*others, best])[0] - found.value)


def _constraints(problem: Problem, found: Solution) -> Iterator[Constraint]:
    yield Constraint("most", problem.most, len(found.chosen))
    rows: Ints = np.flatnonzero(np.isin(problem.candidates.ids, found.chosen))
    if problem.per_municipality is not None:
        crowd = np.unique(problem.candidates.municipality[rows], return_counts=True)[1].max(initial=0)
        yield Constraint("per_municipality", problem.per_municipality, int(crowd))
    if problem.payroll:
        yield Constraint("payroll", 1, int(problem.candidates.payroll[rows].sum()))
    if problem.included:
        yield Constraint("included", len(problem.included), len(problem.included.intersection(found.chosen)))
    if problem.excluded:
        yield Constraint("excluded", 0, len(problem.excluded.intersection(found.chosen)))
