"""What a call said when: every change keeps a version, and a plan reads the one that it follows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models import Call, CallPriority, CallVersion, Person
from services.actors import Actor
from services.calls.access import fetch, may_write
from services.calls.differences import Difference, differences
from services.calls.spelling import plain
from services.calls.terms import CallTerms, terms_from

# As far back as a person looks.
MOST = 50
# What a version does not say: which row it is of, and how that row is worked on.
_UNSAID = {"id", "state", "version"}


@dataclass(frozen=True)
class VersionCard:
    number: int
    at: datetime
    why: str
    # Told to those who write calls alone; empty when it came with a release.
    who: str
    # It came with a release, not from a person.
    shipped: bool
    # What it changed in the version before it.
    differences: list[Difference]


def newest_version(session: Session, call_id: int | None) -> CallVersion | None:
    return session.exec(
        select(CallVersion)
        .where(CallVersion.call_id == call_id)
        .order_by(col(CallVersion.number).desc())
        .limit(1)
    ).one_or_none()


def keep_version(session: Session, actor: Actor | None, call: Call, *, why: str = "") -> CallVersion:
    """The version that says what the call says now: the newest one when nothing has changed, else a new one."""
    last = newest_version(session, call.id)
    said = _said(session, call)
    # As they are read: a column that came with a release and says nothing yet is no change.
    if last and terms_from(last.terms) == terms_from(said):
        return last
    made = CallVersion(
        call_id=call.id,
        number=last.number + 1 if last else 1,
        terms=said,
        made_by=actor.person_id if actor else None,
        why=why,
    )
    session.add(made)
    session.flush()
    return made


def newest_number(session: Session, call_id: int | None) -> int:
    """The number of the version that holds now; 0 without a call."""
    numbers = select(func.max(CallVersion.number)).where(CallVersion.call_id == call_id)
    return session.exec(numbers).one() or 0


def version_of(session: Session, call_id: int, number: int) -> CallVersion | None:
    return session.exec(
        select(CallVersion).where(CallVersion.call_id == call_id, CallVersion.number == number)
    ).one_or_none()


def history(session: Session, actor: Actor, call_id: int) -> list[VersionCard]:
    """The newest versions, newest first, each with what it changed; two queries."""
    call = fetch(session, actor, call_id)
    rows = session.exec(
        select(CallVersion, Person.name)
        .join(Person, col(Person.id) == CallVersion.made_by, isouter=True)
        .where(CallVersion.call_id == call.id)
        .order_by(col(CallVersion.number).desc())
        # One more than is shown, for what the last one changed.
        .limit(MOST + 1)
    ).all()
    said = [terms_from(row.terms) for row, _ in rows]
    return [
        VersionCard(
            number=row.number,
            at=row.made_at,
            why=row.why,
            who=(name or "") if may_write(actor) else "",
            shipped=row.made_by is None,
            differences=differences(said[place + 1], said[place]) if place + 1 < len(said) else [],
        )
        for place, (row, name) in enumerate(rows[:MOST])
    ]


def terms_of(session: Session, version_id: int | None) -> CallTerms:
    """The terms that a plan follows; empty ones when it follows none."""
    found = session.get(CallVersion, version_id) if version_id else None
    if found is None:
        return CallTerms()
    return terms_from(found.terms, version_id=found.id, call_id=found.call_id, number=found.number)


def priorities_query(call_ids: list[int]) -> SelectOfScalar[CallPriority]:
    return (
        select(CallPriority)
        .where(col(CallPriority.call_id).in_(call_ids))
        .order_by(col(CallPriority.call_id), col(CallPriority.position))
    )


def _said(session: Session, call: Call) -> dict[str, Any]:
    """The call in the form of `data/calls.json`, its priorities with it."""
    # What a column adds to a number is no change.
    columns: dict[str, Any] = plain(call.model_dump(exclude=_UNSAID))
    rows = session.exec(priorities_query([call.id]))
    return columns | {
        "priorities": [{"slug": row.slug, "heading": row.heading, "plain": row.plain} for row in rows]
    }
