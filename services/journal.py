"""Who did what, from which state to which, when and why: one row a step."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models import JournalEntry, Kind, Person
from services.actors import Actor


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
    entry = JournalEntry(
        kind=kind,
        thing_id=thing_id,
        action=str(action),
        before=str(before),
        after=str(after),
        actor_id=actor.person_id if actor else None,
        association_id=actor.acting_for if actor else None,
        why=why,
    )
    session.add(entry)
    session.flush()
    return entry


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
    """The newest steps of these things, newest first; the caller has checked that they may be seen."""
    where: Any = False
    for kind, thing_id in things:
        where = where | ((col(JournalEntry.kind) == kind) & (col(JournalEntry.thing_id) == thing_id))
    rows = session.exec(
        select(JournalEntry, Person.name)
        .join(Person, col(Person.id) == JournalEntry.actor_id, isouter=True)
        .where(where)
        .order_by(col(JournalEntry.id).desc())
        .limit(most)
    ).all()
    return [Step(row.at, row.action, row.before, row.after, row.why, name or "") for row, name in rows]
