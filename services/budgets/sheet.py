"""An implementer's tables as a sheet of Excel: written to be filled in, and read again with every fault by its cell.

Nothing in a sheet is trusted: no formula is counted, no macro is kept, and what unpacks to too much is not unpacked.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile

import xlsxwriter
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.worksheet import Worksheet

from models import BudgetLineKind, Invalid, PayUnit
from services.budgets.rows import Line, Post, Written
from services.budgets.typed import (
    MOST_ROWS,
    TABLES,
    Clean,
    Fault,
    Faults,
    LineTyped,
    PostTyped,
    Typed,
    cleaned,
)

MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_MEMBERS = 200
_COLUMNS = {
    "posts": ("task", "people", "working_time", "pay", "amount", "gross", "year"),
    "costs": ("kind", "words", "euros", "year"),
    "income": ("words", "euros", "year"),
    "financing": ("kind", "words", "euros", "year"),
}
_WIDTHS = {"task": 34, "words": 34, "kind": 24}
# What openpyxl says of a file that is none, or is broken somewhere inside.
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    InvalidFileException,
    LxmlError,
    ParseError,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
)

# By key (`posts`, `task`, `posts.task`, `pay_unit.month`) what it is called, the name to write first.
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class CellFault:
    """`errors.<key>` says what is wrong in this cell of this sheet."""

    sheet: str
    cell: str
    key: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What a sheet would put into the tables; nothing while there are faults."""

    typed: Typed
    clean: Clean | None
    faults: tuple[CellFault, ...] = ()


def to_sheet(written: Written, names: Names, help_lines: Sequence[str]) -> bytes:
    """A workbook with the rows as they are, one sheet for each table, to be filled in and brought back."""
    into = BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        for table, columns in _COLUMNS.items():
            sheet = book.add_worksheet(names[table][0])
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(columns):
                width = _WIDTHS.get(column, 14)
                sheet.set_column(at, at, width, money if column in ("gross", "euros") else None)
                sheet.write_string(0, at, _name(names, table, column)[0], head)
                _limit(sheet, at, table, column, names)
            _fill(sheet, table, columns, written, names)
        notes = book.add_worksheet(names["help"][0])
        notes.set_column(0, 0, 90)
        for at, line in enumerate(help_lines):
            notes.write_string(at, 0, line)
    return into.getvalue()


def _name(names: Names, table: str, column: str) -> Sequence[str]:
    return names.get(f"{table}.{column}") or names[column]


def _options(table: str, column: str) -> Sequence[str]:
    """The keys of what may stand in a cell; none where anything may."""
    if column == "pay":
        return [f"pay_unit.{pay}" for pay in PayUnit]
    return [f"budget_line_kind.{kind}" for kind in TABLES[table]] if column == "kind" else []


def _limit(sheet: Worksheet, at: int, table: str, column: str, names: Names) -> None:
    if options := _options(table, column):
        offered = [names[option][0] for option in options]
        sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": offered})


def _fill(sheet: Worksheet, table: str, columns: Sequence[str], written: Written, names: Names) -> None:
    rows: Sequence[Post | Line] = written.posts
    if table != "posts":
        rows = [line for line in written.lines if line.kind in TABLES[table]]
    for down, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            value = getattr(row, column)
            if isinstance(value, Decimal | int):
                # A sheet knows no other number; sixteen digits hold every cent that a table takes.
                sheet.write_number(down, at, float(value))
            elif value is not None:
                sheet.write_string(down, at, _spoken(value, names))


def _spoken(value: Any, names: Names) -> str:
    if isinstance(value, PayUnit):
        return names[f"pay_unit.{value}"][0]
    return names[f"budget_line_kind.{value}"][0] if isinstance(value, BudgetLineKind) else str(value)


def from_sheet(data: bytes, names: Names) -> Sheet:
    """What the file says; Invalid when it is no sheet of ours, too large, or holds a macro."""
    _check_packing(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False, keep_vba=False)
        found = _Reading(names)
        tables: dict[str, Any] = {table: tuple(found.rows(book, table)) for table in _COLUMNS}
        book.close()
    except _BROKEN:
        raise Invalid("sheet_unreadable", field="sheet") from None
    typed = Typed(**tables)
    return _judged(typed, found)


