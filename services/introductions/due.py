"""What the clock does to introductions; the job that calls it may run as often as it likes."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Introduction,
    IntroductionAction,
    IntroductionAnswer,
    IntroductionState,
    JournalEntry,
    Kind,
    today,
)
from services import journal
from services.introductions.access import homes_of, sides_of
from services.introductions.telling import tell_desk, tell_sides

REMINDED_BEFORE = timedelta(days=3)
# So many in one transaction; the next run takes the rest.
MOST = 100
REMIND, COME_BACK = "remind", "come_back"


def expire_due(session: Session) -> int:
    """Closes those whose reply-by day has passed in Finland; how many."""
    due = _in_state(session, IntroductionState.PROPOSED, col(Introduction.reply_by) < today())
    for introduction in due:
        before = introduction.state
        introduction.move(IntroductionAction.EXPIRE)
        entry = _record(session, introduction, IntroductionAction.EXPIRE, before)
        tell_sides(session, entry, introduction, "ended")
        tell_desk(session, entry, introduction, "expire")
    return len(due)


def remind_due(session: Session) -> int:
    """Reminds the sides that have not answered, three days before the last day, once; how many introductions."""
    near = col(Introduction.reply_by).between(today(), today() + REMINDED_BEFORE)
    due = _in_state(session, IntroductionState.PROPOSED, near & ~_noted(REMIND))
    for introduction in due:
        entry = _record(session, introduction, REMIND, introduction.state)
        waiting = [
            side for side in sides_of(session, introduction.id) if side.state == IntroductionAnswer.WAITING
        ]
        tell_sides(session, entry, introduction, "remind", only=homes_of(waiting))
    return len(due)


def follow_up_due(session: Session) -> int:
    """Reminds the desk to ask how it went, once for each day that was set for it; how many."""
    asked = _noted(COME_BACK, since=col(Introduction.follow_up_on))
    over = col(Introduction.follow_up_on) <= today()
    found = [
        introduction
        for state in (IntroductionState.AGREED, IntroductionState.FOLLOWED_UP)
        for introduction in _in_state(session, state, over & ~asked)
    ]
    for introduction in found:
        tell_desk(
            session, _record(session, introduction, COME_BACK, introduction.state), introduction, "come_back"
        )
    return len(found)


def _in_state(session: Session, state: IntroductionState, when: Any) -> list[Introduction]:
    query = (
        select(Introduction)
        .where(Introduction.state == state, when)
        .order_by(col(Introduction.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def _noted(action: str, since: Any = None) -> Any:
    query = select(JournalEntry.id).where(
        JournalEntry.kind == Kind.INTRODUCTION,
        JournalEntry.thing_id == Introduction.id,
        JournalEntry.action == action,
    )
    return (query if since is None else query.where(col(JournalEntry.day) >= since)).exists()


def _record(session: Session, introduction: Introduction, action: str, before: str) -> JournalEntry:
    session.flush()
    return journal.record(
        session, None, Kind.INTRODUCTION, introduction.id, action, before=before, after=introduction.state
    )
