"""Pairs that may be one: the same number, or nearly the same name in the same municipality.

The associations are gone through municipality by municipality, some hundred a question, so that a list of all pairs is
never made: a page ends where enough were found, or where enough were looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select, tuple_
from sqlmodel import Session, col

from models import Association, AssociationsApart, AssociationState
from services.actors import Actor
from services.associations import known_to
from services.associations.likeness import Here, Names
from services.merging.comparing import check
from services.paging import Page

AT_ONCE = 300
# A page is full with so many pairs, and ends after so many looks.
FULL, MOST_LOOKS = 10, 5
_NUMBERS = ("business_id", "register_number")
_COLUMNS = (
    col(Association.id),
    col(Association.name),
    col(Association.sort_key),
    col(Association.municipality),
    col(Association.business_id),
    col(Association.register_number),
    col(Association.unclaimed),
)


@dataclass(frozen=True)
class Half:
    id: int
    name: str
    municipality: str
    business_id: str
    register_number: str
    unclaimed: bool


@dataclass(frozen=True)
class Pair:
    one: Half
    other: Half
    # In per cent; 100 with the same number.
    score: int
    same_number: bool


def pairs(session: Session, actor: Actor, *, after: str = "") -> Page[Pair]:
    """The next pairs; each once, by the one that comes first in the order of municipality and id."""
    check(actor)
    found: list[Pair] = []
    place, last = _parted(after)
    for _ in range(MOST_LOOKS):
        rows = _next(session, actor, place, last)
        if rows:
            found += _pairs_of(session, actor, rows)
            place, last = rows[-1].municipality, rows[-1].id
        if len(rows) < AT_ONCE:
            return Page(found)
        if len(found) >= FULL:
            break
    return Page(found, f"{place}-{last}")


def _parted(after: str) -> tuple[str, int]:
    place, _, last = after.partition("-")
    return (place, int(last)) if last.isdecimal() and len(last) < 10 else ("", 0)


def _standing(actor: Actor) -> tuple[Any, ...]:
    return (
        known_to(actor),
        col(Association.merged_into).is_(None),
        col(Association.state).in_((AssociationState.VERIFIED, AssociationState.PENDING)),
    )


def _next(session: Session, actor: Actor, place: str, last: int) -> Sequence[Row[Any]]:
    key = (col(Association.municipality), col(Association.id))
    query = select(*_COLUMNS).where(*_standing(actor), tuple_(*key) > (place, last))
    return session.execute(query.order_by(*key).limit(AT_ONCE)).all()


def _pairs_of(session: Session, actor: Actor, rows: Sequence[Row[Any]]) -> list[Pair]:
    numbered = _with_same_number(session, actor, rows)
    names = {place: _names_in(session, actor, place) for place in {row.municipality for row in rows}}
    found: dict[tuple[int, int], Pair] = {}
    for row in rows:
        # Of two with the same number the first one in the order names the pair.
        for other in numbered.get(row.id, ()):
            found[_key(row, other)] = Pair(_half(row), _half(other), 100, same_number=True)
        here, by_id = names[row.municipality]
        for other_id, score in here.like(_here(row), without=row.id):
            other = by_id[other_id]
            if other.id > row.id:
                found.setdefault(_key(row, other), Pair(_half(row), _half(other), score, same_number=False))
    apart = _apart(session, found)
    return [pair for key, pair in found.items() if key not in apart]


def _with_same_number(session: Session, actor: Actor, rows: Sequence[Row[Any]]) -> dict[int, list[Row[Any]]]:
    """By id the later ones that have a number of this one."""
    wanted = {field: {getattr(row, field) for row in rows} - {""} for field in _NUMBERS}
    same = or_(*(getattr(Association, field).in_(numbers) for field, numbers in wanted.items()))
    others = session.execute(select(*_COLUMNS).where(*_standing(actor), same)).all()
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        for other in others:
            later = (other.municipality, other.id) > (row.municipality, row.id)
            if later and any("" != getattr(row, field) == getattr(other, field) for field in _NUMBERS):
                found.setdefault(row.id, []).append(other)
    return found


def _names_in(session: Session, actor: Actor, place: str) -> tuple[Names, dict[int, Row[Any]]]:
    query = select(*_COLUMNS).where(*_standing(actor), col(Association.municipality) == place)
    rows = session.execute(query).all()
    return Names([_here(row) for row in rows]), {row.id: row for row in rows}


def _apart(session: Session, keys: Any) -> set[tuple[int, int]]:
    ones = {one for one, _ in keys}
    query = select(col(AssociationsApart.one_id), col(AssociationsApart.other_id)).where(
        col(AssociationsApart.one_id).in_(ones)
    )
    return {(row.one_id, row.other_id) for row in session.execute(query)}


def _key(one: Row[Any], other: Row[Any]) -> tuple[int, int]:
    return (one.id, other.id) if one.id < other.id else (other.id, one.id)


def _here(row: Row[Any]) -> Here:
    return Here(row.id, row.sort_key, row.business_id, row.register_number)


def _half(row: Row[Any]) -> Half:
    return Half(row.id, row.name, row.municipality, row.business_id, row.register_number, row.unclaimed)
