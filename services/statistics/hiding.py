"""What of a report may be published: in a small place a small number is somebody.

A number from one to four is hidden. So are others, until nobody can reckon from what is left that a hidden number is
small: an attacker who knows every sum of the report is played here (`bounds`), and whatever pins a small number down
loses one more of its numbers, until the attacker can rule five out for none of them.

Hidden numbers look alike, whether they are small themselves or hide another: the mark must not tell. A nought is always
shown, for it is nobody; so everybody knows that a hidden number is at least one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5
# A row of the report and a figure in it.
Place = tuple[str, str]
Bounds = dict[Place, tuple[float, float]]
_ROUNDS = 50


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that make it up."""

    whole: Place
    parts: tuple[Place, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return (*self.parts, self.whole)


def hidden(
    counts: Mapping[Place, int],
    sums: Sequence[Sum],
    after: Mapping[Place, Place] | None = None,
    nowhere: frozenset[Place] = frozenset(),
) -> set[Place]:
    """The places that are not shown; the counts are of things, also where the report shows their euros.

    after: places that tell nearly the same as another one, and are hidden wherever that one is.
    nowhere: places of the sums that are never shown, though they can be reckoned.
    """
    small = {place for place, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    gone = _with_followers(small | nowhere, after or {})
    while more := _given_away(counts, sums, small, gone):
        gone = _with_followers(gone | more, after or {})
    return gone


def bounds(counts: Mapping[Place, int], sums: Sequence[Sum], gone: set[Place]) -> Bounds:
    """Between what each number of a sum must be, for who knows the sums and what is shown."""
    known: Bounds = {place: (count, count) for place, count in counts.items() if place not in gone}
    for place in (place for one in sums for place in one.places if place in gone):
        known[place] = 1.0, float("inf")
    open_sums = [one for one in sums if any(place in gone for place in one.places)]
    for _ in range(_ROUNDS):
        if not [one for one in open_sums if _narrow(known, one)]:
            break
    return known


def _with_followers(gone: set[Place], after: Mapping[Place, Place]) -> set[Place]:
    return gone | {place for place, before in after.items() if before in gone}


def _given_away(
    counts: Mapping[Place, int], sums: Sequence[Sum], small: set[Place], gone: set[Place]
) -> set[Place]:
    """One more place to hide for each sum that tells too much; empty when none does."""
    known = bounds(counts, sums, gone)
    pinned = {place for place in small if place in known and known[place][1] < SMALLEST_SHOWN}
    if not pinned:
        return set()
    telling = [
        one
        for one in sums
        if any(_most(known, one, place) < SMALLEST_SHOWN for place in one.places if place in pinned)
    ]
    # One at a time: what is hidden for the sake of one sum often does for the next.
    for those in (telling, [one for one in sums if gone & set(one.places)]):
        for one in those:
            if left := [place for place in one.places if counts[place] and place not in gone]:
                return {min(left, key=lambda place: _cost(counts, one, place))}
    return set()


def _cost(counts: Mapping[Place, int], one: Sum, place: Place) -> tuple[bool, int, Place]:
    """What readers miss least: a small part, and the whole last."""
    return place == one.whole, counts[place], place


def _narrow(known: Bounds, one: Sum) -> bool:
    """Follows one sum; whether anything has become better known."""
    before = [known[place] for place in one.places]
    for place in one.places:
        low, high = known[place]
        known[place] = max(low, _least(known, one, place)), min(high, _most(known, one, place))
    return before != [known[place] for place in one.places]


def _most(known: Bounds, one: Sum, place: Place) -> float:
    if place == one.whole:
        return sum(known[part][1] for part in one.parts)
    return known[one.whole][1] - _others(known, one, place, 0)


def _least(known: Bounds, one: Sum, place: Place) -> float:
    if place == one.whole:
        return sum(known[part][0] for part in one.parts)
    most = _others(known, one, place, 1)
    return 0 if most == float("inf") else known[one.whole][0] - most


def _others(known: Bounds, one: Sum, place: Place, end: int) -> float:
    return sum(known[part][end] for part in one.parts if part != place)
