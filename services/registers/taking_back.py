"""Takes back what a register brought in, as long as nobody has done anything with it.

The rows stay, seen by nobody: the journal points at them, and their numbers must never become another association's.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, or_, select, union
from sqlmodel import Session, col

from models import (
    Association,
    AssociationAction,
    AssociationState,
    Conflict,
    JournalEntry,
    Kind,
    RegisterFile,
    RegisterRow,
)
from services import journal, references
from services.registers.bringing import AT_ONCE, IMPORT, who_of

# What the register itself has written of an association.
_OWN = {"register_row.made_id", "register_row.match_id", "review_item.association_id"}
# What is changed is named, as far as a sentence goes.
_NAMED = 5


def refuse_changed(session: Session, file: RegisterFile) -> None:
    """Conflict with the names of those that something has been done with."""
    changed = session.scalars(_changed_names(file.id)).all()
    if changed:
        names_of_some = ", ".join(changed[:_NAMED]) + (" …" if len(changed) > _NAMED else "")
        raise Conflict("register_changed", names=names_of_some)


def _changed_names(file_id: int) -> Select[Any]:
    """Asked of the columns that point at associations, and not of each association: a file may have 100,000."""

    def from_file(column: Any) -> Any:
        made = select(col(RegisterRow.id)).where(
            col(RegisterRow.made_id) == column, col(RegisterRow.file_id) == file_id
        )
        return made.exists()

    touched = union(*(select(column).where(where, from_file(column)) for column, where in _signs()))
    names = select(col(Association.name)).where(col(Association.id).in_(touched))
    return names.order_by(col(Association.id)).limit(_NAMED + 1)


def take_next(session: Session, file: RegisterFile) -> int:
    """Takes some back; what somebody has begun with after all stays. How many there were to look at."""
    ids = _ids(session, file, file.done)
    if not ids:
        return 0
    touched = touched_of(session, ids)
    rows = select(Association).where(col(Association.id).in_([each for each in ids if each not in touched]))
    gone = session.scalars(rows).all()
    for association in gone:
        association.move(AssociationAction.TAKE_BACK)
    journal.record_all(
        session,
        who_of(session, file),
        Kind.ASSOCIATION,
        [each.id for each in gone],
        AssociationAction.TAKE_BACK,
        before=AssociationState.VERIFIED,
        after=AssociationState.TAKEN_BACK,
        why=file.name,
    )
    file.taken_back += len(gone)
    file.done = ids[-1]
    return len(ids)


def touched_of(session: Session, ids: list[int]) -> set[int]:
    """Those of these associations that are not as the register brought them."""
    return set(
        session.scalars(union(*(select(column).where(where, column.in_(ids)) for column, where in _signs())))
    )


def _signs() -> Iterator[tuple[Any, Any]]:
    """Columns with ids of associations, and when such a row says that something has been done with one."""
    edited = or_(col(Association.version) != 1, col(Association.state) != AssociationState.VERIFIED)
    yield col(Association.id), edited
    own_step = and_(col(JournalEntry.kind) == Kind.ASSOCIATION, col(JournalEntry.action) != IMPORT)
    yield col(JournalEntry.thing_id), own_step
    for each in references.to_associations():
        if each.name not in _OWN:
            yield each.attribute, each.attribute.is_not(None)


def _ids(session: Session, file: RegisterFile, after: int) -> list[int]:
    made = col(RegisterRow.made_id)
    query = (
        select(made).where(col(RegisterRow.file_id) == file.id, made > after).order_by(made).limit(AT_ONCE)
    )
    return list(session.scalars(query))
