"""The best set by a table over the sets of needs, group by group.

table[c, mask] is the largest summed utility of c members who cover at least `mask`. A candidate who covers `cover` is
offered by

    table[c, mask] = max(table[c, mask], table[c - 1, mask without cover] + utility)

(Bellman's recursion for a knapsack, over subsets). With room for r from a municipality, its candidates are offered
on r + 1 layers, by how many of it are in; the best layer goes on to the next municipality, so a cap costs a factor of r
and not one state per municipality. Exact: each set that obeys the rooms is one path through the table.
Work: rows x layers x slots x 2^needs.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .problem import Flags, Floats, Ints, Rest, subset_sums


@dataclass(frozen=True)
class _Group:
    """How a group went through the table: for each row, where it was taken; for each state, the best layer."""

    rows: list[int]
    taken: list[Flags]
    layer: npt.NDArray[np.intp]
    rise: int


def work(left: Rest) -> int:
    """Steps the table takes, to choose between it and the integer programme."""
    layers = np.where(left.room < left.slots, left.room, 1)[left.group].sum()
    return int(layers) * left.slots << len(left.weights)


def best_rows(left: Rest) -> list[int]:
    table = np.full((left.slots + 1, 1 << len(left.weights)), -np.inf)
    table[0, 0] = 0.0
    groups = []
    for group in np.unique(left.group).tolist():
        table, passed = _offered(left, group, table)
        groups.append(passed)
    count, mask = np.unravel_index(int((table + subset_sums(left.weights)).argmax()), table.shape)
    return _walked_back(left, groups, int(count), int(mask))


def _offered(left: Rest, group: int, table: Floats) -> tuple[Floats, _Group]:
    """A group with room for everybody needs one layer: a member then stays on it (rise 0)."""
    rise = int(left.room[group] < left.slots)
    layers = np.full((1 + rise * int(left.room[group]), *table.shape), -np.inf)
    layers[0] = table
    rows = np.flatnonzero(left.group == group).tolist()
    masks = np.arange(table.shape[1])
    below, above = layers[: len(layers) - rise, :-1], layers[rise:, 1:]
    taken = [_take(below, above, float(left.utility[row]), masks & ~left.covers[row]) for row in rows]
    layer = layers.argmax(axis=0)
    return layers.max(axis=0), _Group(rows, taken, layer, rise)


def _take(below: Floats, above: Floats, utility: float, without: Ints) -> Flags:
    offer = below.take(without, axis=-1)
    offer += utility
    taken: Flags = offer > above
    np.maximum(above, offer, out=above)
    return taken


def _walked_back(left: Rest, groups: list[_Group], count: int, mask: int) -> list[int]:
    chosen = []
    for group in reversed(groups):
        layer = int(group.layer[count, mask])
        for row, taken in zip(reversed(group.rows), reversed(group.taken), strict=True):
            if count and layer >= group.rise and taken[layer - group.rise, count - 1, mask]:
                chosen.append(row)
                layer, count, mask = layer - group.rise, count - 1, mask & ~int(left.covers[row])
    return chosen
