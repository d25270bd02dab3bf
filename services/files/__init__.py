"""Attachments to groups, ideas and plans: named in the database, kept outside it, served after a question each time."""

from services.files.access import actions_for, fetch, may, may_flag, subject_of
from services.files.acts import QUOTAS, add, flag, move
from services.files.reading import FileCard, Place, Served, Shelf, of, path_of, review_of, served
from services.files.sniffing import LARGEST, TYPES
from services.files.tidying import PUT_BACK_WITHIN, drop_unnamed, forget_removed

__all__ = [
    "LARGEST",
    "PUT_BACK_WITHIN",
    "QUOTAS",
    "TYPES",
    "FileCard",
    "Place",
    "Served",
    "Shelf",
    "actions_for",
    "add",
    "drop_unnamed",
    "fetch",
    "flag",
    "forget_removed",
    "may",
    "may_flag",
    "move",
    "of",
    "path_of",
    "review_of",
    "served",
    "subject_of",
]
