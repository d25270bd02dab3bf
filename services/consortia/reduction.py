"""Fewer candidates, the same best value.

**Dominance.** Candidate d dominates i when both are of one group (municipality, or everybody without a cap), d covers
all that i covers (a payroll is one of the needs) and d has the higher utility (equal utility: the earlier row, that
is the smaller id, so nobody dominates in a circle). Let r be the group's room. If r candidates dominate i, i may go:
a set with i has at most r - 1 others of that group, so one of the r is outside it, and taking that one instead of i
loses no need and no utility and fills the same place in `slots` and in the group. The replacement is an earlier row,
so repeating this ends, with a set of rows that no r dominate.

**Pricing** (reduced-cost fixing on a Lagrangian bound; Geoffrion 1974, Fisher 1981). For prices 0 <= p_j <= w_j and
scores s_i = u_i + sum of p_j over what i covers,

    bound(p) = sum (w_j - p_j) + the largest sum of positive scores that respects the slots and the rooms

is never below the value of a set: for a need it covers, a set has w_j and the bound at least (w_j - p_j) + p_j; for
one it does not cover, nothing against w_j - p_j >= 0. Sets that respect the slots and the rooms are the independent
sets of a matroid, so taking the best score first is exact, and the best such set with i is the best one less the
cheapest member of the circuit that i closes, plus i. When that is below the value of a set in hand, no better set
has i.
"""

import numpy as np

from .problem import Flags, Floats, Ints, Rest

ROUNDS = 30
SLOWER = 0.95
"""Each step is so much of the one before."""
CORE = 40
TOLERANCE = 1e-9
"""Values this near to the set in hand count as equal, and stay."""


def strongest(left: Rest) -> Rest:
    """Dominance among those who cover the same: the first `room` rows of each pattern in each group."""
    key = left.covers * len(left.room) + left.group
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    return left.only(np.sort(order[place < left.room[left.group[order]]]))


def undominated(left: Rest) -> Rest:
    kept = [_undominated_in(left, group) for group in range(len(left.room))]
    return left.only(np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *kept])))


def undominated_beside(left: Rest, protected: Flags) -> Rest:
    """The protected, and of the others those whom the others do not dominate: an exchange then never brings in one of
    the protected, so it never raises how many of them a set has."""
    kept = undominated(strongest(left.only(~protected)))
    return left.only(protected | np.isin(left.ids, kept.ids))


def _undominated_in(left: Rest, group: int) -> Ints:
    rows = np.flatnonzero(left.group == group)
    covers = left.covers[rows]
    superset = (covers[:, None] & ~covers[None, :]) == 0
    earlier = np.tri(len(rows), k=-1, dtype=np.bool_)
    kept: Ints = rows[(superset & earlier).sum(axis=1) < left.room[group]]
    return kept


def priced(left: Rest, in_hand: float) -> tuple[Rest, Floats]:
    """Those whom a set better than the one in hand might have, and for each what such a set is worth at most. The
    prices follow Polyak's subgradient steps towards the value in hand."""
    limits, prices = np.full(len(left.ids), np.inf), left.weights / 2
    for turn in range(ROUNDS):
        scores = left.utility + left.bits @ prices
        picked = _best_scores(left, scores)
        bound = float((left.weights - prices).sum() + scores[picked].sum())
        with_it = bound - _cheapest_out(left, scores, picked) + scores
        with_it[picked] = bound
        limits = np.minimum(limits, with_it)
        slope = left.bits[picked].sum(axis=0) - 1
        step = (bound - in_hand) / max(float(slope @ slope), 1.0) * SLOWER**turn
        prices = np.clip(prices - step * slope, 0.0, left.weights)
        may = limits >= in_hand - TOLERANCE
        left, limits = left.only(may), limits[may]
    return left, limits


def core(left: Rest, limits: Floats) -> Rest:
    """The few who promise most: their best set is seldom worse than the best of all, and is found at once."""
    return left.only(np.sort(np.argsort(-limits, kind="stable")[:CORE]))


def _best_scores(left: Rest, scores: Floats) -> list[int]:
    picked: list[int] = []
    room = left.room.tolist()
    group = left.group
    for row in np.argsort(-scores, kind="stable").tolist():
        if len(picked) == left.slots or scores[row] <= 0:
            break
        if room[group[row]]:
            room[group[row]] -= 1
            picked.append(row)
    return picked


def _cheapest_out(left: Rest, scores: Floats, picked: list[int]) -> Floats:
    """For each row, the score of the pick that leaves when it comes: of its group when that is full, else of all when
    the slots are full, else nobody's."""
    cheapest = float(scores[picked[-1]]) if picked and len(picked) == left.slots else 0.0
    by_group = np.full(len(left.room), cheapest)
    room = left.room - np.bincount(left.group[picked], minlength=len(left.room))
    for row in picked:
        if room[left.group[row]] == 0:
            by_group[left.group[row]] = scores[row]
    return by_group[left.group]
