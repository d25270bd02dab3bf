"""Whether a facilitator agreed with a flag: what the flagger's next one weighs."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col

from models import Decision, Flag, ReviewItem, ReviewState
from services.moderation.handler import REVISION
from services.moderation.telling import AGAINST


def settle(session: Session, item: ReviewItem, decision: Decision, before: str, at: datetime) -> None:
    """The flags that wait for an answer get it; an appeal answers those anew that the first decision answered."""
    if before == REVISION:
        # It was about edits, not about what readers saw.
        return
    open_: Any = col(Flag.agreed).is_(None)
    if item.state == ReviewState.APPEALED:
        open_ = or_(open_, col(Flag.settled_at) == item.decided_at)
    session.connection().execute(
        update(Flag).where(*_of(item), open_).values(agreed=decision in AGAINST, settled_at=at)
    )


def unsettle(session: Session, item: ReviewItem) -> None:
    """The decision was taken back, and with it what it said of the flags."""
    session.connection().execute(
        update(Flag)
        .where(*_of(item), col(Flag.settled_at) == item.decided_at)
        .values(agreed=None, settled_at=None)
    )


def _of(item: ReviewItem) -> tuple[Any, ...]:
    return col(Flag.kind) == item.kind, col(Flag.thing_id) == item.thing_id
