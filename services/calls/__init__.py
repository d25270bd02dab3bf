"""Funders' calls: what each says, how long it is open, and what it said when a plan was begun with it."""

from services.calls.access import actions_for, fetch, known, may, may_write, visible
from services.calls.acts import create, edit, move
from services.calls.cleaning import CHECKABLE, LONGEST_TEXT, MOST_ROWS, CallWords
from services.calls.differences import FIELDS, Difference, differences
from services.calls.reading import (
    CallCard,
    CallView,
    Window,
    choices,
    headings,
    priorities_of,
    view,
    visible_to,
    window_of,
)
from services.calls.shipping import load
from services.calls.spelling import spelled, with_spelled
from services.calls.terms import CallTerms, Criterion, Priority, SideCostRate, spoken, terms_from
from services.calls.versions import (
    VersionCard,
    history,
    keep_version,
    newest_number,
    newest_version,
    terms_of,
)

__all__ = [
    "CHECKABLE",
    "FIELDS",
    "LONGEST_TEXT",
    "MOST_ROWS",
    "CallCard",
    "CallTerms",
    "CallView",
    "CallWords",
    "Criterion",
    "Difference",
    "Priority",
    "SideCostRate",
    "VersionCard",
    "Window",
    "actions_for",
    "choices",
    "create",
    "differences",
    "edit",
    "fetch",
    "headings",
    "history",
    "keep_version",
    "known",
    "load",
    "may",
    "may_write",
    "move",
    "newest_number",
    "newest_version",
    "priorities_of",
    "spelled",
    "spoken",
    "terms_from",
    "terms_of",
    "view",
    "visible",
    "visible_to",
    "window_of",
    "with_spelled",
]
