"""Registers of associations: brought in from a file after a look at each row, and taken back as a whole."""

from services.registers.access import may_keep
from services.registers.acts import (
    ENDINGS,
    Opened,
    begin,
    bring,
    decide,
    decide_open,
    discard,
    opened,
    take_back,
)
from services.registers.columns import Column, label
from services.registers.reading import (
    Fault,
    FileCard,
    FileView,
    Match,
    RowCard,
    file_of,
    files,
    rows_of,
)
from services.registers.tables import MOST_ROWS
from services.registers.template import template
from services.registers.working import (
    Unread,
    carry_on,
    end_reading,
    forget_due,
    keep,
    pieces,
    unread,
)

__all__ = [
    "ENDINGS",
    "MOST_ROWS",
    "Column",
    "Fault",
    "FileCard",
    "FileView",
    "Match",
    "Opened",
    "RowCard",
    "Unread",
    "begin",
    "bring",
    "carry_on",
    "decide",
    "decide_open",
    "discard",
    "end_reading",
    "file_of",
    "files",
    "forget_due",
    "keep",
    "label",
    "may_keep",
    "opened",
    "pieces",
    "rows_of",
    "take_back",
    "template",
    "unread",
]
