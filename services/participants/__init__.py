"""How many people a project means to reach and how many it has reached; never who they are."""

from services.participants.counting import (
    LONGEST_NOTE,
    Counted,
    Counts,
    PartCounts,
    PeriodRow,
    count,
    counts_of,
    periods_in,
    recount,
    uncount,
)
from services.participants.figures import MOST, Doubt, Warning
from services.participants.indicators import TOTAL, Indicator, indicators
from services.participants.periods import SHORTEST_DAYS, Checked, checked
from services.participants.suppression import SMALLEST_SHOWN, shown
from services.participants.targets import (
    PartTargets,
    Targets,
    implementers,
    set_target,
    targets_in,
    targets_of,
)

__all__ = [
    "LONGEST_NOTE",
    "MOST",
    "SHORTEST_DAYS",
    "SMALLEST_SHOWN",
    "TOTAL",
    "Checked",
    "Counted",
    "Counts",
    "Doubt",
    "Indicator",
    "PartCounts",
    "PartTargets",
    "PeriodRow",
    "Targets",
    "Warning",
    "checked",
    "count",
    "counts_of",
    "implementers",
    "indicators",
    "periods_in",
    "recount",
    "set_target",
    "shown",
    "targets_in",
    "targets_of",
    "uncount",
]
