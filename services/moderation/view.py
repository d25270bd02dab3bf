"""What a screen of the desk shows, in one question each: a run of a screen opens one transaction for it."""

from dataclasses import dataclass

from sqlmodel import Session

from models import Kind, ReviewState
from services.actors import Actor
from services.moderation.promise import Pressing, pressing
from services.moderation.queue import Neighbours, QueueFilter, QueueRow, appeals, counts, neighbours, queue
from services.moderation.reading import Review, review_of
from services.moderation.templates import Template, reason_templates
from services.paging import Page


@dataclass(frozen=True)
class QueueView:
    page: Page[QueueRow]
    # Nothing where what is decided is listed.
    counts: dict[Kind, int]
    appeals: int
    pressing: Pressing


@dataclass(frozen=True)
class ItemView:
    review: Review
    beside: Neighbours
    templates: list[Template]


def queue_view(session: Session, actor: Actor, filters: QueueFilter, *, after: str = "") -> QueueView:
    page = queue(session, actor, filters, after=after)
    if filters.state == ReviewState.DECIDED:
        return QueueView(page, {}, 0, Pressing(0, 0, None))
    return QueueView(page, counts(session, actor), appeals(session, actor), pressing(session, actor))


def item_view(session: Session, actor: Actor, item_id: int, filters: QueueFilter) -> ItemView:
    review = review_of(session, actor, item_id)
    templates = reason_templates(session, actor) if review.offered else []
    return ItemView(review, neighbours(session, actor, item_id, filters), templates)
