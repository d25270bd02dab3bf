"""Notes in every session which things change, and writes their entries before it commits.

No act can forget the index, for no act knows of it. A session that changes nothing that is searched does nothing here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, UOWTransaction
from sqlmodel import Session

from models import (
    ActionPoint,
    AgendaItem,
    Article,
    Association,
    AssociationTag,
    Call,
    CallPriority,
    Comment,
    Event,
    Group,
    Idea,
    IdeaNeed,
    IdeaTag,
    Kind,
    Meeting,
    Plan,
    PlanField,
    Proposal,
    Story,
    Thread,
)
from services.search import upkeep

_TOUCHED, _RENAMED, WRITTEN = "search_touched", "search_renamed", "search_written"

# The kind of thing that a row belongs to, and the column that says which.
_BELONGS: Mapping[type[Any], tuple[Kind, str]] = {
    Idea: (Kind.IDEA, "id"),
    IdeaTag: (Kind.IDEA, "idea_id"),
    IdeaNeed: (Kind.IDEA, "idea_id"),
    Association: (Kind.ASSOCIATION, "id"),
    AssociationTag: (Kind.ASSOCIATION, "association_id"),
    Group: (Kind.GROUP, "id"),
    Plan: (Kind.PLAN, "id"),
    PlanField: (Kind.PLAN, "plan_id"),
    Event: (Kind.EVENT, "id"),
    Call: (Kind.CALL, "id"),
    CallPriority: (Kind.CALL, "call_id"),
    Thread: (Kind.THREAD, "id"),
    Comment: (Kind.THREAD, "subject_id"),
    Article: (Kind.ARTICLE, "id"),
    Story: (Kind.STORY, "id"),
    # Its options never change; a vote in a closed ballot, which counts on one, leaves no trace of its time here.
    Proposal: (Kind.DECISION, "id"),
    Meeting: (Kind.MEETING, "id"),
    AgendaItem: (Kind.MEETING, "meeting_id"),
    ActionPoint: (Kind.MEETING, "meeting_id"),
}
# Of a table whose rows belong to several kinds, those that count.
_COUNTS: Mapping[type[Any], Callable[[Any], bool]] = {
    Comment: lambda comment: bool(comment.subject_kind == Kind.THREAD),
    PlanField: lambda field: bool(field.place == 0),
}


def bring_up_to_date(session: Session) -> None:
    """Writes the entries of everything that this session has changed.

    It happens before each commit by itself; whoever searches in a session that has changed something does it before.
    """
    session.flush()
    touched: set[tuple[Kind, int]] = session.info.pop(_TOUCHED, set())
    renamed: set[int] = session.info.pop(_RENAMED, set())
    if not touched:
        return
    session.info[WRITTEN] = True
    things: dict[Kind, set[int]] = {}
    for kind, thing_id in touched:
        things.setdefault(kind, set()).add(thing_id)
    if renamed:
        things.setdefault(Kind.IDEA, set()).update(upkeep.ideas_of(session, renamed))
    upkeep.write(session, things)


def has_written(session: Session) -> bool:
    """Whether this session sees entries that others do not see yet."""
    return bool(session.info.get(WRITTEN, False))


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    for row in (*session.new, *session.deleted, *session.dirty):
        if type(row) in _BELONGS and (row not in session.dirty or session.is_modified(row)):
            _touch(session, row)


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    """A statement that changes rows without their objects: asks first which things they belong to."""
    if not (state.is_update or state.is_delete) or state.bind_mapper is None:
        return
    model = state.bind_mapper.class_
    if model not in _BELONGS:
        return
    kind, owner = _BELONGS[model]
    where = getattr(state.statement, "whereclause", None)
    query = select(getattr(model, owner)).distinct()
    ids = state.session.scalars(query if where is None else query.where(where)).all()
    _touched(state.session).update((kind, thing_id) for thing_id in ids)


@event.listens_for(Session, "before_commit")
def _write_before_commit(session: Session) -> None:
    bring_up_to_date(session)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    # The end of a savepoint decides nothing yet.
    if transaction.parent is not None:
        return
    for name in (_TOUCHED, _RENAMED, WRITTEN):
        session.info.pop(name, None)


def _touch(session: Session, row: Any) -> None:
    kind, owner = _BELONGS[type(row)]
    if not _COUNTS.get(type(row), _always)(row):
        return
    _touched(session).add((kind, getattr(row, owner)))
    if isinstance(row, Association) and inspect(row).attrs.name.history.deleted:
        session.info.setdefault(_RENAMED, set()).add(row.id)


def _touched(session: Any) -> set[tuple[Kind, int]]:
    found: set[tuple[Kind, int]] = session.info.setdefault(_TOUCHED, set())
    return found


def _always(_row: Any) -> bool:
    return True
