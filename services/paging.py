"""Lists by key: a page costs the same however far down it is, and rows that arrive meanwhile move nothing."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, TypeDecorator, literal, tuple_
from sqlmodel import Session

from services.words import storable

Row = TypeVar("Row")
Card = TypeVar("Card")

PAGE_SIZE = 20
# What a key column can hold on every database.
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: list[Row]
    # What to give as `after` for the page that follows; empty on the last one.
    after: str = ""


def paged(
    session: Session,
    query: Select[*tuple[Any, ...]],
    *,
    key: Sequence[Any],
    after: str = "",
    descending: bool = False,
    size: int = PAGE_SIZE,
) -> Page[Any]:
    """One page of the query's rows in the order of the key columns.

    The key's columns must be among the selected ones by name or the row must be a table row that has
    them; the last one must be unique. A cursor that does not parse, or fits no such key, begins at the
    beginning: it comes from an address that people may cut short, or make up.
    """
    order = [column.desc() if descending else column.asc() for column in key]
    marks = [column.label(f"key_{place}") for place, column in enumerate(key)]
    start = _unpacked(after, [_held_in(column.type) for column in key])
    if start is not None:
        edge = tuple_(*(literal(value, column.type) for value, column in zip(start, key, strict=True)))
        query = query.where(tuple_(*key) < edge if descending else tuple_(*key) > edge)
    found = session.execute(query.add_columns(*marks).order_by(*order).limit(size + 1)).all()
    rows = found[:size]
    more = _packed(rows[-1][-len(key) :]) if len(found) > size else ""
    width = len(found[0]) - len(key) if found else 0
    return Page([row[0] if width == 1 else row[:width] for row in rows], more)


def carded(page: Page[Row], make: Callable[[Row], Card]) -> Page[Card]:
    return Page([make(row) for row in page.rows], page.after)


def _packed(values: Sequence[Any]) -> str:
    plain = [{"at": value.isoformat()} if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _unpacked(cursor: str, types: Sequence[type[Any]]) -> list[Any] | None:
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_typed(value, wanted) for value, wanted in zip(plain, types, strict=True)]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _held_in(type_: Any) -> type[Any]:
    """What the column's values are in Python; a decorating type does not say it itself."""
    inner: Any = type_.impl if isinstance(type_, TypeDecorator) else type_
    found: type[Any] = inner.python_type
    return found


def _typed(value: Any, wanted: type[Any]) -> Any:
    """The value as its column holds it; ValueError for what no row of this column could have."""
    if issubclass(wanted, datetime):
        return _aware(datetime.fromisoformat(value["at"]))
    if issubclass(wanted, date):
        return date.fromisoformat(value["at"])
    if type(value) is not (int if issubclass(wanted, int) else str):
        raise ValueError
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError
    if isinstance(value, str) and not storable(value):
        raise ValueError
    return wanted(value)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
