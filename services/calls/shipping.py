"""The calls that ship in `data/calls.json`."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlmodel import Session, select

from models import Call, CallPriority
from services.calls.reading import priorities_query
from services.calls.versions import keep_version
from services.vocabulary import DATA

Row = TypeVar("Row", Call, CallPriority)

_DATES = ("opens_on", "closes_on", "starts_earliest", "ends_latest")
_SUMS = ("amount", "support_rate", "lump_sum")


def load(session: Session) -> int:
    """Brings the shipped calls into the tables, new ones and changed ones; says how many there are."""
    rows = json.loads((DATA / "calls.json").read_text(encoding="utf-8"))
    for row in rows:
        _bring(session, row)
    return len(rows)


def _bring(session: Session, row: dict[str, Any]) -> None:
    values = {name: _value(name, row[name]) for name in Call.model_fields.keys() & row.keys()}
    there = session.exec(select(Call).where(Call.slug == row["slug"])).one_or_none()
    call = _put(session, there, Call, values)
    known = {each.slug: each for each in session.exec(priorities_query([call.id]))}
    for position, given in enumerate(row["priorities"]):
        words = {"heading": given["heading"], "plain": given["plain"]}
        same = {"call_id": call.id, "slug": given["slug"], "position": position}
        _put(session, known.pop(given["slug"], None), CallPriority, same | words)
    for gone in known.values():
        session.delete(gone)
    session.flush()
    keep_version(session, None, call)


def _put(session: Session, there: Row | None, table: type[Row], values: dict[str, Any]) -> Row:
    """The row with these values: the one that is there, or a new one."""
    row = there or table(**values)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row


def _value(name: str, given: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(given)
    if name in _SUMS and given is not None:
        return Decimal(str(given))
    return given
