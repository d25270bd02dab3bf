"""Funders' calls: what each says, how long it is open, and what it said when a plan was begun with it."""

from services.calls.reading import (
    CallCard,
    Priority,
    Window,
    choices,
    headings,
    priorities_of,
    visible_to,
    window_of,
)
from services.calls.shipping import load
from services.calls.terms import CallTerms, Criterion, SideCostRate, terms_from
from services.calls.versions import keep_version, newest_version, terms_of

__all__ = [
    "CallCard",
    "CallTerms",
    "Criterion",
    "Priority",
    "SideCostRate",
    "Window",
    "choices",
    "headings",
    "keep_version",
    "load",
    "newest_version",
    "priorities_of",
    "terms_from",
    "terms_of",
    "visible_to",
    "window_of",
]
