"""The public promise (arkisin 8–16, vuorokauden sisällä) and what is about to break it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, col

from models import ReviewItem, ReviewState, now
from services import journal, notices, service_hours
from services.actors import Actor
from services.moderation import desk

# More than this is "many": nobody counts on.
MOST = 100
_OPEN = (ReviewState.WAITING, ReviewState.APPEALED)


@dataclass(frozen=True)
class Pressing:
    """How many wait past the promise, and how many will within two working hours; at most `MOST` are counted."""

    late: int
    soon: int
    # When the next one would be late.
    next_at: datetime | None


def pressing(session: Session, actor: Actor) -> Pressing:
    desk.check_desk(actor)
    at = now()
    found = session.connection().execute(
        _PRESSING, {"at": at, "edge": service_hours.due(at, service_hours.WARNED)}
    )
    row = found.one()
    waiting = [each for each in row[2:] if each]
    return Pressing(row[0], row[1], min(waiting, default=None))


def _bounded(*wanted: Any) -> Any:
    query = select(col(ReviewItem.id)).where(col(ReviewItem.state).in_(_OPEN), *wanted)
    return select(func.count()).select_from(query.limit(MOST).subquery()).scalar_subquery()


def _next(state: ReviewState) -> Any:
    return select(func.min(_DUE)).where(col(ReviewItem.state) == state, _DUE > _AT).scalar_subquery()


# Asked at every click in the queue, and put together once.
_DUE = col(ReviewItem.due_at)
_AT: Any = bindparam("at")
_EDGE: Any = bindparam("edge")
_PRESSING = select(_bounded(_DUE <= _AT), _bounded(_DUE > _AT, _DUE <= _EDGE), *map(_next, _OPEN))


def warn_due(session: Session) -> int:
    """Tells the facilitators once of each item that breaks the promise soon; all of a round in one notice."""
    edge = service_hours.due(now(), service_hours.WARNED)
    mark = (
        col(ReviewItem.state).in_(_OPEN),
        col(ReviewItem.warned_at).is_(None),
        col(ReviewItem.due_at) <= edge,
    )
    ids = session.scalars(
        select(col(ReviewItem.id)).where(*mark).order_by(col(ReviewItem.due_at)).limit(500)
    ).all()
    if not ids:
        return 0
    # Not a new version: who has an item open goes on deciding what they see.
    session.connection().execute(
        update(ReviewItem).where(col(ReviewItem.id).in_(ids)).values(warned_at=now())
    )
    first = session.get_one(ReviewItem, ids[0])
    entry = journal.record(session, None, first.kind, first.thing_id, journal.WARNING)
    people = notices.facilitators(session)
    notices.tell(session, entry, people, "promise_soon", "/moderation", by_mail=True, n=len(ids))
    return len(ids)
