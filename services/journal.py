"""Who did what, from which state to which, when and why: one row a step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, and_, col, false, or_, select

from models import JournalEntry, Kind, Person
from services.actors import Actor

FLAG = "flag"
# What facilitators tell each other, and the clock them: in nobody's history.
NOTE, NOTE_EDIT, NOTE_DELETE, WARNING = "note", "note_edit", "note_delete", "warning"
_BETWEEN_THEM = (FLAG, NOTE, NOTE_EDIT, NOTE_DELETE, WARNING)


def record(
    session: Session,
    actor: Actor | None,
    kind: Kind,
    thing_id: int,
    action: StrEnum | str,
    *,
    before: StrEnum | str = "",
    after: StrEnum | str = "",
    why: str = "",
) -> JournalEntry:
    """Writes the step; no actor means that the clock took it."""
    entry = _entry(actor, kind, thing_id, action, before=before, after=after, why=why)
    session.add(entry)
    session.flush()
    return entry


def _entry(
    actor: Actor | None,
    kind: Kind,
    thing_id: int,
    action: StrEnum | str,
    *,
    before: StrEnum | str,
    after: StrEnum | str,
    why: str,
) -> JournalEntry:
    return JournalEntry(
        kind=kind,
        thing_id=thing_id,
        action=str(action),
        before=str(before),
        after=str(after),
        actor_id=actor.person_id if actor else None,
        association_id=actor.acting_for if actor else None,
        why=why,
    )


def record_all(
    session: Session,
    actor: Actor | None,
    kind: Kind,
    thing_ids: Iterable[int],
    action: StrEnum | str,
    *,
    before: StrEnum | str = "",
    after: StrEnum | str = "",
    why: str = "",
) -> None:
    """The same step of many things, in one statement."""
    session.add_all(
        _entry(actor, kind, thing_id, action, before=before, after=after, why=why) for thing_id in thing_ids
    )
    session.flush()


def newest(session: Session, kind: Kind, thing_id: int) -> JournalEntry:
    """The step that was just taken."""
    return session.exec(
        select(JournalEntry)
        .where(JournalEntry.kind == kind, JournalEntry.thing_id == thing_id)
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    ).one()


@dataclass(frozen=True)
class Step:
    at: datetime
    action: str
    before: str
    after: str
    why: str
    # Empty when the clock did it.
    who: str


def history(session: Session, things: list[tuple[Kind, int]], *, most: int = 50) -> list[Step]:
    """The newest steps of these things, newest first; the caller has checked that they may be seen.

    Who asked the facilitators to look is in nobody's history, nor what they note: it stays between them.
    """
    of_these = [
        and_(col(JournalEntry.kind) == kind, col(JournalEntry.thing_id) == thing_id)
        for kind, thing_id in things
    ]
    rows = session.exec(
        select(JournalEntry, Person.name)
        .join(Person, col(Person.id) == JournalEntry.actor_id, isouter=True)
        .where(or_(false(), *of_these), col(JournalEntry.action).not_in(_BETWEEN_THEM))
        .order_by(col(JournalEntry.id).desc())
        .limit(most)
    ).all()
    return [Step(row.at, row.action, row.before, row.after, row.why, name or "") for row, name in rows]
