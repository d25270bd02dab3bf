"""The rows of a file, one at a time: CSV as spreadsheets write it, and XLSX.

Nothing in a file is trusted: no formula is counted, and the files' own check has refused macros and what unpacks to
too much.
"""

import csv
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from models import Invalid
from services.registers import columns
from services.registers.columns import Column

# Associations of the whole country, and some.
MOST_ROWS = 150_000
_MOST_COLUMNS = 60
_SEPARATORS = (";", ",", "\t", "|")
# What a file that is broken somewhere inside makes its reader say.
_BROKEN = (
    BadZipFile,
    zlib.error,
    csv.Error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    SyntaxError,
)
# A line of text with a quotation mark that is never closed is a file long.
csv.field_size_limit(min(sys.maxsize, 1024 * 1024))

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Head:
    """Where the headings stand and what they name."""

    line: int
    columns: tuple[Column, ...]


def head_of(name: str, content: bytes) -> Head:
    """The headings of a file; Invalid when none of the first lines names the associations."""
    first = list(islice(_lines(name, content), columns.HEADINGS_WITHIN))
    best = max(
        (Head(line, tuple(columns.mapped(cells))) for line, cells in first),
        key=lambda head: len(head.columns),
        default=Head(1, ()),
    )
    if columns.NEEDED not in {column.field for column in best.columns}:
        raise Invalid("register_columns", field="file", name=name)
    return best


def rows(name: str, content: bytes, head: Head) -> Iterator[tuple[int, dict[str, str]]]:
    """What stands below the headings, by field, with the number of its line; empty rows are passed over."""
    for line, cells in _lines(name, content):
        if line <= head.line:
            continue
        row = {each.field: cells[each.at].strip() for each in head.columns if each.at < len(cells)}
        if any(row.values()):
            yield line, row


def _lines(name: str, content: bytes) -> Iterator[Line]:
    """Every line with its number; Invalid where the file breaks off, or has more than any register."""
    read = _sheet if name.lower().endswith(".xlsx") else _text
    try:
        for line, cells in enumerate(read(content), 1):
            if line > MOST_ROWS:
                raise Invalid("register_too_long", field="file", name=name, most=MOST_ROWS)
            yield line, cells
    except _BROKEN as broken:
        raise Invalid("register_unreadable", field="file", name=name) from broken


def _text(content: bytes) -> Iterator[list[str]]:
    encoding = encoding_of(content)
    separator = _separator(content, encoding)
    # With `newline=""` a line break between quotation marks stays within its cell.
    with TextIOWrapper(BytesIO(content), encoding, errors="replace", newline="") as text:
        yield from csv.reader(text, delimiter=separator)


def encoding_of(content: bytes) -> str:
    """Today's, with or without its mark; else that of an old Windows."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(content: bytes, encoding: str) -> str:
    """The one with which the first lines name most columns; of those that name as many the first."""
    beginning = (
        content[: 64 * 1024].decode(encoding, errors="replace").splitlines()[: columns.HEADINGS_WITHIN]
    )

    def named(separator: str) -> int:
        lines = csv.reader(beginning, delimiter=separator)
        return max((len(columns.mapped(cells)) for cells in lines), default=0)

    return max(_SEPARATORS, key=named)


def _sheet(content: bytes) -> Iterator[list[str]]:
    """The first sheet; of a formula what it came to when it was last counted."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False)
    with closing(book):
        sheet = book.worksheets[0]
        # A sheet may claim to be as large as it likes.
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
            yield [_plain(value) for value in cells]


def _plain(value: Any) -> str:
    """As it is read in the cell. A register number typed as 123.450 is a number to a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.3f}"
    return str(value)
