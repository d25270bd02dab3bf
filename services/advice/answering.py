"""The advisers write down what was said, answer, and come back to it; the case is closed, and opened again."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models import AdviceAction, AdviceCase, Conflict, Invalid, now, today
from services import words
from services.actors import Actor
from services.advice import access, slots, telling, words_of

WHERE_LENGTH = 500
MINUTES_LENGTH = 10000
OUTCOME_LENGTH = 5000


@dataclass(frozen=True)
class Notes:
    """What the advisers keep of a case; its people read it."""

    where: str = ""
    minutes: str = ""
    follow_up_on: date | None = None


def note(session: Session, actor: Actor, case_id: int, notes: Notes, *, number: int) -> AdviceCase:
    """Keeps minutes, place and the day to come back; Conflict when another adviser has saved since `number`."""
    case = access.take(session, actor, case_id, AdviceAction.NOTE).case
    _keep(case, notes, number)
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.NOTE)
    telling.inform(session, case, entry, "noted")
    return case


def answer(
    session: Session, actor: Actor, case_id: int, outcome: str, notes: Notes, *, number: int
) -> AdviceCase:
    """What came of it, in words that help; an answer can be put better later."""
    case = access.take(session, actor, case_id, AdviceAction.ANSWER).case
    outcome = words.body(outcome, field="outcome", most=OUTCOME_LENGTH)
    _keep(case, notes, number, outcome=outcome)
    before = case.state
    case.move(AdviceAction.ANSWER)
    case.answered_at = now()
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.ANSWER, before=before, after=case.state)
    telling.inform(session, case, entry, "answered")
    return case


def close(session: Session, actor: Actor, case_id: int) -> AdviceCase:
    """The requester or an adviser ends it; a time to come is given back."""
    case = access.take(session, actor, case_id, AdviceAction.CLOSE).case
    slot = slots.slot_of(session, case.id)
    if slot is not None and slot.starts_at > now():
        slots.let_go(session, case)
    before = case.state
    case.move(AdviceAction.CLOSE)
    case.closed_at = case.active_at = now()
    case.follow_up_on = None
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.CLOSE, before=before, after=case.state)
    telling.inform(session, case, entry, "closed")
    return case


def reopen(session: Session, actor: Actor, case_id: int) -> AdviceCase:
    """It waits for an answer again, with its advisers if they are there still, else in the queue."""
    seated = access.take(session, actor, case_id, AdviceAction.REOPEN)
    case = seated.case
    before = case.state
    case.move(AdviceAction.REOPEN)
    case.closed_at = case.warned_at = None
    case.waiting_since = case.active_at = now()
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.REOPEN, before=before, after=case.state)
    telling.inform(session, case, entry, "reopened")
    if not telling.advisers_of(session, case.id):
        telling.inform_desk(session, entry)
    return case


def _keep(case: AdviceCase, notes: Notes, number: int, **more: str) -> None:
    if case.notes_number != number:
        raise Conflict("advice_meanwhile")
    if notes.follow_up_on and notes.follow_up_on < today() and notes.follow_up_on != case.follow_up_on:
        raise Invalid("advice_follow_up_past", field="follow_up_on")
    words_of.change(
        case,
        where=words.body(notes.where, field="where", most=WHERE_LENGTH, needed=False),
        minutes=words.body(notes.minutes, field="minutes", most=MINUTES_LENGTH, needed=False),
        **more,
    )
    if case.follow_up_on != notes.follow_up_on:
        case.follow_up_on, case.followed_up_at = notes.follow_up_on, None
    case.active_at = now()
    case.notes_number += 1
