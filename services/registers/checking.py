"""Is it here already? Each row is looked for by its numbers, and then by its name among those of its municipality.

Rows are taken municipality by municipality, so that never more names are in memory than one municipality has.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import Association, AssociationState, Invalid, RegisterRow, RowOutcome
from services.associations.likeness import Here, Names
from services.registers.cleaning import add_fault

_NUMBERS = ("business_id", "register_number")
# Neither is in anybody's way.
_GONE = (AssociationState.DECLINED, AssociationState.TAKEN_BACK)


def judge(session: Session, rows: Sequence[RegisterRow]) -> None:
    """Writes into each of these rows of one file what it would do."""
    numbered = with_numbers(session, rows)
    earlier = _earlier(session, rows)
    names = {place: _here_in(session, place) for place in {row.municipality for row in rows}}
    for row in rows:
        _judge(row, numbered, earlier, names[row.municipality])


def _judge(
    row: RegisterRow, numbered: dict[str, dict[str, int]], earlier: dict[str, dict[Any, int]], here: Names
) -> None:
    for field in _NUMBERS:
        first = earlier[field].get(getattr(row, field), row.line)
        if first < row.line:
            add_fault(row, field, Invalid("register_twice", field=field, line=first), getattr(row, field))
            return
    found = {
        numbered[field][number] for field in _NUMBERS if (number := getattr(row, field)) in numbered[field]
    }
    if len(found) > 1:
        add_fault(row, "business_id", Invalid("register_two", field="business_id"), row.business_id)
    elif found:
        row.outcome, row.match_id, row.score = RowOutcome.SAME, found.pop(), 100
    elif not any(map(row.__getattribute__, _NUMBERS)) and _first(row, earlier) < row.line:
        line = _first(row, earlier)
        add_fault(row, "name", Invalid("register_twice", field="name", line=line), row.name)
    elif nearest := next(here.like(_of(row)), None):
        row.outcome, (row.match_id, row.score) = RowOutcome.ALIKE, nearest
    else:
        row.outcome = RowOutcome.NEW


def _of(row: RegisterRow) -> Here:
    return Here(0, row.core, row.business_id, row.register_number)


def _first(row: RegisterRow, earlier: dict[str, dict[Any, int]]) -> int:
    return earlier["core"].get((row.core, row.municipality), row.line)


def with_numbers(session: Session, rows: Iterable[RegisterRow]) -> dict[str, dict[str, int]]:
    """By field and number the association that has it."""
    return {field: _with(session, field, {getattr(row, field) for row in rows} - {""}) for field in _NUMBERS}


def _with(session: Session, field: str, numbers: set[str]) -> dict[str, int]:
    column = getattr(Association, field)
    # Of one that was merged the number leads to the one that has all that was its.
    standing = func.coalesce(col(Association.merged_into), col(Association.id))
    query = select(column, standing).where(column.in_(numbers), col(Association.state).not_in(_GONE))
    return {row[0]: row[1] for row in session.execute(query)} if numbers else {}


def _earlier(session: Session, rows: Sequence[RegisterRow]) -> dict[str, dict[Any, int]]:
    """By field and value the first line of the file that has it; a name counts within its municipality."""
    found: dict[str, dict[Any, int]] = {}
    for field in (*_NUMBERS, "core"):
        column = getattr(RegisterRow, field)
        place = [col(RegisterRow.municipality)] if field == "core" else []
        query = (
            select(column, *place, func.min(RegisterRow.line))
            .where(
                col(RegisterRow.file_id) == rows[0].file_id,
                column.in_({getattr(row, field) for row in rows} - {""}),
            )
            .group_by(column, *place)
        )
        found[field] = {
            (key[0] if len(key) == 1 else tuple(key)): line for *key, line in session.execute(query)
        }
    return found


def _here_in(session: Session, municipality: str) -> Names:
    query = select(
        col(Association.id),
        col(Association.sort_key),
        col(Association.business_id),
        col(Association.register_number),
    ).where(
        col(Association.municipality) == municipality,
        col(Association.state).not_in(_GONE),
        col(Association.merged_into).is_(None),
    )
    return Names(
        [Here(row.id, row.sort_key, row.business_id, row.register_number) for row in session.execute(query)]
    )
