"""What the clock does with cases: it reminds of what was to be followed up, and deletes what is kept no longer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from models import FINLAND, AdviceCase, AdviceFile, AdviceState, Kind, Notice, now, today
from services.advice import telling
from services.settings import settings

# So long before the deletion the case's people hear of it.
WARNED_BEFORE = timedelta(days=30)
# So many in one transaction; the next run of the job takes the rest.
MOST = 100


def follow_up_due(session: Session) -> int:
    """Tells the advisers on the day that they meant to come back to a case."""
    due = _some(
        session,
        col(AdviceCase.follow_up_on) <= today(),
        col(AdviceCase.followed_up_at).is_(None),
        AdviceCase.state != AdviceState.CLOSED,
    )
    for case in due:
        case.followed_up_at = now()
        entry = telling.record(session, None, case, "follow_up")
        advisers = telling.advisers_of(session, case.id)
        telling.inform_these(session, case, entry, advisers, "follow_up")
    return len(due)


def warn_due(session: Session) -> int:
    """Tells the people of cases that are deleted in a month."""
    due = _some(
        session,
        AdviceCase.state == AdviceState.CLOSED,
        col(AdviceCase.closed_at) <= now() - _kept() + WARNED_BEFORE,
        col(AdviceCase.warned_at).is_(None),
    )
    for case in due:
        case.warned_at = now()
        entry = telling.record(session, None, case, "warn")
        telling.inform(session, case, entry, "deletion")
    return len(due)


def delete_due(session: Session) -> list[str]:
    """Deletes closed cases whose time is over and whose people were warned a month ago.

    Gives the names of their sealed files, for the caller to drop from the store once this holds.
    """
    due = _some(
        session,
        AdviceCase.state == AdviceState.CLOSED,
        col(AdviceCase.closed_at) <= now() - _kept(),
        col(AdviceCase.warned_at) <= now() - WARNED_BEFORE,
    )
    return delete_cases(session, due)


def delete_cases(session: Session, cases: Sequence[AdviceCase]) -> list[str]:
    """Deletes them with all that is in them; the journal's rows stay. Gives the names of their sealed files."""
    gone = [case.id for case in cases]
    files = list(session.exec(select(AdviceFile.sha256).where(col(AdviceFile.case_id).in_(gone))))
    for case in cases:
        telling.record(session, None, case, "delete", before=case.state)
    session.flush()
    # Their links would lead nowhere.
    session.exec(delete(Notice).where(col(Notice.kind) == Kind.ADVICE, col(Notice.thing_id).in_(gone)))
    # Seats, messages, files and readings go with it.
    session.exec(delete(AdviceCase).where(col(AdviceCase.id).in_(gone)))
    session.expire_all()
    return files


def deleted_on(case: AdviceCase) -> date | None:
    """The day on which it goes, once its people have been warned."""
    if case.closed_at is None or case.warned_at is None:
        return None
    return max(case.closed_at + _kept(), case.warned_at + WARNED_BEFORE).astimezone(FINLAND).date()


def _kept() -> timedelta:
    return timedelta(days=settings().advice_kept_days)


def _some(session: Session, *conditions: Any) -> list[AdviceCase]:
    query = select(AdviceCase).where(*conditions).order_by(col(AdviceCase.id)).limit(MOST)
    return list(session.exec(query.with_for_update(skip_locked=True)))
