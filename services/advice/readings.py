"""Who has opened a case: written at each opening, and shown to the one whose case it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import AdviceCase, AdviceReading, AdviceReadingOf, Person, now
from services.actors import Actor

# The clicks of one visit are one row.
VISIT = timedelta(minutes=10)
_NEW_MINUTE = timedelta(minutes=1)
MOST_SHOWN = 100


@dataclass(frozen=True)
class Reading:
    who: str
    what: AdviceReadingOf
    at: datetime
    until: datetime


def note(session: Session, actor: Actor, case: AdviceCase, what: AdviceReadingOf) -> None:
    last = session.exec(
        select(AdviceReading)
        .where(
            AdviceReading.case_id == case.id,
            AdviceReading.person_id == actor.id,
            AdviceReading.what == what,
            AdviceReading.until > now() - VISIT,
        )
        .order_by(col(AdviceReading.id).desc())
        .limit(1)
    ).first()
    # Each opening of a file is one; of the case, what one sitting is.
    if last is None or what != AdviceReadingOf.CASE:
        session.add(AdviceReading(case_id=case.id, person_id=actor.id, what=what))
        session.flush()
    elif last.until < now() - _NEW_MINUTE:
        last.until = now()


def of(session: Session, case: AdviceCase) -> list[Reading]:
    """The newest first; the caller has checked that it is the requester who asks."""
    rows = session.exec(
        select(AdviceReading, Person.name)
        .join(Person, col(Person.id) == AdviceReading.person_id)
        .where(AdviceReading.case_id == case.id)
        .order_by(col(AdviceReading.id).desc())
        .limit(MOST_SHOWN)
    )
    return [Reading(name, row.what, row.at, row.until) for row, name in rows]
