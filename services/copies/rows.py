"""Rows of tables as JSON, one on each line, without what opens a door or is sealed."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlmodel import Session

from models import Table

# Read at a time, so that a copy needs little memory however long a table is.
AT_ONCE = 1000
# Tables that nobody gets a copy of, each with the reason.
LEFT_OUT: Mapping[str, str] = {
    "calendar_feed": "secret",
    "event_feed": "secret",
    "link": "secret",
    "mail": "mail",
    "mail_act": "secret",
    "plan_presence": "passing",
    "search_text": "derived",
    "search_word": "derived",
    "sign_in_attempt": "passing",
    "ticket": "secret",
    "register_row": "passing",
}
# Columns of the others that are left out: what opens a door, and what is sealed for a case's own people.
HIDDEN: Mapping[str, frozenset[str]] = {
    "advice_case": frozenset({"token", "sealed", "key_id"}),
    "advice_file": frozenset({"sealed", "key_id"}),
    "advice_message": frozenset({"sealed", "key_id"}),
    "person": frozenset({"password_hash"}),
    "sign_in": frozenset({"token_hash"}),
}


def models() -> list[type[Any]]:
    """Those that are copied, by name; nothing is left out that nobody has named."""
    found = [mapper.class_ for mapper in Table._sa_registry.mappers]
    return sorted((each for each in found if name_of(each) not in LEFT_OUT), key=name_of)


def name_of(model: type[Any]) -> str:
    return str(inspect(model).local_table.name)


def columns_of(model: type[Any]) -> list[Any]:
    table = inspect(model).local_table
    return [column for column in table.columns if column.name not in HIDDEN.get(table.name, ())]


def of(session: Session, model: type[Any], *where: Any) -> Iterator[dict[str, Any]]:
    """The rows for which this holds, in the order of their key; a bounded number of them in memory."""
    table = inspect(model).local_table
    query: Select[Any] = select(*columns_of(model)).where(*where).order_by(*table.primary_key.columns)
    found = session.execute(query, execution_options={"yield_per": AT_ONCE})
    for row in found.mappings():
        yield {name: plain(value) for name, value in row.items()}


def line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def plain(value: Any) -> Any:
    """Moments and days as ISO 8601, money as text, and all else as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
