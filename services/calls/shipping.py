"""The calls that ship in `data/calls.json`."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from models import Call
from services.calls.acts import put_priorities
from services.calls.following import adopt, tell_followers
from services.calls.terms import Priority
from services.calls.versions import keep_version, newest_version
from services.vocabulary import DATA

_DATES = ("opens_on", "closes_on", "starts_earliest", "ends_latest")
_SUMS = ("amount", "support_rate", "lump_sum")


def load(session: Session, *, fictitious: bool = True) -> int:
    """Brings the shipped calls into the tables, new ones and changed ones; says how many there are.

    A made-up call, for practice, is for the demo alone.
    """
    rows = json.loads((DATA / "calls.json").read_text(encoding="utf-8"))
    wanted = [row for row in rows if fictitious or not row.get("fictitious")]
    for row in wanted:
        _bring(session, row)
    return len(wanted)


def _bring(session: Session, row: dict[str, Any]) -> None:
    call = session.exec(select(Call).where(Call.slug == row["slug"])).one_or_none()
    before = newest_version(session, call.id) if call else None
    if before and before.made_by is not None:
        # The facilitators have read the notice since: what they wrote stands over what ships.
        return
    values = {name: _value(name, row[name]) for name in Call.model_fields.keys() & row.keys()}
    call = _put(session, call, values)
    put_priorities(
        session, call, [Priority(each["slug"], each["heading"], each["plain"]) for each in row["priorities"]]
    )
    after = keep_version(session, None, call)
    adopt(session, call, after)
    if before and before.id != after.id:
        tell_followers(session, None, call, after)


def _put(session: Session, there: Call | None, values: dict[str, Any]) -> Call:
    """The row with these values: the one that is there, or a new one."""
    call = there or Call(**values)
    for name, value in values.items():
        setattr(call, name, value)
    session.add(call)
    session.flush()
    return call


def _value(name: str, given: Any) -> Any:
    if name in _DATES and given is not None:
        return date.fromisoformat(given)
    if name in _SUMS and given is not None:
        return Decimal(str(given))
    return given
