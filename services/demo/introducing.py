"""Associations that Kaisa introduces to each other: open, agreed, followed up, declined and too late."""

from datetime import timedelta
from typing import Any

from models import IntroductionOutcome, today
from services import introductions
from services.demo.stage import Stage, script


def introduce(stage: Stage) -> None:
    for row in script("introductions"):
        _introduce(stage, row)


def _introduce(stage: Stage, row: dict[str, Any]) -> None:
    session, kaisa = stage.session, stage.actor("kaisa")
    sides = [stage.associations[key] for key in row["sides"]]
    idea_id = stage.ideas[row["idea"]] if "idea" in row else None
    with stage.days_ago(row["days_ago"]):
        reply_by = today() + timedelta(days=row["reply_in"])
        made = introductions.propose(session, kaisa, sides, row["words"], reply_by, idea_id=idea_id)
    for number, key in enumerate(row["agree"], start=1):
        with stage.days_ago(row["days_ago"] - number):
            introductions.agree(session, stage.actor(key), made.id)
    if "decline" in row:
        with stage.days_ago(row["days_ago"] - 4):
            introductions.decline(session, stage.actor(row["decline"]), made.id, row["reason"])
    if "expires" in row:
        with stage.days_ago(row["days_ago"] - row["reply_in"] - 1):
            introductions.expire_due(session)
    if "outcome" in row:
        with stage.days_ago(row["outcome_days_ago"]):
            outcome = IntroductionOutcome(row["outcome"])
            introductions.follow_up(session, kaisa, made.id, outcome, row["said"])
