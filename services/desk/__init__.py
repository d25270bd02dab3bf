"""The facilitators' desk: everything that waits for them, whatever noun it is."""

from services.desk.reading import (
    MOST_COUNTED,
    AdviceCounts,
    Desk,
    DeskFilter,
    DeskRow,
    ShelfView,
    colleagues,
    desk,
    on_shelf,
)
from services.desk.shelves import DeskKind

__all__ = [
    "MOST_COUNTED",
    "AdviceCounts",
    "Desk",
    "DeskFilter",
    "DeskKind",
    "DeskRow",
    "ShelfView",
    "colleagues",
    "desk",
    "on_shelf",
]
