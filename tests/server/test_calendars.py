"""The calendar behind a secret address, as a calendar programme reads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models import DeadlineStep, EventState, now
from server import calendars
from services import events, plans
from tests.cast import cast_in
from tests.services.circle_world import call
from tests.services.plan_world import END, make_plan, make_task
from tests.services.test_events import make_event


@pytest.fixture
def client(engine: Engine) -> TestClient:
    return TestClient(Starlette(routes=calendars.ROUTES))


def test_a_calendar_programme_reads_the_plans_days(engine: Engine, client: TestClient) -> None:
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        plan = make_plan(cast, "Kahvila; kaikille, aina")
        task = make_task(cast, plan, "Öljylämpö\r\nBEGIN:VEVENT")
        plans.set_day(session, cast.aino, plan.id, plans.TOGETHER, DeadlineStep.SUBMIT, END)
        meeting = call(cast, plan)
        path = plans.make_feed(session, cast.pekka, plan.id)
        cast.people["pekka"].locale = "sv"
        session.commit()

    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["name"]) == "Kahvila; kaikille, aina"
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 11
    assert str(events[f"meeting-{meeting.id}@kanto.example"]["summary"]) == "Syyskokous"
    found = events[f"task-{task.id}-{plan.id}@kanto"]
    assert str(found["summary"]) == "Öljylämpö BEGIN:VEVENT"
    assert (found.decoded("dtstart"), found.decoded("dtend").isoformat()) == (END, "2026-11-16")
    assert str(found["url"]) == f"http://kanto.example/plan?id={plan.id}&view=schedule"
    assert str(events[f"step-0-submit-{plan.id}@kanto"]["summary"]) == "Ansökan skickad"


@pytest.mark.parametrize("name", ["1-wrong", "x", "1", "99999999999999999999-x"])
def test_a_wrong_address_is_not_found_and_says_nothing(engine: Engine, client: TestClient, name: str) -> None:
    with Session(engine) as session:
        cast = cast_in(session)
        plans.make_feed(session, cast.aino, make_plan(cast).id)
        session.commit()

    answer = client.get(f"/calendars/{name}.ics")

    assert (answer.status_code, answer.text) == (404, "")


def test_the_closing_of_the_call_stands_in_the_calendar() -> None:
    feed = plans.Feed(7, "Kahvila", "xx", date(2027, 1, 15), [])

    (event,) = Calendar.from_ical(calendars.written(feed)).walk("VEVENT")

    assert str(event["summary"]) == "Hakuaika päättyy"


def test_an_event_is_read_by_everybody_and_its_link_by_those_with_a_seat(
    engine: Engine, client: TestClient
) -> None:
    with Session(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        at = now() + timedelta(days=3)
        private: dict[str, Any] = {
            "registers": True,
            "link_private": True,
            "starts_at": at,
            "ends_at": at + timedelta(hours=1),
        }
        event = make_event(cast, **private)
        draft = make_event(cast, EventState.DRAFT)
        seat = events.register(session, cast.aino, event.id)
        own = events.make_own_feed(session, cast.aino)
        key = events.key_of(seat)
        session.commit()

    def links(path: str) -> list[bool]:
        answer = client.get(path)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        found = Calendar.from_ical(answer.content).walk("VEVENT")
        return ["example.org/info" in str(each["description"]) for each in found]

    assert links("/events.ics") == [False]
    assert links(f"/events/{event.id}.ics") == [False]
    assert links(f"/events/{event.id}.ics?seat={key}") == [True]
    assert links(own) == [True]
    for path in (
        f"/events/{draft.id}.ics",
        "/events/99999999999.ics",
        own.replace("-", "-x"),
        "/events/mine/x.ics",
    ):
        assert client.get(path).status_code == 404
