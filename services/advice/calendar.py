"""A booked time as a calendar file: when, and where to read more; calendars are synchronised to who knows where."""

from urllib.parse import urlsplit

from icalendar import Calendar, Event
from sqlmodel import Session

from models import AdviceReadingOf, NotFound
from services.actors import Actor
from services.advice import access, readings, slots
from services.settings import settings


def ics(session: Session, actor: Actor, case_id: int, summary: str) -> bytes:
    """`summary` is what the entry is called, the same for every case. NotFound while no time is booked."""
    case = access.fetch(session, actor, case_id).case
    slot = slots.slot_of(session, case.id)
    if slot is None:
        raise NotFound
    readings.note(session, actor, case, AdviceReadingOf.CALENDAR)
    base = settings().base_url
    event = Event()
    event.add("uid", f"advice-{case.id}@{urlsplit(base).hostname}")
    event.add("sequence", case.version)
    event.add("dtstamp", case.created_at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", summary)
    event.add("class", "CONFIDENTIAL")
    event.add("url", base + access.address(case.id))
    calendar = Calendar()
    calendar.add("prodid", "-//Kanto//Advice//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file
