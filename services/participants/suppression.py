"""What of the numbers may be shown to everybody: in a small place a small number is somebody.

A number under five is not shown. Neither is one from which it could be reckoned: where a whole and all of its parts
but one stand in the table, the missing one is their difference. So of every sum that holds a hidden number at least
two numbers are unknown. The same goes for a remainder that is in no table: of 20 unemployed 18 long-term leaves two.
Only the sum of the group is ever shown, never an implementer's own numbers nor a single period's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.participants import figures
from services.participants.figures import Figures
from services.participants.indicators import TOTAL, indicators

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Sum:
    """A whole and parts that do not overlap; what they leave is a remainder that is not in the table."""

    whole: str
    parts: tuple[str, ...]


def shown(counts: Figures) -> dict[str, int | None]:
    """Each number, or None where it stays hidden."""
    hidden = {code for code, count in counts.items() if count < SMALLEST_SHOWN}
    while more := next(_betrayed(counts, hidden), ""):
        hidden.add(more)
    return {code: None if code in hidden else count for code, count in counts.items()}


def sums(counts: Figures) -> list[Sum]:
    """The sums that a reader can make of these numbers."""
    groups = [
        Sum(TOTAL, figures.WORK),
        Sum(TOTAL, figures.AGES),
        Sum(TOTAL, figures.EDUCATION),
        Sum(figures.UNEMPLOYED, (figures.LONG_TERM,)),
    ]
    grouped = {code for one in groups for code in (one.whole, *one.parts)}
    singles = [
        Sum(TOTAL, (one.code,))
        for one in indicators().values()
        if one.counts_people and one.code not in grouped
    ]
    there = [Sum(one.whole, tuple(filter(counts.__contains__, one.parts))) for one in groups + singles]
    return [one for one in there if one.whole in counts and one.parts]


def _betrayed(counts: Figures, hidden: set[str]) -> Iterator[str]:
    """Numbers that have to be hidden as well, lest another one can be reckoned."""
    for one in sums(counts):
        left = counts[one.whole] - sum(counts[part] for part in one.parts)
        unknown = [code for code in (one.whole, *one.parts) if code in hidden]
        # Where the parts make up the whole there is no remainder to hide behind.
        alone = len(unknown) == 1 and left == 0
        bare = not unknown and 0 < left < SMALLEST_SHOWN
        if alone or bare:
            yield _smallest(counts, one, hidden)


def _smallest(counts: Figures, one: Sum, hidden: set[str]) -> str:
    """The part that costs readers least; the whole when there is no other part."""
    parts = [part for part in one.parts if part not in hidden]
    return min(parts, key=lambda part: (counts[part], part)) if parts else one.whole
