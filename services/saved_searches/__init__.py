"""Saved searches: the filters of a list under a name, and alerts of what comes to be in it."""

from services.saved_searches.acts import MOST, change, delete, fetch, opened, save, stop_mail
from services.saved_searches.due import look_due, mail_due
from services.saved_searches.reading import SavedCard, of
from services.saved_searches.seeking import FILTERS

__all__ = [
    "FILTERS",
    "MOST",
    "SavedCard",
    "change",
    "delete",
    "fetch",
    "look_due",
    "mail_due",
    "of",
    "opened",
    "save",
    "stop_mail",
]
