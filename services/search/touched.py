"""Notes in every session which things change, and writes their entries before it commits.

No act can forget the index, for no act knows of it. A session that changes nothing that is searched does nothing here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import SessionTransaction
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
from services import changes
from services.changes import Change
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


def _note(session: Session, change: Change) -> None:
    """Of rows that a statement adds nobody knows whose they are: no act adds what is searched that way."""
    if change.owners is None or (change.row is not None and not _counts(change.row)):
        return
    kind, _ = _BELONGS[change.model]
    _touched(session).update((kind, thing_id) for thing_id in change.owners)
    if isinstance(change.row, Association) and inspect(change.row).attrs.name.history.deleted:
        session.info.setdefault(_RENAMED, set()).add(change.row.id)


def _counts(row: Any) -> bool:
    return type(row) not in _COUNTS or _COUNTS[type(row)](row)


def _touched(session: Any) -> set[tuple[Kind, int]]:
    found: set[tuple[Kind, int]] = session.info.setdefault(_TOUCHED, set())
    return found


changes.listen({model: owner for model, (_, owner) in _BELONGS.items()}, _note)
