"""The rows of the one review queue. Nouns open and close their items here; `moderation` decides them."""

from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from models import Conflict, Flag, FlagReason, Kind, OpenedBecause, ReviewItem, ReviewState, now
from models.review import ReviewAction
from services import journal, service_hours, spam
from services.actors import Actor

# A newcomer's flag, in hundredths; who was mostly right weighs up to two, who was mostly wrong next to nothing.
NEWCOMER = 100


def open_item(
    session: Session,
    kind: Kind,
    thing_id: int,
    *,
    title: str,
    association_id: int | None,
    author_id: int | None,
    municipality: str = "",
    because: OpenedBecause = OpenedBecause.NEW,
) -> ReviewItem:
    """Puts the thing in the queue, or its item back into it; an item that waits already keeps its place."""
    item = item_of(session, kind, thing_id)
    if item is None:
        item = ReviewItem(kind=kind, thing_id=thing_id)
        session.add(item)
        promise(item, item.opened_at)
    elif item.state != ReviewState.WAITING:
        _reopen(item, because)
    item.title = title[:200]
    item.municipality = municipality
    item.association_id = association_id
    item.author_id = author_id
    item.opened_because = because
    session.flush()
    return item


def close_item(session: Session, kind: Kind, thing_id: int) -> None:
    """Takes the thing out of the queue: its author took it back."""
    item = item_of(session, kind, thing_id)
    if item is not None and item.state != ReviewState.CLOSED:
        item.move(ReviewAction.CLOSE)
        item.claimed_by = item.claimed_until = None


def item_of(session: Session, kind: Kind, thing_id: int) -> ReviewItem | None:
    return session.exec(
        select(ReviewItem).where(ReviewItem.kind == kind, ReviewItem.thing_id == thing_id)
    ).one_or_none()


def promise(item: ReviewItem, since: datetime) -> None:
    """The item waits from now on, and the public promise with it."""
    item.opened_at = since
    item.due_at = service_hours.due(since)
    item.warned_at = None


def flag(
    session: Session,
    actor: Actor,
    kind: Kind,
    thing_id: int,
    words: str,
    *,
    reason: FlagReason = FlagReason.OTHER,
) -> None:
    """A reader asks the facilitators to look; once per person. The caller has checked that they may see it."""
    seen = session.exec(
        select(Flag).where(Flag.kind == kind, Flag.thing_id == thing_id, Flag.person_id == actor.id)
    ).first()
    if seen:
        raise Conflict("flagged_already")
    spam.check_pace(session, Flag, spam.FLAGS, person_id=actor.id)
    flagged = Flag(
        kind=kind,
        thing_id=thing_id,
        person_id=actor.id,
        association_id=actor.acting_for,
        reason=reason,
        words=words,
        weight=weight_of(session, actor.id),
    )
    session.add(flagged)
    item = item_of(session, kind, thing_id)
    if item is not None and not item.is_open:
        _reopen(item, OpenedBecause.FLAG)
    journal.record(session, actor, kind, thing_id, journal.FLAG, why=words)


def weight_of(session: Session, person_id: int) -> int:
    """What this person's flag weighs, by how many of their earlier ones a facilitator agreed with."""
    settled, right = session.exec(
        select(
            func.count(), func.coalesce(func.sum(case((col(Flag.agreed).is_(True), 1), else_=0)), 0)
        ).where(Flag.person_id == person_id, col(Flag.agreed).is_not(None))
    ).one()
    return round(2 * NEWCOMER * (int(right) + 1) / (settled + 2))


def _reopen(item: ReviewItem, because: OpenedBecause) -> None:
    item.move(ReviewAction.REOPEN)
    promise(item, now())
    item.opened_because = because
    item.claimed_by = item.claimed_until = None
