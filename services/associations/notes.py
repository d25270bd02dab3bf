"""What facilitators note for each other of an association: never shown to its people, never found by a search.

The journal says that something was noted, changed or deleted, and never what: it is read by more people than the desk.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models import AssociationNote, Forbidden, Kind, NotFound, Person, ServiceRole, now
from services import clicks, journal, words
from services.actors import Actor
from services.associations.access import fetch
from services.paging import Page, carded, paged

NOTE_LENGTH = 2000


@dataclass(frozen=True)
class Note:
    id: int
    author: str
    body: str
    created_at: datetime
    edited_at: datetime | None
    # Its author's; where the author has left the desk, whoever sits there looks after it.
    may_change: bool


def may_note(actor: Actor, association_id: int) -> bool:
    """Not of one's own association: its people, a facilitator among them, do not read what the desk notes of it."""
    return actor.is_facilitator and not actor.belongs_to(association_id)


def notes_of(session: Session, actor: Actor, association_id: int, *, after: str = "") -> Page[Note]:
    """Newest first."""
    _check(session, actor, association_id)
    query = (
        select(AssociationNote, col(Person.name), col(Person.role))
        .join(Person, col(Person.id) == AssociationNote.author_id)
        .where(col(AssociationNote.association_id) == association_id)
    )
    page = paged(session, query, key=[col(AssociationNote.id)], after=after, descending=True, size=10)
    return carded(page, lambda row: _note(actor, *row))


def add_note(session: Session, actor: Actor, association_id: int, body: str) -> AssociationNote:
    _check(session, actor, association_id)
    said = words.body(body, field="note", most=NOTE_LENGTH)
    same = {"association_id": association_id, "author_id": actor.id, "body": said}
    if made := clicks.just_made(session, AssociationNote, **same):
        return made
    note = AssociationNote(association_id=association_id, author_id=actor.id, body=said)
    session.add(note)
    session.flush()
    journal.record(session, actor, Kind.ASSOCIATION, association_id, journal.NOTE)
    return note


def edit_note(session: Session, actor: Actor, note_id: int, body: str) -> AssociationNote:
    note = _to_change(session, actor, note_id)
    note.body = words.body(body, field="note", most=NOTE_LENGTH)
    note.edited_at = now()
    journal.record(session, actor, Kind.ASSOCIATION, note.association_id, journal.NOTE_EDIT)
    return note


def delete_note(session: Session, actor: Actor, note_id: int) -> None:
    """Gone for good: nobody keeps what is no longer needed of an association."""
    note = _to_change(session, actor, note_id)
    journal.record(session, actor, Kind.ASSOCIATION, note.association_id, journal.NOTE_DELETE)
    session.delete(note)
    session.flush()


def _check(session: Session, actor: Actor, association_id: int) -> None:
    fetch(session, actor, association_id)
    if not may_note(actor, association_id):
        raise NotFound


def _to_change(session: Session, actor: Actor, note_id: int) -> AssociationNote:
    note = session.get(AssociationNote, note_id)
    if note is None:
        raise NotFound
    _check(session, actor, note.association_id)
    session.refresh(note, with_for_update=True)
    if not _may_change(actor, note, session.get_one(Person, note.author_id).role):
        raise Forbidden
    return note


def _may_change(actor: Actor, note: AssociationNote, role: ServiceRole) -> bool:
    return note.author_id == actor.person_id or role != ServiceRole.FACILITATOR


def _note(actor: Actor, note: AssociationNote, author: str, role: ServiceRole) -> Note:
    return Note(
        note.id,
        author,
        note.body,
        note.created_at,
        note.edited_at,
        _may_change(actor, note, ServiceRole(role)),
    )
