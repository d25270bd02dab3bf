"""What has been counted of a plan is kept until something of the plan changes.

Each change of a row that belongs to a plan gives the plan a new word in the same transaction (`PlanRevision`); a
listener of the session does it before each commit, so that no use-case can forget it. Under that word `remembered`
keeps what was made of the plan. Why so: docs/decisions/what-is-remembered-of-a-plan.md.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import bindparam, event, inspect
from sqlalchemy import select as sql_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col

import models
from models import (
    EVERYBODYS,
    Association,
    AssociationMember,
    CallVersion,
    CountPeriod,
    IdeaNeed,
    ParticipantCount,
    Person,
    Plan,
    PlanPart,
    PlanRevision,
    Presence,
    RequestNeed,
    Table,
    today,
)
from services import changes
from services.changes import Change

T = TypeVar("T")

# The screens of some twenty plans; the least lately used goes first.
MOST = 500
_CHANGED, _STANDING = "plan_changed", "plan_standing"


def _of_plans() -> dict[type[Any], str]:
    """The tables of a plan's own rows, with the column that names the plan, or its part."""
    tables = [each for each in vars(models).values() if isinstance(each, type) and issubclass(each, Table)]
    found = {table: name for table in tables for name in ("part_id", "plan_id") if name in table.model_fields}
    # Who is looking now is asked anew each time: a plan would change by being looked at.
    del found[Presence], found[PlanRevision]
    return found | {Plan: "id"}


# Whose rows a plan's screens tell of: its own, and those of others that it names; by what they name.
TOLD: Mapping[type[Any], str] = _of_plans() | {
    ParticipantCount: "period_id",
    Association: "id",
    AssociationMember: "association_id",
    CallVersion: "call_id",
    IdeaNeed: "idea_id",
    RequestNeed: "request_id",
    Person: "id",
}

# From what the rows name to their plans: where it stands, and what says the plan there.
_LEADS: Mapping[str, tuple[Any, Any]] = {
    "part_id": (PlanPart.id, PlanPart.plan_id),
    "period_id": (CountPeriod.id, CountPeriod.plan_id),
    "association_id": (PlanPart.association_id, PlanPart.plan_id),
    "call_id": (Plan.call_id, Plan.id),
    "idea_id": (Plan.idea_id, Plan.id),
    "request_id": (PlanPart.request_id, PlanPart.plan_id),
}


def remembered(session: Session, plan_id: int, name: str, make: Callable[[], T], *beside: Hashable) -> T:
    """What `make` gives, as long as nothing of the plan changes, on this day; `beside` is what else it depends on.

    Only plain values that nobody alters: no rows of tables, and nothing that one person may see and another may not.
    Whoever asks has checked that the plan may be seen. A session that has itself changed something makes it anew.
    """
    standing = _standing(session, plan_id)
    if standing is None:
        return make()
    key = (str(session.get_bind().engine.url), plan_id, name, today(), *beside)
    found = _kept.get(key, standing)
    if found is None:
        found = (make(),)
        _kept.put(key, standing, found)
    value: T = found[0]
    return value


def has_changed(session: Session) -> bool:
    """Whether this session sees something that others do not see yet, or may."""
    return bool(session.info.get(_CHANGED) or session.new or session.dirty or session.deleted)


Words = tuple[str, ...]
# Asked at every click in a plan, so put together once.
_WORDS = sql_select(col(PlanRevision.plan_id), col(PlanRevision.word)).where(
    col(PlanRevision.plan_id).in_((EVERYBODYS, bindparam("plan_id")))
)


def _standing(session: Session, plan_id: int) -> Words | None:
    """The words of the plan and of what is everybody's; None when this session sees what others do not see yet.

    Read before what is made of the plan, so that nothing older is kept under a newer word.
    """
    if has_changed(session):
        return None
    known: dict[int, Words | None] = session.info.setdefault(_STANDING, {})
    if plan_id not in known:
        rows = session.connection().execute(_WORDS, {"plan_id": plan_id})
        found: dict[int, str] = dict(rows.all())
        known[plan_id] = (found[plan_id], found.get(EVERYBODYS, "")) if plan_id in found else None
    return known[plan_id]


class _Kept:
    """A bounded shelf that all threads of the process share: of each thing the newest one."""

    def __init__(self) -> None:
        self._shelf: OrderedDict[Hashable, tuple[Words, tuple[Any]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, standing: Words) -> tuple[Any] | None:
        with self._lock:
            found = self._shelf.get(key)
            if found is None or found[0] != standing:
                return None
            self._shelf.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, standing: Words, value: tuple[Any]) -> None:
        with self._lock:
            self._shelf[key] = (standing, value)
            self._shelf.move_to_end(key)
            while len(self._shelf) > MOST:
                self._shelf.popitem(last=False)


_kept = _Kept()


def _note(session: Session, change: Change) -> None:
    if change.model is Person and change.row and not inspect(change.row).attrs.name.history.deleted:
        # Of a person a plan tells the name alone.
        return
    column = "association_id" if change.model is Association else TOLD[change.model]
    if change.owners is None or change.model is Person:
        column, owners = "", (EVERYBODYS,)
    else:
        owners = tuple(owner for owner in change.owners if owner is not None)
    session.info.setdefault(_CHANGED, {}).setdefault(column, set()).update(owners)


changes.listen(TOLD, _note)


def renew(session: Session) -> None:
    """Gives what has changed its new words; `services.database` sees to it that it comes last before each commit.

    Whoever holds a plan's word waits for nothing more.
    """
    if session.in_nested_transaction():
        return
    session.flush()
    if changed := session.info.pop(_CHANGED, None):
        _write(session, _plans(session, changed))


def _plans(session: Session, changed: Mapping[str, Collection[int]]) -> set[int]:
    found: set[int] = set()
    for column, owners in changed.items():
        if column in _LEADS:
            at, plan = _LEADS[column]
            found.update(session.scalars(sql_select(plan).where(col(at).in_(owners)).distinct()))
        else:
            found.update(owners)
    return found


def _write(session: Session, plan_ids: Iterable[int]) -> None:
    """In the order of the plans, so that two who change the same ones wait one for the other and not in a ring."""
    rows = [{"plan_id": plan_id, "word": uuid4().hex} for plan_id in sorted(plan_ids)]
    if rows:
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        insert = dialect.insert(inspect(PlanRevision).local_table).values(rows)
        new = {"word": insert.excluded.word}
        session.connection().execute(insert.on_conflict_do_update(index_elements=["plan_id"], set_=new))


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for name in (_CHANGED, _STANDING):
            session.info.pop(name, None)
