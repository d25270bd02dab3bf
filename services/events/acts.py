"""An event is written, published, edited and called off; the clock says when it has been held."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models import (
    FINLAND,
    Conflict,
    Event,
    EventAction,
    EventSeat,
    EventState,
    EventTopic,
    Forbidden,
    Invalid,
    Kind,
    SeatState,
    WrongState,
    now,
)
from services import clicks, journal, places, words
from services.actors import Actor
from services.events import queue
from services.events.access import fetch, may, may_hold
from services.events.letters import tell

TITLE_LENGTH = 160
BODY_LENGTH = 5000
PLACE_LENGTH = 200
LINK_LENGTH = 500
REASON_LENGTH = 500
LONGEST = timedelta(days=31)
LARGEST = 2000
# So many in one transaction; the next run of the job takes the rest.
MOST = 200


@dataclass(frozen=True)
class EventWords:
    """What is written of an event; the times are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime
    body: str = ""
    place: str = ""
    municipality: str = ""
    link: str = ""
    topic: EventTopic = EventTopic.OTHER
    link_private: bool = False
    registers: bool = False
    capacity: int | None = None


def in_finland(day: date, at: time) -> datetime:
    """The moment when the clocks of Finland show this."""
    return datetime.combine(day, at, FINLAND)


def create(session: Session, actor: Actor, written: EventWords, *, publish: bool = False) -> Event:
    """A draft, or published at once."""
    if not may_hold(actor):
        raise Forbidden
    clean = cleaned(written)
    same = {"created_by": actor.id, "title": clean.title, "starts_at": clean.starts_at}
    if made := clicks.just_made(session, Event, **same):
        return made
    event = Event(**vars(clean), created_by=actor.id)
    session.add(event)
    session.flush()
    journal.record(session, actor, Kind.EVENT, event.id, "create", after=event.state)
    return move(session, actor, event.id, EventAction.PUBLISH) if publish else event


def edit(
    session: Session,
    actor: Actor,
    event_id: int,
    written: EventWords,
    *,
    version: int,
    publish: bool = False,
) -> Event:
    """Keeps the new words, unless somebody changed them after `version` was read (Conflict)."""
    event = _may_take(session, actor, event_id, EventAction.EDIT)
    if event.version != version:
        raise Conflict
    rewrite(session, actor, event, cleaned(written))
    return move(session, actor, event.id, EventAction.PUBLISH) if publish else event


def rewrite(session: Session, actor: Actor, event: Event, clean: EventWords) -> None:
    """Puts the words in place; those who have a seat or wait hear of another time or place."""
    queue.lock(session, event)
    event.move(EventAction.EDIT)
    _check_room(session, event, clean)
    before = _whereabouts(event)
    for name, value in vars(clean).items():
        setattr(event, name, value)
    if event.state == EventState.PUBLISHED:
        _check_ahead(event)
    entry = journal.record(session, actor, Kind.EVENT, event.id, EventAction.EDIT, after=event.state)
    session.flush()
    if _whereabouts(event) != before and event.state == EventState.PUBLISHED:
        seats = _seated(session, event)
        for seat in seats:
            seat.reminded_at = None
        tell(session, entry, seats, "event_moved", event, by_mail=True)
    queue.move_up(session, event)


def move(session: Session, actor: Actor, event_id: int, action: EventAction, *, why: str = "") -> Event:
    """Publishes or cancels; who cancels says why, for everybody to read."""
    event = _may_take(session, actor, event_id, action)
    before = event.state
    event.move(action)
    if action == EventAction.PUBLISH:
        _check_ahead(event)
        event.published_at = now()
    if action == EventAction.CANCEL:
        _check_not_over(event)
        event.reason = words.body(why, field="why", most=REASON_LENGTH)
    entry = journal.record(
        session, actor, Kind.EVENT, event.id, action, before=before, after=event.state, why=event.reason
    )
    if action == EventAction.CANCEL:
        seats = _seated(session, event)
        tell(session, entry, seats, "event_cancelled", event, by_mail=True, why=event.reason)
    session.flush()
    return event


def hold_past(session: Session) -> int:
    """Marks the published events that have ended as held; how many."""
    due = session.exec(
        select(Event)
        .where(Event.state == EventState.PUBLISHED, Event.ends_at <= now())
        .order_by(col(Event.starts_at), col(Event.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for event in due:
        before = event.state
        event.move(EventAction.HOLD)
        journal.record(
            session, None, Kind.EVENT, event.id, EventAction.HOLD, before=before, after=event.state
        )
    return len(due)


def _may_take(session: Session, actor: Actor, event_id: int, action: EventAction) -> Event:
    event = fetch(session, actor, event_id)
    if not may(actor, action, event):
        raise Forbidden
    return event


def cleaned(written: EventWords) -> EventWords:
    """The words as they are kept; Invalid beside the field that does not hold."""
    title = words.line(written.title, field="title", most=TITLE_LENGTH)
    if written.ends_at <= written.starts_at:
        raise Invalid("event_ends_first", field="ends_at")
    if written.ends_at - written.starts_at > LONGEST:
        raise Invalid("event_too_long", field="ends_at", most=LONGEST.days)
    place = words.line(written.place, field="place", most=PLACE_LENGTH, needed=False)
    link = words.web_address(written.link, field="link", most=LINK_LENGTH)
    if not place and not link:
        raise Invalid("event_nowhere", field="place")
    return EventWords(
        title=title,
        starts_at=written.starts_at,
        ends_at=written.ends_at,
        body=words.body(written.body, field="body", most=BODY_LENGTH, needed=False),
        place=place,
        municipality=places.known(written.municipality, field="municipality", needed=False),
        link=link,
        topic=written.topic,
        link_private=written.link_private and written.registers and bool(link),
        registers=written.registers,
        capacity=_capacity(written),
    )


def _capacity(written: EventWords) -> int | None:
    if not written.registers or written.capacity is None:
        return None
    if not 1 <= written.capacity <= LARGEST:
        raise Invalid("event_capacity", field="capacity", most=LARGEST)
    return written.capacity


def _check_room(session: Session, event: Event, clean: EventWords) -> None:
    """Nobody who has a seat loses it to a smaller room."""
    seated = queue.held(session, event.id)
    if clean.capacity is not None and clean.capacity < seated:
        raise Invalid("event_capacity_taken", field="capacity", n=seated)
    if seated and not clean.registers:
        raise Invalid("event_has_seats", field="registers", n=seated)


def _whereabouts(event: Event) -> tuple[datetime, datetime, str, str]:
    return event.starts_at, event.ends_at, event.place, event.link


def _seated(session: Session, event: Event) -> list[EventSeat]:
    """Who has a seat or waits for one."""
    told = (SeatState.REGISTERED, SeatState.OFFERED, SeatState.WAITLISTED)
    query = select(EventSeat).where(EventSeat.event_id == event.id, col(EventSeat.state).in_(told))
    return list(session.exec(query.order_by(col(EventSeat.id))))


def _check_ahead(event: Event) -> None:
    if event.ends_at <= now():
        raise Invalid("event_past", field="starts_at")


def _check_not_over(event: Event) -> None:
    # The clock has not come round yet, but nobody calls off what has been.
    if event.ends_at <= now():
        raise WrongState("event_over")
