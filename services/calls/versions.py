"""What a call said when: every change keeps a version, and a plan reads the one that it follows."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from models import Call, CallVersion
from services.actors import Actor
from services.calls.reading import priorities_query
from services.calls.terms import CallTerms, terms_from


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
    if last and last.terms == said:
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


def terms_of(session: Session, version_id: int | None) -> CallTerms:
    """The terms that a plan follows; empty ones when it follows none."""
    found = session.get(CallVersion, version_id) if version_id else None
    if found is None:
        return CallTerms()
    return terms_from(found.terms, version_id=found.id, call_id=found.call_id, number=found.number)


def _said(session: Session, call: Call) -> dict[str, Any]:
    """The call in the form of `data/calls.json`, its priorities with it."""
    columns = {name: _plain(value) for name, value in call.model_dump(exclude={"id"}).items()}
    rows = session.exec(priorities_query([call.id]))
    return columns | {
        "priorities": [{"slug": row.slug, "heading": row.heading, "plain": row.plain} for row in rows]
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    # 0.8 and 0.8000 are one rate: what a column adds is no change.
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
