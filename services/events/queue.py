"""Who has a seat, who waits for one, and how the queue moves by itself.

A seat that comes free is offered to the first in the queue, who has a time to confirm it; then it is the next one's.
The event's row is locked by everybody who takes or frees a seat, so that the last one is given once.
"""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import Event, EventSeat, EventState, JournalEntry, Kind, SeatAction, SeatState, now
from services import journal, spoken
from services.actors import Actor
from services.events.letters import tell

# For a seat nobody else can have meanwhile.
HOLDING = (SeatState.REGISTERED, SeatState.OFFERED, SeatState.ATTENDED, SeatState.ABSENT)
OFFERED_FOR = timedelta(hours=24)
SHORTEST_OFFER = timedelta(minutes=30)
# So many in one transaction; the next run of the job takes the rest.
MOST = 200


def lock(session: Session, event: Event) -> None:
    """Until the end of the transaction nobody else takes or frees a seat of it."""
    session.refresh(event, with_for_update=True)


def room_in(session: Session, event: Event) -> int | None:
    """How many seats are free; None when there is no bound."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - held(session, event.id))


def held(session: Session, event_id: int) -> int:
    query = select(func.count()).where(EventSeat.event_id == event_id, col(EventSeat.state).in_(HOLDING))
    return session.exec(query).one()


def enter(session: Session, actor: Actor | None, event: Event, seat: EventSeat) -> None:
    """Gives a free seat, or a place at the end of the queue; the event is locked."""
    move_up(session, event)
    room = room_in(session, event)
    waits = room == 0 or _first_waiting(session, event) is not None
    seat.queued_at, seat.offered_until = now(), None
    action = SeatAction.WAIT if waits else SeatAction.REGISTER
    entry = step(session, actor, seat, action)
    if waits:
        tell(session, entry, [seat], "seat_waiting", event, by_mail=True)
    else:
        where = event.place or event.link
        tell(session, entry, [seat], "seat_registered", event, by_mail=True, where=where)


def move_up(session: Session, event: Event) -> int:
    """Offers the free seats to those who have waited longest; how many. The event is locked."""
    if not event.takes_seats:
        return 0
    room = room_in(session, event)
    waiting = session.exec(
        select(EventSeat)
        .where(EventSeat.event_id == event.id, EventSeat.state == SeatState.WAITLISTED)
        .order_by(col(EventSeat.queued_at), col(EventSeat.id))
        .limit(MOST if room is None else min(room, MOST))
    ).all()
    for seat in waiting:
        seat.offered_until = _until(event)
        entry = step(session, None, seat, SeatAction.OFFER)
        until = spoken.moment(seat.offered_until)
        tell(session, entry, [seat], "seat_offered", event, by_mail=True, until=until)
    return len(waiting)


def lapse_due(session: Session) -> int:
    """Takes back the offers whose time is over, and gives the seats to the next ones; how many lapsed."""
    due = session.exec(
        select(EventSeat, Event)
        .join(Event, col(Event.id) == EventSeat.event_id)
        .where(
            EventSeat.state == SeatState.OFFERED,
            col(EventSeat.offered_until) <= now(),
            Event.state == EventState.PUBLISHED,
        )
        .order_by(col(EventSeat.offered_until), col(EventSeat.id))
        .limit(MOST)
    ).all()
    events = {event.id: event for _, event in due}
    # In the same order for everybody, so that no two wait for each other.
    for event_id in sorted(events):
        lock(session, events[event_id])
    lapsed = [(seat, event) for seat, event in due if _lapses(session, seat)]
    for seat, event in lapsed:
        entry = step(session, None, seat, SeatAction.LAPSE)
        tell(session, entry, [seat], "seat_lapsed", event, by_mail=True)
    for event in events.values():
        move_up(session, event)
    return len(lapsed)


def step(session: Session, actor: Actor | None, seat: EventSeat, action: SeatAction) -> JournalEntry:
    """Moves the seat along and writes it down; a visitor's own step is nobody's in the journal."""
    before = seat.state
    seat.move(action)
    session.flush()
    by = actor if actor and not actor.is_visitor else None
    return journal.record(session, by, Kind.EVENT_SEAT, seat.id, action, before=before, after=seat.state)


def position(session: Session, seat: EventSeat) -> int:
    """How many wait, up to this one; 0 for who does not wait."""
    if seat.state != SeatState.WAITLISTED:
        return 0
    before = (col(EventSeat.queued_at) < seat.queued_at) | (
        (col(EventSeat.queued_at) == seat.queued_at) & (col(EventSeat.id) <= seat.id)
    )
    waits = (EventSeat.event_id == seat.event_id, EventSeat.state == SeatState.WAITLISTED)
    return session.exec(select(func.count()).where(*waits, before)).one()


def _lapses(session: Session, seat: EventSeat) -> bool:
    """Asked again under the lock: it may have been confirmed meanwhile."""
    session.refresh(seat)
    over = seat.offered_until is not None and seat.offered_until <= now()
    return seat.state == SeatState.OFFERED and over


def _first_waiting(session: Session, event: Event) -> int | None:
    query = select(EventSeat.id).where(
        EventSeat.event_id == event.id, EventSeat.state == SeatState.WAITLISTED
    )
    return session.exec(query.limit(1)).first()


def _until(event: Event) -> datetime:
    """A day, or half of the time that is left, so that the next one can come as well."""
    left = event.starts_at - now()
    return now() + min(OFFERED_FOR, max(left / 2, SHORTEST_OFFER), left)
