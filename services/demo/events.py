"""Trainings and info sessions in every state."""

from datetime import time, timedelta
from typing import Any

from models import EventAction, EventState
from services import events
from services.demo.stage import Stage, script
from services.events import EventWords

# How long before it an event is announced.
ANNOUNCED = 25


def hold(stage: Stage) -> None:
    for row in script("events"):
        with stage.days_ago(max(ANNOUNCED - row["days"], 2)):
            made = events.create(
                stage.session,
                stage.actor("kaisa"),
                _words(stage, row),
                publish=row["state"] != EventState.DRAFT,
            )
        if row["state"] == EventState.CANCELLED:
            with stage.days_ago(1):
                events.move(
                    stage.session, stage.actor("kaisa"), made.id, EventAction.CANCEL, why=row["reason"]
                )
    events.hold_past(stage.session)


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
    )
