"""What the asker wishes of a set of partners."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MOST_PARTNERS = 6
USUAL_PARTNERS = 4


@dataclass(frozen=True)
class Wishes:
    # At most so many partners, those who are in or asked already among them.
    most: int = USUAL_PARTNERS
    # At most so many from one municipality; 0 asks nothing.
    per_municipality: int = 0
    # Somebody who can pay wages, and so could lead.
    payroll: bool = False
    included: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()

    def bounded(self, standing: int) -> int:
        """How many partners at most, with room for those who stand already."""
        return max(min(self.most, MOST_PARTNERS), min(standing, MOST_PARTNERS), 1)

    def kept(self) -> dict[str, Any]:
        """As it is kept with the set that was asked."""
        return asdict(self)


def wishes_of(kept: Mapping[str, Any]) -> Wishes:
    return Wishes(
        most=int(kept.get("most", USUAL_PARTNERS)),
        per_municipality=int(kept.get("per_municipality", 0)),
        payroll=bool(kept.get("payroll", False)),
        included=tuple(kept.get("included", ())),
        excluded=tuple(kept.get("excluded", ())),
    )
