"""Tells whoever listens which rows a session changes: one by one, and by statements that change many at once.

No act can forget it, for no act knows of it: a text saved, a row of the budget, an import, a partner who leaves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlmodel import Session


@dataclass(frozen=True)
class Change:
    model: type[Any]
    # What the listener's column says of the changed rows; None of rows that a statement adds.
    owners: Collection[Any] | None
    # None when a statement changes the rows without their objects.
    row: Any = None


class Heard(Protocol):
    """Told in the middle of a flush: it notes what it hears, and asks nothing of the database."""

    def __call__(self, session: Session, change: Change) -> None: ...


_LISTENERS: list[tuple[Mapping[type[Any], str], Heard]] = []


def listen(columns: Mapping[type[Any], str], heard: Heard) -> None:
    """From now on `heard` is told of every change in these tables, with what this column of the rows says."""
    _LISTENERS.append((columns, heard))


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    for row in (*session.new, *session.deleted, *session.dirty):
        model = type(row)
        told = [(columns[model], heard) for columns, heard in _LISTENERS if model in columns]
        if told and (row not in session.dirty or session.is_modified(row)):
            for column, heard in told:
                heard(session, Change(model, (getattr(row, column),), row))


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    """A statement that changes rows without their objects: asks first whose they are."""
    if state.bind_mapper is None or not (state.is_insert or state.is_update or state.is_delete):
        return
    model = state.bind_mapper.class_
    asked: dict[str, Collection[Any] | None] = {}
    for columns, heard in _LISTENERS:
        if column := columns.get(model):
            if column not in asked:
                asked[column] = None if state.is_insert else _owners(state, getattr(model, column))
            heard(state.session, Change(model, asked[column]))  # type: ignore[arg-type]


def _owners(state: ORMExecuteState, column: Any) -> Collection[Any]:
    where = getattr(state.statement, "whereclause", None)
    query = select(column).distinct()
    return state.session.scalars(query if where is None else query.where(where)).all()
