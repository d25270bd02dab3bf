"""What facilitators note for each other beside an item."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import Forbidden, Person, ReviewItem, ReviewNote
from services import clicks, journal, words
from services.actors import Actor
from services.moderation import desk

LONGEST = 1000
MOST = 30


@dataclass(frozen=True)
class Note:
    who: str
    body: str
    at: datetime


def add_note(session: Session, actor: Actor, item_id: int, body: str) -> None:
    item = desk.fetch(session, actor, item_id)
    if desk.own(actor, item):
        raise Forbidden("own_association")
    body = words.body(body, field="note", most=LONGEST)
    if clicks.just_made(session, ReviewNote, item_id=item.id, author_id=actor.id, body=body):
        return
    session.add(ReviewNote(item_id=item.id, author_id=actor.id, body=body))
    # That something was noted, and not what: the journal is read by more people than the desk.
    journal.record(session, actor, item.kind, item.thing_id, journal.NOTE)


def of(session: Session, item: ReviewItem) -> list[Note]:
    """The newest last, as they were said; the caller has checked that they are not the reader's own affair."""
    rows = session.exec(
        select(Person.name, ReviewNote.body, ReviewNote.created_at)
        .join(Person, col(Person.id) == ReviewNote.author_id)
        .where(ReviewNote.item_id == item.id)
        .order_by(col(ReviewNote.id).desc())
        .limit(MOST)
    ).all()
    return [Note(*row) for row in reversed(rows)]
