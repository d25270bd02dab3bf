"""Signing up for an event, with an account or without; confirming, cancelling, and a word to the organisers."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models import (
    Event,
    EventSeat,
    Forbidden,
    NotFound,
    Person,
    SeatAction,
    SeatState,
    WrongState,
    now,
)
from services import outbox, spoken, words
from services.accounts import addresses, throttle
from services.actors import Actor
from services.events import queue
from services.events.access import fetch
from services.events.keys import address, seat_of
from services.events.letters import tell

NAME_LENGTH = 120
ASSOCIATION_LENGTH = 160
NOTE_LENGTH = 500
# Within this time an address answers; then what was typed is forgotten.
ANSWERED_WITHIN = timedelta(hours=48)
# From one network address: an association house shares it, a machine does not stop.
NETWORK = throttle.Limit("seats", 20, timedelta(minutes=1), timedelta(hours=1))
# To one mail address: nobody's letter box is filled by somebody else.
MAILED = throttle.Limit("seat mail", 4, timedelta(minutes=5), timedelta(hours=4))

_OUTSIDE = (SeatState.UNCONFIRMED, SeatState.LAPSED, SeatState.CANCELLED)
_INSIDE = (SeatState.REGISTERED, SeatState.WAITLISTED, SeatState.OFFERED)


def register(session: Session, actor: Actor, event_id: int) -> EventSeat:
    """A seat for who has an account, or a place in the queue. Twice is once."""
    if actor.is_visitor:
        raise Forbidden
    event = _open(session, actor, event_id)
    seat = seat_of(session, actor, event.id)
    if seat is None:
        seat = EventSeat(event_id=event.id, person_id=actor.id, association_id=actor.acting_for)
        session.add(seat)
        session.flush()
    if seat.state in _OUTSIDE:
        queue.enter(session, actor, event, seat)
    return seat


def sign_up(
    session: Session,
    actor: Actor,
    event_id: int,
    name: str,
    email: str,
    association: str = "",
    *,
    locale: str = "",
    network: str = "",
    trap: str = "",
) -> str:
    """Mails a link to the address, which is given back cleaned: the seat is taken when somebody answers from there.

    What is said to the one who typed is the same whether the address is known or not. `trap` is a field that people
    do not see; who fills it in is no person, and is told that all went well.
    """
    event = _open(session, actor, event_id)
    name = words.line(name, field="name", most=NAME_LENGTH)
    email = addresses.email_of(email)
    association = words.line(association, field="association", most=ASSOCIATION_LENGTH, needed=False)
    if trap:
        return email
    if network:
        throttle.count(session, NETWORK, network)
    if throttle.is_open(session, MAILED, email):
        seat = _seat_at(session, event, email)
        if seat.state == SeatState.UNCONFIRMED:
            seat.name, seat.association, seat.locale = name, association, locale
            seat.created_at = now()
        _write_to(session, event, seat, email)
    return email


def confirm(session: Session, actor: Actor, event_id: int, *, key: str = "") -> EventSeat:
    """Answers from the letter: takes up an offered seat, or signs up who has written their address."""
    event = _open(session, actor, event_id)
    seat = _own(session, actor, event, key)
    if seat.state == SeatState.OFFERED:
        if seat.offered_until is None or seat.offered_until <= now():
            raise WrongState("seat_late")
        entry = queue.step(session, actor, seat, SeatAction.CONFIRM)
        where = event.place or event.link
        tell(session, entry, [seat], "seat_registered", event, by_mail=True, where=where)
    elif seat.state in _OUTSIDE:
        seat = _joined_to_account(session, event, seat)
        if seat.state in _OUTSIDE:
            queue.enter(session, actor, event, seat)
    return seat


def cancel(session: Session, actor: Actor, event_id: int, *, key: str = "") -> EventSeat:
    """Gives the seat or the place in the queue back; the next one is asked at once."""
    event = _locked(session, actor, event_id)
    seat = _own(session, actor, event, key)
    if event.starts_at <= now():
        raise WrongState("event_begun")
    entry = queue.step(session, actor, seat, SeatAction.CANCEL)
    seat.offered_until = None
    tell(session, entry, [seat], "seat_cancelled", event, by_mail=True)
    queue.move_up(session, event)
    return seat


def leave_word(session: Session, actor: Actor, event_id: int, note: str, *, key: str = "") -> EventSeat:
    """What the organisers should know, such as an allergy; they alone read it."""
    event = fetch(session, actor, event_id)
    seat = _own(session, actor, event, key)
    if seat.state not in _INSIDE:
        raise WrongState
    seat.note = words.body(note, field="note", most=NOTE_LENGTH, needed=False)
    session.flush()
    return seat


def _open(session: Session, actor: Actor, event_id: int) -> Event:
    """The event, locked, while people can sign up for it."""
    event = _locked(session, actor, event_id)
    if not event.takes_seats:
        raise WrongState("event_closed")
    return event


def _locked(session: Session, actor: Actor, event_id: int) -> Event:
    event = fetch(session, actor, event_id)
    queue.lock(session, event)
    return event


def _own(session: Session, actor: Actor, event: Event, key: str) -> EventSeat:
    seat = seat_of(session, actor, event.id, key)
    if seat is None:
        raise NotFound("seat_gone")
    session.refresh(seat)
    return seat


def _seat_at(session: Session, event: Event, email: str) -> EventSeat:
    """The seat with this address, an account's too, or a new one that waits for an answer."""
    found = session.exec(
        select(EventSeat).where(EventSeat.event_id == event.id, EventSeat.email == email)
    ).one_or_none()
    if found is None:
        person = _person_at(session, email)
        found = _of_person(session, event, person) if person else None
    if found is None:
        found = EventSeat(event_id=event.id, email=email)
        session.add(found)
        session.flush()
    return found


def _write_to(session: Session, event: Event, seat: EventSeat, email: str) -> None:
    told: dict[str, Any] = {"title": event.title, "when": spoken.moment(event.starts_at)}
    link = address(event.id, seat)
    if seat.state in _OUTSIDE:
        hours = ANSWERED_WITHIN // timedelta(hours=1)
        outbox.put(session, email, "seat_answer", locale=seat.locale, link=link, hours=hours, **told)
    else:
        outbox.put(session, email, "seat_there", locale=seat.locale, link=link, **told)


def _joined_to_account(session: Session, event: Event, seat: EventSeat) -> EventSeat:
    """The answer has proved the address: where it is an account's, the seat is that person's."""
    person = _person_at(session, seat.email) if seat.email else None
    if person is None or person.verified_at is None:
        return seat
    if other := _of_person(session, event, person):
        session.delete(seat)
        session.flush()
        return other
    seat.person_id, seat.email, seat.name = person.id, None, ""
    session.flush()
    return seat


def _of_person(session: Session, event: Event, person: Person) -> EventSeat | None:
    return session.exec(
        select(EventSeat).where(EventSeat.event_id == event.id, EventSeat.person_id == person.id)
    ).one_or_none()


def _person_at(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email)).one_or_none()
