"""Feedback on the service: anybody gives it, those who keep the service deal with it and answer by e-mail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, false, select
from sqlmodel import Session, col, delete

from models import (
    FINLAND,
    Feedback,
    FeedbackAction,
    FeedbackState,
    FeedbackTopic,
    Invalid,
    Kind,
    NotFound,
    Person,
    now,
)
from services import clicks, journal, notices, outbox, spam, words
from services.accounts import addresses, throttle
from services.actors import Actor
from services.paging import PAGE_SIZE, Page, carded, paged

LONGEST = 4000
# By the act on digital services (306/2019, section 10) feedback on accessibility is answered within two weeks.
ANSWERED_WITHIN = timedelta(days=14)
# Deleted so long after it was dealt with.
KEPT = timedelta(days=365)
PACE = spam.Pace(5, timedelta(hours=1))
VISITORS = throttle.Limit("feedback", 5, timedelta(minutes=5), timedelta(hours=4))


@dataclass(frozen=True)
class FeedbackView:
    id: int
    topic: FeedbackTopic
    words: str
    email: str
    # Of who was signed in.
    sender: str
    state: FeedbackState
    at: datetime
    # By when it must be answered, where the law says so.
    answer_by: date | None
    answer: str
    handled_by: str
    handled_at: datetime | None


def may_read(actor: Actor) -> bool:
    return actor.is_facilitator or actor.is_admin


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    query = select(*(selected or (Feedback,)))
    return query if may_read(actor) else query.where(false())


def give(
    session: Session,
    actor: Actor,
    topic: FeedbackTopic | None,
    text: str,
    email: str = "",
    *,
    locale: str = "",
    address: str = "",
    trap: str = "",
) -> None:
    """Keeps it and tells those who keep the service.

    To a machine, which has filled in the field that no person sees, it looks the same, and nothing is kept.
    """
    if topic is None:
        raise Invalid("needed", field="topic")
    text = words.body(text, field="words", most=LONGEST)
    email = addresses.email_of(email) if email.strip() else ""
    if trap:
        return
    same: dict[str, Any] = {"words": text, "email": email, "person_id": actor.person_id}
    if clicks.just_made(session, Feedback, **same):
        return
    spam.check_links(actor, text, field="words")
    if not actor.is_visitor:
        spam.check_pace(session, Feedback, PACE, person_id=actor.id)
    elif address:
        throttle.count(session, VISITORS, address)
    given = Feedback(topic=topic, locale=locale, **same)
    session.add(given)
    session.flush()
    _tell(session, actor, given)


def _tell(session: Session, actor: Actor, given: Feedback) -> None:
    entry = journal.record(session, actor, Kind.FEEDBACK, given.id, "give", after=given.state)
    notices.tell(
        session,
        entry,
        notices.facilitators(session),
        "feedback_given",
        f"/feedback_desk?id={given.id}",
        topic_key=f"feedback_topic.{given.topic}",
    )


def of(
    session: Session,
    actor: Actor,
    *,
    state: FeedbackState = FeedbackState.NEW,
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[FeedbackView]:
    """What waits, the oldest first; what is dealt with, the newest first."""
    if not may_read(actor):
        raise NotFound
    query = _with_people(actor).where(col(Feedback.state) == state)
    key = [col(Feedback.created_at), col(Feedback.id)]
    found = paged(session, query, key=key, after=after, descending=state == FeedbackState.HANDLED, size=size)
    return carded(found, lambda row: _view(*row))


def view(session: Session, actor: Actor, feedback_id: int) -> FeedbackView:
    row = session.execute(_with_people(actor).where(col(Feedback.id) == feedback_id)).first()
    if row is None:
        raise NotFound
    return _view(*row)


def handle(session: Session, actor: Actor, feedback_id: int, answer: str = "") -> None:
    """It is dealt with; the words of an answer, where there are some, go to its sender by e-mail."""
    given = _fetch(session, actor, feedback_id)
    answer = words.body(answer, field="answer", most=LONGEST, needed=False)
    if answer and not given.email:
        raise Invalid("feedback_no_address", field="answer")
    _move(session, actor, given, FeedbackAction.HANDLE)
    given.answer, given.handled_by, given.handled_at = answer, actor.id, now()
    if answer:
        said: dict[str, Any] = {"words": given.words, "answer": answer}
        outbox.put(session, given.email, "feedback_answer", locale=given.locale, **said)


def reopen(session: Session, actor: Actor, feedback_id: int) -> None:
    _move(session, actor, _fetch(session, actor, feedback_id), FeedbackAction.REOPEN)


def forget_old(session: Session) -> None:
    session.exec(
        delete(Feedback).where(
            col(Feedback.state) == FeedbackState.HANDLED, col(Feedback.handled_at) < now() - KEPT
        )
    )


def _fetch(session: Session, actor: Actor, feedback_id: int) -> Feedback:
    """Held until the end: of two who answer at once the second is told so."""
    query = visible(actor).where(col(Feedback.id) == feedback_id).with_for_update()
    found: Feedback | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _move(session: Session, actor: Actor, given: Feedback, action: FeedbackAction) -> None:
    before = given.state
    given.move(action)
    journal.record(session, actor, Kind.FEEDBACK, given.id, action, before=before, after=given.state)


def _with_people(actor: Actor) -> Select[Any]:
    sender = select(col(Person.name)).where(col(Person.id) == Feedback.person_id).scalar_subquery()
    handler = select(col(Person.name)).where(col(Person.id) == Feedback.handled_by).scalar_subquery()
    return visible(actor, Feedback, sender.label("sender"), handler.label("handler"))


def _view(given: Feedback, sender: str | None, handler: str | None) -> FeedbackView:
    by_law = given.topic == FeedbackTopic.ACCESSIBILITY
    return FeedbackView(
        id=given.id,
        topic=given.topic,
        words=given.words,
        email=given.email,
        sender=sender or "",
        state=given.state,
        at=given.created_at,
        answer_by=(given.created_at + ANSWERED_WITHIN).astimezone(FINLAND).date() if by_law else None,
        answer=given.answer,
        handled_by=handler or "",
        handled_at=given.handled_at,
    )
