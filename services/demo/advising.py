"""Advice: times to book, a case with a time, one that waits, one that is over, and answers for everybody; feedback."""

from datetime import time, timedelta
from typing import Any

from models import AdviceCase, AdviceChannel, Decision, FeedbackTopic, Kind
from services import advice, articles, events, feedback
from services.actors import VISITOR
from services.advice import AdviceWords, Notes
from services.demo.stage import Stage, script


def advise(stage: Stage) -> None:
    play = script("advice")
    for row in play["times"]:
        starts_at = events.in_finland(stage.in_days(row["days"]), time.fromisoformat(row["at"]))
        ends_at = starts_at + timedelta(hours=row["hours"])
        adviser = stage.actor(row["by"])
        advice.offer(stage.session, adviser, starts_at, ends_at, minutes=row["minutes"], place=row["place"])
    for row in play["cases"]:
        with stage.days_ago(row["days_ago"]):
            case = _ask(stage, row)
        with stage.days_ago(row["days_ago"] - 0.5):
            _go_on(stage, row, case)
    for row in play["articles"]:
        with stage.days_ago(row["days_ago"]):
            author = stage.actor(row["by"])
            article = articles.create(stage.session, author, row["title"], row["body"], submit=True)
        with stage.days_ago(row["days_ago"] - 0.5):
            stage.decide(Kind.ARTICLE, article.id, Decision.PUBLISH)


def hear(stage: Stage) -> None:
    """Feedback on the service: what waits, and what has been answered."""
    for row in script("feedback"):
        with stage.days_ago(row["days_ago"]):
            sender = stage.actor(row["by"]) if "by" in row else VISITOR
            feedback.give(stage.session, sender, FeedbackTopic(row["topic"]), row["words"], row["email"])
        if answer := row.get("answer"):
            with stage.days_ago(row["days_ago"] - 1):
                kaisa = stage.actor("kaisa")
                [oldest, *_] = feedback.of(stage.session, kaisa).rows
                feedback.handle(stage.session, kaisa, oldest.id, answer)


def _ask(stage: Stage, row: dict[str, Any]) -> AdviceCase:
    asker = stage.actor(row["by"])
    words = {name: row.get(name, "") for name in ("topic", "body", "wishes", "contact")}
    typed = AdviceWords(**words, channel=AdviceChannel(row["channel"]), municipality=row["municipality"])
    slot = advice.free(stage.session, asker)[0].id if row.get("book") else None
    return advice.ask(stage.session, asker, typed, slot_id=slot)


def _go_on(stage: Stage, row: dict[str, Any], case: AdviceCase) -> None:
    session = stage.session
    asker = stage.actor(row["by"])
    if guest := row.get("invite"):
        advice.invite(session, asker, case.id, stage.people[guest])
    if file := row.get("file"):
        by, name, text = file
        advice.add_file(session, stage.actor(by), case.id, name, text.encode())
    for by, body in row.get("messages", []):
        advice.say(session, stage.actor(by), case.id, body)
    if where := row.get("where"):
        advice.note(session, stage.actor("kaisa"), case.id, Notes(where=where), number=case.notes_number)
    if adviser := row.get("take"):
        advice.take(session, stage.actor(adviser), case.id)
        notes = Notes(minutes=row["minutes"])
        advice.answer(session, stage.actor(adviser), case.id, row["outcome"], notes, number=case.notes_number)
    if row.get("close"):
        advice.close(session, asker, case.id)
