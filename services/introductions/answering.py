"""Each side agrees or declines; the desk takes its proposal back, and writes down what came of it."""

from datetime import timedelta

from sqlmodel import Session

from models import (
    Association,
    Forbidden,
    Introduction,
    IntroductionAction,
    IntroductionAnswer,
    IntroductionOutcome,
    IntroductionSide,
    JournalEntry,
    Kind,
    WrongState,
    now,
    today,
)
from services import journal, words
from services.actors import Actor
from services.introductions.access import fetch, homes_of, may, sides_of, waiting_for_answer
from services.introductions.telling import give_contacts, tell_desk, tell_sides

Action = IntroductionAction
REASON_LENGTH = 1000
# After so long the desk asks how it went, and again while talks go on.
ASKED_AFTER = timedelta(weeks=6)


def agree(session: Session, actor: Actor, introduction_id: int) -> Introduction:
    """This side's yes; with the last one the sides read each other's contacts."""
    introduction, sides = _allowed(session, actor, introduction_id, Action.AGREE)
    before = introduction.state
    introduction.move(Action.AGREE)
    mine = waiting_for_answer(actor, sides)
    if not mine:
        raise WrongState("introduction_answered_already")
    for side in mine:
        _answer(actor, side, IntroductionAnswer.AGREED)
    if all(side.state == IntroductionAnswer.AGREED for side in sides):
        introduction.move(Action.COMPLETE)
        introduction.follow_up_on = today() + ASKED_AFTER
        entry = _record(session, actor, introduction, Action.COMPLETE, before=before)
        tell_sides(session, entry, introduction, "complete")
        give_contacts(session, actor, introduction)
        tell_desk(session, entry, introduction, "completed")
    else:
        entry = _record(session, actor, introduction, Action.AGREE, before=before)
        tell_desk(session, entry, introduction, "agree", _name(session, mine[0]))
    return introduction


def decline(session: Session, actor: Actor, introduction_id: int, reason: str) -> Introduction:
    """One side's no ends it. Why is for the desk; the others read that nothing came of it, and not through whom."""
    introduction, sides = _allowed(session, actor, introduction_id, Action.DECLINE)
    reason = words.body(reason, field="reason", most=REASON_LENGTH)
    before = introduction.state
    introduction.move(Action.DECLINE)
    mine = [side for side in sides if actor.acts_for(side.association_id)]
    for side in mine:
        _answer(actor, side, IntroductionAnswer.DECLINED)
        side.reason = reason
    # The journal is read by more people than the desk: it says that it was declined, and not why.
    entry = _record(session, actor, introduction, Action.DECLINE, before=before)
    others = set(homes_of(sides)) - set(homes_of(mine))
    tell_sides(session, entry, introduction, "ended", only=others)
    tell_desk(session, entry, introduction, "decline", _name(session, mine[0]))
    return introduction


def withdraw(session: Session, actor: Actor, introduction_id: int, reason: str = "") -> Introduction:
    introduction, _ = _allowed(session, actor, introduction_id, Action.WITHDRAW)
    reason = words.body(reason, field="reason", most=REASON_LENGTH, needed=False)
    before = introduction.state
    introduction.move(Action.WITHDRAW)
    introduction.reason = reason
    entry = _record(session, actor, introduction, Action.WITHDRAW, before=before, why=reason)
    tell_sides(session, entry, introduction, "withdraw")
    return introduction


def end_merged(session: Session, actor: Actor, introduction: Introduction) -> None:
    """Its two sides are one association now. Who made them one tells their people."""
    before = introduction.state
    introduction.move(Action.WITHDRAW)
    _record(session, actor, introduction, Action.WITHDRAW, before=before)


def follow_up(
    session: Session, actor: Actor, introduction_id: int, outcome: IntroductionOutcome, said: str = ""
) -> Introduction:
    """What came of it, for the desk and the statistics; while talks go on the desk is asked again later."""
    introduction, _ = _allowed(session, actor, introduction_id, Action.FOLLOW_UP)
    said = words.body(said, field="outcome_words", most=2000, needed=False)
    before = introduction.outcome or introduction.state
    introduction.move(Action.FOLLOW_UP)
    introduction.outcome, introduction.outcome_words = outcome, said
    goes_on = outcome == IntroductionOutcome.GOES_ON
    introduction.follow_up_on = today() + ASKED_AFTER if goes_on else None
    session.flush()
    journal.record(
        session,
        actor,
        Kind.INTRODUCTION,
        introduction.id,
        Action.FOLLOW_UP,
        before=before,
        after=outcome,
    )
    return introduction


def _allowed(
    session: Session, actor: Actor, introduction_id: int, action: IntroductionAction
) -> tuple[Introduction, list[IntroductionSide]]:
    """The introduction, held until the end of the act: of two answers the second one sees the first."""
    introduction = fetch(session, actor, introduction_id)
    if not may(actor, action, homes_of(sides_of(session, introduction.id))):
        raise Forbidden
    session.refresh(introduction, with_for_update=True)
    return introduction, sides_of(session, introduction.id)


def _answer(actor: Actor, side: IntroductionSide, state: IntroductionAnswer) -> None:
    side.state, side.answered_by, side.answered_at = state, actor.id, now()


def _record(
    session: Session,
    actor: Actor,
    introduction: Introduction,
    action: IntroductionAction,
    *,
    before: str,
    why: str = "",
) -> JournalEntry:
    session.flush()
    return journal.record(
        session,
        actor,
        Kind.INTRODUCTION,
        introduction.id,
        action,
        before=before,
        after=introduction.state,
        why=why,
    )


def _name(session: Session, side: IntroductionSide) -> str:
    return session.get_one(Association, side.association_id).name
