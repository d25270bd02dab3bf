"""The one review queue: facilitators look at what people publish, decide with a reason, and can undo it."""

from services.moderation.decisions import claim, decide, release, undo
from services.moderation.handlers import HANDLERS
from services.moderation.preview import Line
from services.moderation.queue import (
    Neighbours,
    QueueFilter,
    QueueRow,
    counts,
    neighbours,
    queue,
)
from services.moderation.reading import Review, place_of, review_of

__all__ = [
    "HANDLERS",
    "Line",
    "Neighbours",
    "QueueFilter",
    "QueueRow",
    "Review",
    "claim",
    "counts",
    "decide",
    "neighbours",
    "place_of",
    "queue",
    "release",
    "review_of",
    "undo",
]
