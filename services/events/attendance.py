"""Who comes: seen by the organisers only, and marked by them when the event has begun."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import (
    Association,
    Event,
    EventSeat,
    EventState,
    Forbidden,
    Invalid,
    Kind,
    NotFound,
    Person,
    SeatAction,
    SeatState,
    WrongState,
    now,
)
from services import journal, words
from services.actors import Actor
from services.events import queue
from services.events.access import fetch, may_hold
from services.events.letters import tell
from services.events.seats import ASSOCIATION_LENGTH, NAME_LENGTH
from services.paging import Page, carded, paged

PAGE = 50
# As many as an organiser writes down by hand at the door.
WALK_INS = 300


class People(StrEnum):
    """What the organisers' list shows."""

    COMING = "coming"
    WAITING = "waiting"
    GONE = "gone"


STATES = {
    People.COMING: (SeatState.REGISTERED, SeatState.ATTENDED, SeatState.ABSENT),
    People.WAITING: (SeatState.OFFERED, SeatState.WAITLISTED),
    People.GONE: (SeatState.CANCELLED, SeatState.LAPSED),
}


@dataclass(frozen=True)
class SeatRow:
    id: int
    name: str
    email: str
    association: str
    note: str
    state: SeatState
    offered_until: datetime | None
    # What was typed has been deleted: the number alone is left.
    forgotten: bool


def people(
    session: Session, actor: Actor, event_id: int, shown: People = People.COMING, *, after: str = ""
) -> Page[SeatRow]:
    """One page of those who come, who wait, or who have cancelled, in the order in which they came."""
    event = _held_by(session, actor, event_id)
    query = (
        select(EventSeat, Person, col(Association.name))
        .join(Person, col(Person.id) == EventSeat.person_id, isouter=True)
        .join(Association, col(Association.id) == EventSeat.association_id, isouter=True)
        .where(col(EventSeat.event_id) == event.id, col(EventSeat.state).in_(STATES[shown]))
    )
    key = [col(EventSeat.queued_at), col(EventSeat.id)]
    return carded(paged(session, query, key=key, after=after, size=PAGE), _row)


def counts(session: Session, event_id: int) -> dict[SeatState, int]:
    query = select(col(EventSeat.state), func.count()).where(col(EventSeat.event_id) == event_id)
    return {row[0]: row[1] for row in session.execute(query.group_by(col(EventSeat.state)))}


def mark(session: Session, actor: Actor, seat_id: int, action: SeatAction) -> EventSeat:
    """Was there, was not, or not known after all."""
    if action not in (SeatAction.ATTEND, SeatAction.MISS, SeatAction.UNMARK):
        raise WrongState
    seat = session.get(EventSeat, seat_id)
    if seat is None:
        raise NotFound
    _begun(_held_by(session, actor, seat.event_id))
    queue.step(session, actor, seat, action)
    return seat


def mark_rest(session: Session, actor: Actor, event_id: int) -> int:
    """Everybody who is not marked yet was there; how many."""
    event = _held_by(session, actor, event_id)
    _begun(event)
    rest = session.scalars(
        select(EventSeat).where(
            col(EventSeat.event_id) == event.id, col(EventSeat.state) == SeatState.REGISTERED
        )
    ).all()
    for seat in rest:
        queue.step(session, actor, seat, SeatAction.ATTEND)
    return len(rest)


def walk_in(session: Session, actor: Actor, event_id: int, name: str, association: str = "") -> EventSeat:
    """Somebody who came without signing up."""
    event = _held_by(session, actor, event_id)
    _begun(event)
    name = words.line(name, field="name", most=NAME_LENGTH)
    association = words.line(association, field="association", most=ASSOCIATION_LENGTH, needed=False)
    there = counts(session, event.id).get(SeatState.ATTENDED, 0)
    if there >= WALK_INS:
        raise Invalid("seats_too_many", field="name", most=WALK_INS)
    seat = EventSeat(event_id=event.id, name=name, association=association, state=SeatState.ATTENDED)
    session.add(seat)
    session.flush()
    journal.record(session, actor, Kind.EVENT_SEAT, seat.id, SeatAction.ATTEND, after=seat.state)
    return seat


def release(session: Session, actor: Actor, seat_id: int) -> EventSeat:
    """Cancels for somebody who has called: the next one in the queue is asked at once."""
    seat = session.get(EventSeat, seat_id)
    if seat is None:
        raise NotFound
    event = _held_by(session, actor, seat.event_id)
    queue.lock(session, event)
    session.refresh(seat)
    if event.starts_at <= now():
        raise WrongState("event_begun")
    entry = queue.step(session, actor, seat, SeatAction.CANCEL)
    seat.offered_until = None
    tell(session, entry, [seat], "seat_released", event, by_mail=True, who=actor.name)
    queue.move_up(session, event)
    return seat


def _held_by(session: Session, actor: Actor, event_id: int) -> Event:
    event = fetch(session, actor, event_id)
    if not may_hold(actor):
        raise Forbidden
    return event


def _begun(event: Event) -> None:
    if event.state not in (EventState.PUBLISHED, EventState.HELD):
        raise WrongState
    if event.starts_at > now():
        raise WrongState("event_not_yet")


def _row(found: Any) -> SeatRow:
    seat, person, association = found
    return SeatRow(
        id=seat.id,
        name=person.name if person else seat.name,
        email=(person.email if person else seat.email) or "",
        association=association or seat.association,
        note=seat.note,
        state=seat.state,
        offered_until=seat.offered_until,
        forgotten=seat.forgotten_at is not None,
    )
