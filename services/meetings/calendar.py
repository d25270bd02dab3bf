"""A meeting as a calendar file: for the calendar of a telephone or a tablet."""

from urllib.parse import urlsplit

from icalendar import Calendar, Event
from sqlmodel import Session, col, select

from models import Meeting, MeetingStage, Visibility
from services.actors import Actor
from services.meetings.access import address, fetch
from services.settings import settings

# As many as anybody has in mind; a calendar keeps what it has read.
MOST = 100


def ics(session: Session, actor: Actor, meeting_id: int) -> bytes:
    """The file for somebody who may know of the meeting; who imports it again gets the changed times."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kanto//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event_of(fetch(session, actor, meeting_id)))
    file: bytes = calendar.to_ical()
    return file


def entries_of_plan(session: Session, plan_id: int) -> list[Event]:
    """The plan's meetings for its feed, those called off too, so that they go out of calendars as well.

    The caller has checked that the plan may be seen.
    """
    query = select(Meeting).where(Meeting.plan_id == plan_id, Meeting.state == Visibility.VISIBLE)
    newest = query.order_by(col(Meeting.starts_at).desc(), col(Meeting.id)).limit(MOST)
    return [event_of(meeting) for meeting in session.exec(newest)]


def event_of(meeting: Meeting) -> Event:
    """One entry; the same meeting has the same name in every calendar, so that it is there once."""
    base = settings().base_url
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{urlsplit(base).hostname}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.created_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("location", meeting.place or meeting.link)
    event.add("description", "\n\n".join(filter(None, (meeting.body, meeting.link))))
    event.add("url", f"{base}{address(meeting.id)}")
    event.add("status", "CANCELLED" if meeting.stage == MeetingStage.CANCELLED else "CONFIRMED")
    return event
