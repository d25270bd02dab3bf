"""Trainings and info sessions in every state: with room, full with a queue, called off, and held with feedback."""

from datetime import time, timedelta
from typing import Any

from sqlmodel import select

from models import Event, EventAction, EventSeat, EventState, EventTopic, Repeats, SeatAction
from services import events
from services.actors import VISITOR
from services.demo.stage import Stage, script
from services.events import EventWords

# How long before it an event is announced, and people sign up.
ANNOUNCED, SIGNED_UP = 25, 12


def hold(stage: Stage) -> None:
    for row in script("events"):
        with stage.days_ago(max(ANNOUNCED - row["days"], 2)):
            made = events.create(
                stage.session,
                stage.actor("kaisa"),
                _words(stage, row),
                publish=row["state"] != EventState.DRAFT,
            )
        with stage.days_ago(max(SIGNED_UP - row["days"], 1.5)):
            _take_seats(stage, made, row)
        for who in row.get("cancels", ()):
            with stage.days_ago(0.1):
                events.cancel(stage.session, stage.actor(who), made.id)
        if row["state"] == EventState.CANCELLED:
            with stage.days_ago(1):
                events.move(
                    stage.session, stage.actor("kaisa"), made.id, EventAction.CANCEL, why=row["reason"]
                )
        if row["state"] == EventState.HELD:
            with stage.days_ago(-row["days"] - 2):
                _look_back(stage, made, row)
        if again := row.get("repeats"):
            until = stage.in_days(again["days"])
            events.repeat(stage.session, stage.actor("kaisa"), made.id, Repeats(again["how"]), until)


def _take_seats(stage: Stage, event: Event, row: dict[str, Any]) -> None:
    for who in row.get("seats", ()):
        events.register(stage.session, stage.actor(who), event.id)
        if note := row.get("notes", {}).get(who):
            events.leave_word(stage.session, stage.actor(who), event.id, note)
    for name in row.get("guests", ()):
        address = f"{name.lower().replace(' ', '.').replace('ä', 'a')}@example.org"
        events.sign_up(stage.session, VISITOR, event.id, name, address, locale="fi")
        query = select(EventSeat).where(EventSeat.event_id == event.id, EventSeat.email == address)
        key = events.key_of(stage.session.exec(query).one())
        events.confirm(stage.session, VISITOR, event.id, key=key)


def _look_back(stage: Stage, event: Event, row: dict[str, Any]) -> None:
    """Who was there, and what they thought."""
    for who in row.get("absent", ()):
        query = select(EventSeat.id).where(
            EventSeat.event_id == event.id, EventSeat.person_id == stage.actor(who).id
        )
        seat_id = stage.session.exec(query).one()
        events.mark(stage.session, stage.actor("kaisa"), seat_id, SeatAction.MISS)
    events.mark_rest(stage.session, stage.actor("kaisa"), event.id)
    for who, useful, clear, good, better in row.get("feedback", ()):
        events.give(stage.session, stage.actor(who), event.id, useful, clear, good, better)
    events.hold_past(stage.session)
    events.ask_feedback_due(stage.session)


def _words(stage: Stage, row: dict[str, Any]) -> EventWords:
    starts_at = events.in_finland(stage.in_days(row["days"]), time.fromisoformat(row["at"]))
    return EventWords(
        title=row["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=row["hours"]),
        body=row["body"],
        place=row["place"],
        municipality=row["municipality"],
        link=row["link"],
        topic=EventTopic(row["topic"]),
        link_private=row.get("link_private", False),
        registers=row.get("registers", False),
        capacity=row.get("capacity"),
    )
