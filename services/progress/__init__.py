"""A project under way: how far it is, what goes otherwise, and the changes that the funder has to hear of."""

from services.progress.changes import ChangeWords, edit_change, move_change, note_change
from services.progress.deviations import DeviationWords, edit_deviation, note_deviation, settle_deviation
from services.progress.reading import (
    ChangeRow,
    DeviationRow,
    PackageProgress,
    PartProgress,
    Progress,
    ReportRow,
    changes_to_apply,
    of_plan,
)
from services.progress.reports import report

__all__ = [
    "ChangeRow",
    "ChangeWords",
    "DeviationRow",
    "DeviationWords",
    "PackageProgress",
    "PartProgress",
    "Progress",
    "ReportRow",
    "changes_to_apply",
    "edit_change",
    "edit_deviation",
    "move_change",
    "note_change",
    "note_deviation",
    "of_plan",
    "report",
    "settle_deviation",
]
