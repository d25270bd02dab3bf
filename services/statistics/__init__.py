"""What the funder is told, counted from the journal alone: `docs/decisions/statistics-from-the-journal.md`."""

from services.statistics.asked import NAMES, OWN, Asked, asked_of, day_of, moment_of, written_moment
from services.statistics.counting import UNKNOWN
from services.statistics.hiding import SMALLEST_SHOWN
from services.statistics.ledger import read_ahead
from services.statistics.periods import Span, Stretch, between, stretch_of
from services.statistics.reporting import Line, Report, check_reader, of_everybody, priority_names, report
from services.statistics.series import BY_NAME, FIGURES, By, Figure, Section

__all__ = [
    "BY_NAME",
    "FIGURES",
    "NAMES",
    "OWN",
    "SMALLEST_SHOWN",
    "UNKNOWN",
    "Asked",
    "By",
    "Figure",
    "Line",
    "Report",
    "Section",
    "Span",
    "Stretch",
    "asked_of",
    "between",
    "check_reader",
    "day_of",
    "moment_of",
    "of_everybody",
    "priority_names",
    "read_ahead",
    "report",
    "stretch_of",
    "written_moment",
]
