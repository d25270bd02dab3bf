"""The history of an item's decisions: none is forgotten when the next one is made, nor when it is taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import Decision, OpenedBecause, Person, ReasonCode, ReviewItem, Ruling, now
from services import service_hours
from services.actors import Actor

MOST = 20


@dataclass(frozen=True)
class PastRuling:
    decision: Decision
    reason: ReasonCode | None
    words: str
    because: OpenedBecause
    # Empty when readers' flags did it.
    who: str
    at: datetime
    undone: bool


def keep(
    session: Session,
    actor: Actor,
    item: ReviewItem,
    decision: Decision,
    reason: ReasonCode | None,
    words: str,
) -> None:
    # Who decides a second time about what was decided kept nobody waiting.
    waited = service_hours.worked(item.opened_at, now()) if item.is_open else timedelta()
    session.add(
        Ruling(
            item_id=item.id,
            decision=decision,
            reason=reason,
            words=words,
            because=item.opened_because,
            ruled_by=actor.id,
            opened_at=item.opened_at,
            waited_minutes=int(waited / timedelta(minutes=1)),
        )
    )


def undo(session: Session, actor: Actor, item: ReviewItem) -> None:
    """Marks the newest one that stands."""
    last = session.exec(
        select(Ruling)
        .where(Ruling.item_id == item.id, col(Ruling.undone_at).is_(None), col(Ruling.ruled_by).is_not(None))
        .order_by(col(Ruling.id).desc())
        .limit(1)
    ).first()
    if last:
        last.undone_by, last.undone_at = actor.id, now()


def of(session: Session, item: ReviewItem) -> list[PastRuling]:
    """The newest first."""
    rows = session.exec(
        select(Ruling, Person.name)
        .join(Person, col(Person.id) == Ruling.ruled_by, isouter=True)
        .where(Ruling.item_id == item.id)
        .order_by(col(Ruling.id).desc())
        .limit(MOST)
    )
    return [
        PastRuling(
            row.decision,
            row.reason,
            row.words,
            row.because,
            who or "",
            row.ruled_at,
            row.undone_at is not None,
        )
        for row, who in rows
    ]
