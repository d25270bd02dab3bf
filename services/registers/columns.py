"""What the columns of a register's file are called: `data/register_columns.json`, in three languages."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.vocabulary import DATA

NEEDED = "name"
# Before the headings a file may say what it is.
HEADINGS_WITHIN = 10


@dataclass(frozen=True)
class Column:
    """A column that was found: what it holds, where it stands (from 0), and what it is called in the file."""

    field: str
    at: int
    heading: str


@cache
def headings() -> dict[str, dict[str, tuple[str, ...]]]:
    """By field and language; the first one of each is what we call it ourselves."""
    found = json.loads((DATA / "register_columns.json").read_text(encoding="utf-8"))
    return {field: {code: tuple(names) for code, names in spoken.items()} for field, spoken in found.items()}


def fields() -> tuple[str, ...]:
    return tuple(headings())


def label(field: str, language: str) -> str:
    return headings()[field][language][0]


def mapped(cells: Sequence[str]) -> list[Column]:
    """The columns that these headings name; of two for the same field the first."""
    found: dict[str, Column] = {}
    for at, cell in enumerate(cells):
        field = _fields_by_heading().get(_plain(cell), "")
        if field and field not in found:
            found[field] = Column(field, at, cell.strip())
    return list(found.values())


@cache
def _fields_by_heading() -> dict[str, str]:
    return {
        _plain(name): field
        for field, spoken in headings().items()
        for names in spoken.values()
        for name in names
    }


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]", "", heading.casefold())
