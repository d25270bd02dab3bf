"""The one review queue: facilitators look at what people publish, decide with a reason, and can undo it."""

from services.moderation.appeals import OwnRuling, appeal, ruling_of
from services.moderation.automatic import THRESHOLD, flag
from services.moderation.bulk import Left, Outcome, Picked, decide_many, undo_many
from services.moderation.decisions import claim, decide, release, undo
from services.moderation.desk import Barred
from services.moderation.handlers import HANDLERS
from services.moderation.load import Load, Week, load_of
from services.moderation.notes import Note, add_note
from services.moderation.preview import Line
from services.moderation.promise import Pressing, pressing, warn_due
from services.moderation.queue import (
    MOST_COUNTED,
    Neighbours,
    QueueFilter,
    QueueRow,
    appeals,
    counts,
    neighbours,
    queue,
)
from services.moderation.reading import FlagWords, Review, Watch, place_of, review_of, watch
from services.moderation.rulings import PastRuling
from services.moderation.templates import Template, reason_templates, remove_template, save_template
from services.moderation.view import ItemView, QueueView, item_view, queue_view

__all__ = [
    "HANDLERS",
    "MOST_COUNTED",
    "THRESHOLD",
    "Barred",
    "FlagWords",
    "ItemView",
    "Left",
    "Line",
    "Load",
    "Neighbours",
    "Note",
    "Outcome",
    "OwnRuling",
    "PastRuling",
    "Picked",
    "Pressing",
    "QueueFilter",
    "QueueRow",
    "QueueView",
    "Review",
    "Template",
    "Watch",
    "Week",
    "add_note",
    "appeal",
    "appeals",
    "claim",
    "counts",
    "decide",
    "decide_many",
    "flag",
    "item_view",
    "load_of",
    "neighbours",
    "place_of",
    "pressing",
    "queue",
    "queue_view",
    "reason_templates",
    "release",
    "remove_template",
    "review_of",
    "ruling_of",
    "save_template",
    "undo",
    "undo_many",
    "warn_due",
    "watch",
]
