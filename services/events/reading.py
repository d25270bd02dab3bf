"""Events as they are listed, and one as it is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import Event, EventAction, EventSeat, EventState, EventTopic, Kind, SeatState, now
from services.actors import Actor
from services.events import access, attendance, feedback, queue
from services.events.keys import key_of, seat_of
from services.paging import PAGE_SIZE, Page, carded, paged
from services.search.conditions import condition
from services.words import excerpt

# Who may know the link that is for participants; who waits for a seat may not.
KNOWING = (SeatState.REGISTERED, SeatState.ATTENDED, SeatState.ABSENT)
_MINE = (SeatState.REGISTERED, SeatState.OFFERED, SeatState.WAITLISTED, SeatState.ATTENDED)


@dataclass(frozen=True)
class EventCard:
    id: int
    title: str
    summary: str
    topic: EventTopic
    place: str
    municipality: str
    online: bool
    starts_at: datetime
    ends_at: datetime
    state: EventState
    published_at: datetime | None
    # People sign up for it now.
    opens: bool
    # None when there is no bound.
    left: int | None


@dataclass(frozen=True)
class MySeat:
    """The reader's own seat, or that of the link which they came with."""

    state: SeatState
    # In the queue; 0 for who does not wait.
    position: int
    offered_until: datetime | None
    note: str
    # What the link held; empty for who is signed in.
    key: str
    may_answer: bool
    has_answered: bool


@dataclass(frozen=True)
class EventView:
    id: int
    title: str
    body: str
    topic: EventTopic
    place: str
    municipality: str
    online: bool
    # Empty when it is not this reader's to know.
    link: str
    link_private: bool
    starts_at: datetime
    ends_at: datetime
    state: EventState
    # Why it was cancelled.
    reason: str
    begun: bool
    over: bool
    version: int
    registers: bool
    capacity: int | None
    opens: bool
    left: int | None
    mine: MySeat | None
    # For the organisers alone; None for others.
    seats: dict[SeatState, int] | None
    repeats: bool
    actions: list[EventAction]


def visible_to(
    session: Session,
    actor: Actor,
    *,
    words: str = "",
    municipality: str = "",
    topic: str = "",
    mine: bool = False,
    past: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[EventCard]:
    """What is to come, the soonest first, or what has been, the latest first.

    `since` and `until`: only what was published after the one, and not after the other.
    """
    ended = col(Event.ends_at) <= now()
    query = access.visible(actor, Event, _held()).where(ended if past else ~ended)
    if words:
        query = query.where(condition(session, Kind.EVENT, words))
    if municipality:
        query = query.where(col(Event.municipality) == municipality)
    if topic:
        query = query.where(col(Event.topic).in_([one for one in EventTopic if one == topic]))
    if mine and not actor.is_visitor:
        query = query.where(col(Event.id).in_(_seats_of(actor)))
    if since:
        query = query.where(col(Event.published_at) > since, col(Event.state) == EventState.PUBLISHED)
    if until:
        query = query.where(col(Event.published_at) <= until)
    key = [col(Event.starts_at), col(Event.id)]
    return carded(paged(session, query, key=key, after=after, descending=past, size=size), _card)


def view(session: Session, actor: Actor, event_id: int, *, key: str = "") -> EventView:
    """`key` is what the link of a seat holds: who came by it reads as the one whose seat it is."""
    event = access.fetch(session, actor, event_id)
    seat = seat_of(session, actor, event.id, key)
    held = queue.held(session, event.id) if event.registers else 0
    return EventView(
        id=event.id,
        title=event.title,
        body=event.body,
        topic=event.topic,
        place=event.place,
        municipality=event.municipality,
        online=bool(event.link),
        link=event.link if knows_link(actor, event, seat) else "",
        link_private=event.link_private,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        state=event.state,
        reason=event.reason,
        begun=event.starts_at <= now(),
        over=event.ends_at <= now(),
        version=event.version,
        registers=event.registers,
        capacity=event.capacity,
        opens=event.takes_seats,
        left=_left(event, held),
        mine=_mine(session, actor, event, seat) if seat else None,
        seats=attendance.counts(session, event.id) if access.may_hold(actor) else None,
        repeats=event.series_id is not None,
        actions=_open_actions(actor, event),
    )


def knows_link(actor: Actor, event: Event, seat: EventSeat | None) -> bool:
    seated = seat is not None and seat.state in KNOWING
    return not event.link_private or access.may_hold(actor) or seated


def _mine(session: Session, actor: Actor, event: Event, seat: EventSeat) -> MySeat:
    own = seat.person_id is not None and seat.person_id == actor.person_id
    return MySeat(
        state=seat.state,
        position=queue.position(session, seat),
        offered_until=seat.offered_until,
        note=seat.note,
        key="" if own else key_of(seat),
        may_answer=feedback.is_open(event) and seat.state in feedback.ANSWERING and not seat.gave_feedback,
        has_answered=seat.gave_feedback,
    )


def _open_actions(actor: Actor, event: Event) -> list[EventAction]:
    """Without those that its end has closed, though the clock has not come round yet."""
    over = event.state == EventState.PUBLISHED and event.ends_at <= now()
    return [] if over else access.actions_for(actor, event)


def _seats_of(actor: Actor) -> Any:
    return select(EventSeat.event_id).where(
        EventSeat.person_id == actor.person_id, col(EventSeat.state).in_(_MINE)
    )


def _held() -> Any:
    """How many seats of an event nobody else can have."""
    return (
        select(func.count())
        .where(EventSeat.event_id == Event.id, col(EventSeat.state).in_(queue.HOLDING))
        .correlate(Event)
        .scalar_subquery()
        .label("held")
    )


def _left(event: Event, held: int) -> int | None:
    return None if event.capacity is None else max(0, event.capacity - held)


def _card(found: tuple[Event, int]) -> EventCard:
    event, held = found
    return EventCard(
        id=event.id,
        title=event.title,
        summary=excerpt(event.body),
        topic=event.topic,
        place=event.place,
        municipality=event.municipality,
        online=bool(event.link),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        state=event.state,
        published_at=event.published_at,
        opens=event.takes_seats,
        left=_left(event, held),
    )
