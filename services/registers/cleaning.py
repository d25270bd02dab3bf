"""One row of a register, field by field: what is kept, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from models import Invalid, RegisterRow, RowOutcome
from services import associations, places, vocabulary, words
from services.associations import core_of

# What is told of, but does not keep the row out.
HARMLESS = ("register_kind",)
_ENDING = re.compile(r"\s+(?:kunta|kaupunki|kommun|stad)$")


def cleaned(file_id: int, line: int, typed: Mapping[str, str]) -> RegisterRow:
    """The row with every fault that can be seen in it alone."""
    row = RegisterRow(file_id=file_id, line=line, faults=[])
    for field, clean in _CLEANING.items():
        text = typed.get(field, "")
        try:
            setattr(row, field, clean(text))
        except Invalid as refused:
            add_fault(row, field, refused, text)
    row.core = core_of(row.name)
    return row


def add_fault(row: RegisterRow, field: str, refused: Invalid, typed: str = "") -> None:
    fault: dict[str, Any] = {"field": field, "key": refused.key, "params": refused.params}
    row.faults = [*row.faults, fault | {"typed": typed[:80] if words.storable(typed[:80]) else ""}]
    if refused.key not in HARMLESS:
        row.outcome = RowOutcome.FAULTY


def _name(text: str) -> str:
    return words.line(text, field="name", most=associations.NAME_LENGTH)


def _business_id(text: str) -> str:
    # A spreadsheet that takes it for a number drops the nought that it may begin with.
    return associations.business_id_of(f"0{text}" if text.isdecimal() and len(text) == 7 else text)


def _municipality(text: str) -> str:
    """By its name in any language or its number, which a spreadsheet may have shortened."""
    if not text:
        raise Invalid("needed", field="municipality")
    found = _places().get(_ENDING.sub("", text.casefold().strip()))
    if found is None:
        raise Invalid("register_municipality", field="municipality")
    return found


@cache
def _places() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, place in places.municipalities().items():
        found |= {code: code, code.lstrip("0"): code}
        found |= {name.casefold(): code for name in place.names.values()}
    return found


def _kind(text: str) -> str:
    found = _kinds().get(text.casefold(), "") if text else ""
    if text and not found:
        raise Invalid("register_kind", field="kind")
    return found


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, term in vocabulary.terms(vocabulary.ASSOCIATION_KINDS).items():
        found |= {name.casefold(): slug for name in (slug, *term.names.values(), *term.aliases)}
    return found


def _description(text: str) -> str:
    return words.body(text, field="description", most=associations.DESCRIPTION_LENGTH, needed=False)


_CLEANING: dict[str, Callable[[str], str]] = {
    "name": _name,
    "business_id": _business_id,
    "register_number": associations.register_number_of,
    "municipality": _municipality,
    "kind": _kind,
    "description": _description,
}