def with_alone(sheet: Sheet, before: Typed) -> Typed:
    """The sheet has no place for the hours of volunteers and the share of a lump sum: they stay as they are."""
    return replace(sheet.typed, volunteer_hours=before.volunteer_hours, lump_share=before.lump_share)


def as_written(sheet: Sheet, before: Written) -> Written:
    """The implementer's money as it would be; the sheet has no faults."""
    assert sheet.clean is not None
    return replace(before, posts=sheet.clean.posts, lines=sheet.clean.lines)


def _check_packing(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Invalid("sheet_too_large", field="sheet", most=MOST_BYTES // 1024 // 1024)
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
    except _BROKEN:
        raise Invalid("sheet_unreadable", field="sheet") from None
    # Unpacking stops at the size that is told here, so that a lie only breaks the file.
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Invalid("sheet_too_large", field="sheet", most=MOST_BYTES // 1024 // 1024)
    if any("vba" in member.filename.lower() for member in members):
        raise Invalid("sheet_macros", field="sheet")


class _Reading:
    """The rows of a workbook, and in which cell each typed figure stood."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.faults: list[CellFault] = []
        # Table, row in the table, column: the sheet's title and the cell.
        self.places: dict[tuple[str, int, str], tuple[str, str]] = {}

    def rows(self, book: Any, table: str) -> Iterator[Any]:
        sheet = next((each for each in book.worksheets if each.title in self.names[table]), None)
        if sheet is None:
            raise Invalid("sheet_missing", field="sheet", sheet=self.names[table][0])
        # A sheet may claim to be as large as it likes: no more than a table holds is looked at.
        lines = sheet.iter_rows(min_row=1, max_row=MOST_ROWS + 2, max_col=12)
        columns = self._columns(sheet.title, table, next(lines, ()))
        kept = 0
        for down, cells in enumerate(lines, start=2):
            row = {name: self._text(sheet.title, name, at, down, cells) for name, at in columns.items()}
            if not any(row.values()):
                continue
            for name, at in columns.items():
                self.places[table, kept, name] = (sheet.title, f"{get_column_letter(at + 1)}{down}")
            kept += 1
            yield PostTyped(**row) if table == "posts" else LineTyped(**row)

    def _columns(self, title: str, table: str, head: Sequence[Any]) -> dict[str, int]:
        """Where each column stands: by its heading, in whatever order and language."""
        told = [str(cell.value or "").strip() for cell in head]
        found = {}
        for column in _COLUMNS[table]:
            at = next((at for at, text in enumerate(told) if text in _name(self.names, table, column)), None)
            if at is None:
                wanted = _name(self.names, table, column)[0]
                raise Invalid("sheet_column", field="sheet", sheet=title, column=wanted)
            found[column] = at
        return found

    def _text(self, title: str, column: str, at: int, down: int, cells: Sequence[Any]) -> str:
        cell = cells[at] if at < len(cells) else None
        value = getattr(cell, "value", None)
        if value is None:
            return ""
        if getattr(cell, "data_type", "") in ("f", "e"):
            self.faults.append(CellFault(title, f"{get_column_letter(at + 1)}{down}", "budget_formula", {}))
            return ""
        text = _plain(value)
        return self._chosen(text) if column in ("pay", "kind") else text

    def _chosen(self, text: str) -> str:
        """The value of a choice for its name in any language; what is no choice stays, to be refused."""
        choices = (key for key in self.names if key.startswith(("pay_unit.", "budget_line_kind.")))
        return next((key.split(".")[1] for key in choices if text in self.names[key]), text)


def _plain(value: Any) -> str:
    """A number of a sheet has no decimals but those it shows: 0.1 + 0.2 is 0.3."""
    if isinstance(value, float):
        return format(Decimal(str(round(value, 6))).normalize(), "f")
    return str(value).strip()


def _judged(typed: Typed, found: _Reading) -> Sheet:
    clean: Clean | None = None
    refused: tuple[CellFault, ...] = ()
    try:
        clean = cleaned(typed)
    except Faults as several:
        refused = tuple(_placed(fault, found) for fault in several.faults)
    faults = (*found.faults, *refused)
    return Sheet(typed, None if faults else clean, faults)


def _placed(fault: Fault, found: _Reading) -> CellFault:
    sheet, cell = found.places.get((fault.table, fault.row, fault.column), (found.names[fault.table][0], ""))
    return CellFault(sheet, cell, fault.key, fault.params)
