"""Events for calendars: one as a file, the public ones as a feed, and a feed of those that somebody comes to.

The link to join by stands in the entry, where it may be known: a calendar is where people look for it.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry
from sqlmodel import Session, col, select

from models import Event, EventFeed, EventSeat, EventState, NotFound, Person, SeatState, now
from services.actors import VISITOR, Actor, actor_of
from services.events import access
from services.events.keys import seat_of
from services.events.reading import knows_link
from services.settings import settings

MOST = 100
# What has been stays in a calendar for a while.
BACK = timedelta(days=60)
REFRESH = timedelta(hours=6)
_SIGNED = 43


def ics(session: Session, actor: Actor, event_id: int, *, key: str = "") -> bytes:
    """One event as a file; with the private link for those who have a seat."""
    event = access.fetch(session, actor, event_id)
    seat = seat_of(session, actor, event.id, key)
    return _written([_entry(event, with_link=knows_link(actor, event, seat))])


def public_feed(session: Session) -> bytes:
    """What everybody may know of, those called off too, so that they go out of calendars as well."""
    query = access.visible(VISITOR).where(col(Event.ends_at) > now() - BACK)
    found = session.scalars(query.order_by(col(Event.starts_at), col(Event.id)).limit(MOST))
    return _written([_entry(event, with_link=knows_link(VISITOR, event, None)) for event in found])


def own_feed_of(session: Session, actor: Actor) -> str | None:
    """The path of this person's own feed; None before they have asked for one."""
    row = _row(session, actor)
    return _path(row) if row and not row.ended else None


def make_own_feed(session: Session, actor: Actor) -> str:
    row = _row(session, actor)
    if row is None:
        row = EventFeed(person_id=actor.id)
        session.add(row)
    row.ended = False
    session.flush()
    return _path(row)


def end_own_feed(session: Session, actor: Actor) -> None:
    """No address opens it any more; the row stays, so that an old number never comes again."""
    if row := _row(session, actor):
        row.number += 1
        row.ended = True


def read_own_feed(session: Session, name: str) -> bytes:
    """The events that the address's person has a seat at; NotFound for a wrong or an old address."""
    number, _, signature = name.partition("-")
    row = session.get(EventFeed, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or row.ended or not hmac.compare_digest(_signature(row).encode(), signature.encode()):
        raise NotFound
    actor = actor_of(session, session.get_one(Person, row.person_id))
    mine = select(EventSeat.event_id).where(
        EventSeat.person_id == row.person_id,
        col(EventSeat.state).in_((SeatState.REGISTERED, SeatState.ATTENDED)),
    )
    query = access.visible(actor).where(col(Event.id).in_(mine), col(Event.ends_at) > now() - BACK)
    found = session.scalars(query.order_by(col(Event.starts_at), col(Event.id)).limit(MOST))
    return _written([_entry(event, with_link=True) for event in found])


def _row(session: Session, actor: Actor) -> EventFeed | None:
    if actor.is_visitor:
        raise NotFound
    return session.exec(select(EventFeed).where(EventFeed.person_id == actor.id)).one_or_none()


def _path(row: EventFeed) -> str:
    return f"/events/mine/{row.id}-{_signature(row)}.ics"


def _signature(row: EventFeed) -> str:
    said = f"event-feed:{row.id}:{row.person_id}:{row.number}"
    return hmac.new(settings().secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:_SIGNED]


def _written(entries: Sequence[Entry]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Kanto//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file


def _entry(event: Event, *, with_link: bool) -> Entry:
    """The same event has the same name in every calendar, so that it is there once and moves with its time."""
    base = settings().base_url
    link = event.link if with_link else ""
    entry = Entry()
    entry.add("uid", f"event-{event.id}@{urlsplit(base).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", event.created_at)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.title)
    entry.add("location", event.place or link)
    entry.add("description", "\n\n".join(filter(None, (event.body, link))))
    entry.add("url", f"{base}/event?id={event.id}")
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    return entry
