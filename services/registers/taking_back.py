"""Takes back what a register brought in, as long as nobody has done anything with it.

The rows stay, seen by nobody: the journal points at them, and their numbers must never become another association's.
"""

from typing import Any

from sqlalchemy import func, select
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
from services.registers.bringing import AT_ONCE, who_of

# What the register itself has written of an association.
_OWN = {"register_row.made_id", "register_row.match_id", "review_item.association_id"}
# What is changed is named, as far as a sentence goes.
_NAMED = 5


def refuse_changed(session: Session, file: RegisterFile) -> None:
    """Conflict with the names of those that something has been done with."""
    changed: list[str] = []
    last = 0
    while ids := _ids(session, file, last):
        last = ids[-1]
        touched = touched_of(session, ids)
        names = select(col(Association.name)).where(col(Association.id).in_(touched))
        changed += session.scalars(names.order_by(col(Association.id)))
        if len(changed) > _NAMED:
            break
    if changed:
        names_of_some = ", ".join(changed[:_NAMED]) + (" …" if len(changed) > _NAMED else "")
        raise Conflict("register_changed", names=names_of_some)


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
    edited = select(col(Association.id)).where(
        col(Association.id).in_(ids),
        (col(Association.version) != 1) | (col(Association.state) != AssociationState.VERIFIED),
    )
    steps = (
        select(col(JournalEntry.thing_id))
        .where(col(JournalEntry.kind) == Kind.ASSOCIATION, col(JournalEntry.thing_id).in_(ids))
        .group_by(col(JournalEntry.thing_id))
        .having(func.count() > 1)
    )
    found = {*session.scalars(edited), *session.scalars(steps)}
    for each in references.to_associations():
        if each.name not in _OWN:
            named: Any = select(each.attribute).where(each.attribute.in_(ids)).distinct()
            found.update(session.scalars(named))
    return found


def _ids(session: Session, file: RegisterFile, after: int) -> list[int]:
    made = col(RegisterRow.made_id)
    query = (
        select(made).where(col(RegisterRow.file_id) == file.id, made > after).order_by(made).limit(AT_ONCE)
    )
    return list(session.scalars(query))
