"""The rows of the one review queue. Nouns open and close their items here; `moderation` decides them."""

from sqlmodel import Session, select

from models import Conflict, Flag, Kind, OpenedBecause, ReviewItem, ReviewState, now
from models.review import ReviewAction
from services import journal
from services.actors import Actor


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
    elif item.state != ReviewState.WAITING:
        item.move(ReviewAction.REOPEN)
        item.opened_at = now()
        item.claimed_by = item.claimed_until = None
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


def flag(session: Session, actor: Actor, kind: Kind, thing_id: int, words: str) -> None:
    """A reader asks the facilitators to look; once per person. The caller has checked that they may see it."""
    seen = session.exec(
        select(Flag).where(Flag.kind == kind, Flag.thing_id == thing_id, Flag.person_id == actor.id)
    ).first()
    if seen:
        raise Conflict("flagged_already")
    session.add(Flag(kind=kind, thing_id=thing_id, person_id=actor.id, words=words))
    item = item_of(session, kind, thing_id)
    if item is not None and item.state != ReviewState.WAITING:
        item.move(ReviewAction.REOPEN)
        item.opened_at = now()
        item.opened_because = OpenedBecause.FLAG
        item.claimed_by = item.claimed_until = None
    journal.record(session, actor, kind, thing_id, journal.FLAG, why=words)
