"""Is it here already? Each row is looked for by its numbers, and then by its name among those of its municipality.

Rows are taken municipality by municipality, so that never more names are in memory than one municipality has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlmodel import Session, col

from models import Association, AssociationState, Invalid, RegisterRow, RowOutcome
from services import associations
from services.registers.cleaning import add_fault

# In per cent: "Joensuun Pallo" and "Joensuun Palo" are 96, "Satusuon kyläyhdistys" and "Satusuon kotiseutuyhdistys" 78.
ALIKE = 84
_NUMBERS = ("business_id", "register_number")
_DIGITS = re.compile(r"\d+")
# Neither is in anybody's way.
_GONE = (AssociationState.DECLINED, AssociationState.TAKEN_BACK)


@dataclass(frozen=True)
class _Here:
    """An association that is here already, with what rows are compared by."""

    id: int
    core: str
    business_id: str
    register_number: str


def judge(session: Session, rows: Sequence[RegisterRow]) -> None:
    """Writes into each of these rows of one file what it would do."""
    numbered = with_numbers(session, rows)
    earlier = _earlier(session, rows)
    names = {place: _here_in(session, place) for place in {row.municipality for row in rows}}
    for row in rows:
        _judge(row, numbered, earlier, names[row.municipality])


def _judge(
    row: RegisterRow, numbered: dict[str, dict[str, int]], earlier: dict[str, dict[Any, int]], here: "_Names"
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
    elif nearest := here.nearest(row):
        row.outcome, (row.match_id, row.score) = RowOutcome.ALIKE, nearest
    else:
        row.outcome = RowOutcome.NEW


def _first(row: RegisterRow, earlier: dict[str, dict[Any, int]]) -> int:
    return earlier["core"].get((row.core, row.municipality), row.line)


def with_numbers(session: Session, rows: Iterable[RegisterRow]) -> dict[str, dict[str, int]]:
    """By field and number the association that has it."""
    return {field: _with(session, field, {getattr(row, field) for row in rows} - {""}) for field in _NUMBERS}


def _with(session: Session, field: str, numbers: set[str]) -> dict[str, int]:
    column = getattr(Association, field)
    query = select(column, col(Association.id)).where(
        column.in_(numbers), col(Association.state).not_in(_GONE)
    )
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


class _Names:
    """The names of one municipality, to be compared with."""

    def __init__(self, here: Sequence[_Here]) -> None:
        self.here = here
        self.cores = [_sorted(each.core) for each in here]

    def nearest(self, row: RegisterRow) -> tuple[int, int] | None:
        """The most alike with the likeness, where it is alike at all and no number says that it is another one."""
        wanted = _sorted(row.core)
        close = process.extract(wanted, self.cores, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
        for core, score, at in close:
            # Of two fire brigades the second is not the first.
            same_digits = _DIGITS.findall(core) == _DIGITS.findall(wanted)
            if same_digits and not _contradict(self.here[at], row, score):
                return self.here[at].id, round(score)
        return None


def _sorted(core: str) -> str:
    """In whatever order its words stand: "Eläkeliiton Enon yhdistys" is "Enon Eläkeliiton yhdistys"."""
    return " ".join(sorted(core.split()))


def _contradict(here: _Here, row: RegisterRow, score: float) -> bool:
    """Other numbers are another association, unless the name is the very same: then somebody may have mistyped."""
    pairs = [(getattr(here, field), getattr(row, field)) for field in _NUMBERS]
    return score < 100 and any(one and other and one != other for one, other in pairs)


def _here_in(session: Session, municipality: str) -> _Names:
    query = select(
        col(Association.id),
        col(Association.sort_key),
        col(Association.business_id),
        col(Association.register_number),
    ).where(col(Association.municipality) == municipality, col(Association.state).not_in(_GONE))
    return _Names(
        [
            _Here(row.id, associations.core_of_key(row.sort_key), row.business_id, row.register_number)
            for row in session.execute(query)
        ]
    )
