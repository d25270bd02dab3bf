"""The minutes of each matter, saved as they are written; two who write at once lose nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from models import AgendaItem, Conflict, EarlierMinutes, Kind, MeetingAction, MinutesAside, Person, now
from services import journal, words
from services.actors import Actor
from services.meetings.access import fetch, take
from services.meetings.agenda import fetch_item

LONGEST = 5000


@dataclass(frozen=True)
class EarlierText:
    text: str
    who: str
    at: datetime | None


class MinutesConflict(Conflict):
    """Somebody else saved the minutes of this matter meanwhile."""

    key = "minutes_conflict"


def save_minutes(session: Session, actor: Actor, item_id: int, text: str, *, number: int) -> int:
    """Writes over the text that was seen as `number`, and gives the new number.

    MinutesConflict when somebody else has written in between: keep the text with `set_aside`. What is replaced stays
    among the earlier ones.
    """
    item = _writable(session, actor, item_id)
    clean = words.body(text, field="minutes", most=LONGEST, needed=False)
    if item.minutes == clean:
        _drop_aside(session, actor, item_id)
        return item.number
    if not _replace(session, actor, item, clean, number):
        raise MinutesConflict(who=_editor(session, item_id))
    _drop_aside(session, actor, item_id)
    journal.record(session, actor, Kind.MEETING, item.meeting_id, "write_minutes", why=item.title)
    return number + 1


def set_aside(session: Session, actor: Actor, item_id: int, text: str) -> None:
    """Keeps what lost a race until its writer chooses, over a refresh and a broken connection."""
    _writable(session, actor, item_id)
    clean = words.body(text, field="minutes", most=LONGEST, needed=False)
    session.merge(MinutesAside(item_id=item_id, person_id=actor.id, text=clean))


def keep_theirs(session: Session, actor: Actor, item_id: int) -> None:
    _writable(session, actor, item_id)
    _drop_aside(session, actor, item_id)


def earlier(session: Session, actor: Actor, item_id: int, *, most: int = 30) -> list[EarlierText]:
    """The minutes that stood under this matter before, newest first."""
    item = fetch_item(session, item_id)
    fetch(session, actor, item.meeting_id)
    rows = session.exec(
        select(EarlierMinutes, Person.name)
        .join(Person, col(Person.id) == EarlierMinutes.edited_by, isouter=True)
        .where(EarlierMinutes.item_id == item.id)
        .order_by(col(EarlierMinutes.number).desc())
        .limit(most)
    )
    return [EarlierText(row.text, name or "", row.edited_at) for row, name in rows]


def _writable(session: Session, actor: Actor, item_id: int) -> AgendaItem:
    item = fetch_item(session, item_id)
    take(session, actor, item.meeting_id, MeetingAction.WRITE)
    session.refresh(item)
    return item


def _replace(session: Session, actor: Actor, item: AgendaItem, text: str, number: int) -> bool:
    """Compare and set in one statement: of two who saw the same number only one gets through."""
    old = EarlierMinutes(
        item_id=item.id,
        number=item.number,
        text=item.minutes,
        edited_by=item.edited_by,
        edited_at=item.edited_at,
    )
    # By the session, so that the search hears of it.
    done: Any = session.execute(
        update(AgendaItem)
        .where(col(AgendaItem.id) == item.id, col(AgendaItem.number) == number)
        .values(minutes=text, number=number + 1, edited_by=actor.id, edited_at=now())
    )
    if done.rowcount != 1:
        return False
    session.refresh(item)
    if old.text:
        session.add(old)
    return True


def _editor(session: Session, item_id: int) -> str:
    query = select(Person.name).join(AgendaItem, col(AgendaItem.edited_by) == Person.id)
    return session.exec(query.where(AgendaItem.id == item_id)).first() or ""


def _drop_aside(session: Session, actor: Actor, item_id: int) -> None:
    session.connection().execute(
        delete(MinutesAside).where(
            col(MinutesAside.item_id) == item_id, col(MinutesAside.person_id) == actor.id
        )
    )
