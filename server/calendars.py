"""Deadlines of plans, and events, for calendar programmes, which cannot sign in.

Where something is not for everybody, the address itself is the key, and only reads.
"""

from collections.abc import Sequence
from datetime import timedelta

from icalendar import Calendar, Event
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models import WorkspaceError, now
from server.asking import ask
from server.files import LARGEST_ID
from services import events, meetings, plans
from services.database import reading
from services.plans import Entry, Feed
from services.settings import settings
from ui import links
from ui.texts import LOCALES, translated

# As often as a calendar programme may ask again.
_REFRESH = timedelta(hours=6)


async def plan(request: Request) -> Response:
    """The calendar behind this address; 404 for a wrong one, an old one, and one whose person may not see the plan."""
    try:
        body = await run_in_threadpool(_calendar, request.path_params["name"])
    except WorkspaceError:
        return PlainTextResponse("", 404)
    return _answer(body)


async def event(request: Request) -> Response:
    """One event; with its private link for who has a seat, by the cookie or by the key of a letter."""
    number = min(request.path_params["number"], LARGEST_ID)
    body = await ask(request, events.ics, number, key=request.query_params.get("seat", ""))
    return PlainTextResponse("", 404) if body is None else _answer(body)


async def public_events(_request: Request) -> Response:
    return _answer(await run_in_threadpool(_public_events))


async def own_events(request: Request) -> Response:
    """The events that the person of this address has a seat at; 404 for a wrong or an old one."""
    try:
        body = await run_in_threadpool(_own_events, request.path_params["name"])
    except WorkspaceError:
        return PlainTextResponse("", 404)
    return _answer(body)


def _public_events() -> bytes:
    with reading() as session:
        return events.public_feed(session)


def _own_events(name: str) -> bytes:
    with reading() as session:
        return events.read_own_feed(session, name)


def _answer(body: bytes) -> Response:
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": 'inline; filename="kanto.ics"',
        "X-Robots-Tag": "noindex",
    }
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def _calendar(name: str) -> bytes:
    with reading() as session:
        feed = plans.read_feed(session, name)
        coming = meetings.entries_of_plan(session, feed.plan_id)
    return written(feed, coming)


def written(feed: Feed, coming: Sequence[Event] = ()) -> bytes:
    """The feed and the plan's meetings as iCalendar (RFC 5545, with the name and the refresh of RFC 7986)."""
    locale = feed.locale if feed.locale in LOCALES else LOCALES[0]
    calendar = Calendar()
    calendar.add("prodid", "-//Kanto//plans//FI")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, feed.plan)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for entry in feed.entries:
        calendar.add_component(_event(feed, entry, locale))
    if feed.closes_on:
        closing = Entry(f"close-{feed.plan_id}", feed.closes_on, translated(locale, "schedule.call_closes"))
        calendar.add_component(_event(feed, closing, locale))
    for meeting in coming:
        calendar.add_component(meeting)
    made: bytes = calendar.to_ical()
    return made


def _event(feed: Feed, entry: Entry, locale: str) -> Event:
    title = translated(locale, f"deadline_step.{entry.step}") if entry.step else entry.title
    link = settings().base_url + links.address("plan", id=feed.plan_id, view="schedule")
    event = Event()
    event.add("uid", f"{entry.key}-{feed.plan_id}@kanto")
    event.add("dtstamp", now())
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"✓ {title}" if entry.done else title)
    event.add("description", "\n".join(filter(None, (entry.who, feed.plan, link))))
    event.add("url", link)
    # A deadline takes nobody's day.
    event.add("transp", "TRANSPARENT")
    return event


ROUTES = [
    Route("/calendars/{name}.ics", plan, methods=["GET"]),
    Route("/events.ics", public_events, methods=["GET"]),
    Route("/events/{number:int}.ics", event, methods=["GET"]),
    Route("/events/mine/{name}.ics", own_events, methods=["GET"]),
]
