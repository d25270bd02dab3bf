"""The tables as people type them, and as a sheet brings them: texts, read into figures or refused cell by cell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from models import OTHER_COSTS, SELF_FINANCING, BudgetLineKind, Invalid, PayUnit
from services import words
from services.budgets.rows import Line, Post
from services.plans.dates import bounds

T = TypeVar("T")

# As many rows as a table can show and somebody can check.
MOST_ROWS = 60
LONGEST = 160
MOST_EUROS = Decimal(99_999_999)
_HUNDRED = Decimal(100)
# Spaces of every width, and what people write after a figure.
_NOISE = re.compile(r"[\s\u00a0\u2007\u202f']|€|%|eur(?:oa?)?$", re.IGNORECASE)
_FIGURE = re.compile(r"(\d+)(?:[.,](\d*))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\d)")


@dataclass(frozen=True)
class PostTyped:
    task: str = ""
    people: str = ""
    working_time: str = ""
    pay: str = PayUnit.MONTH
    amount: str = ""
    gross: str = ""
    year: str = ""


@dataclass(frozen=True)
class LineTyped:
    kind: str = ""
    words: str = ""
    euros: str = ""
    year: str = ""


@dataclass(frozen=True)
class Typed:
    """One implementer's tables."""

    posts: Sequence[PostTyped] = ()
    costs: Sequence[LineTyped] = ()
    income: Sequence[LineTyped] = ()
    financing: Sequence[LineTyped] = ()
    volunteer_hours: str = ""
    lump_share: str = ""


@dataclass(frozen=True)
class Clean:
    posts: tuple[Post, ...]
    lines: tuple[Line, ...]
    volunteer_hours: Decimal | None
    lump_share: Decimal | None


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell: `errors.<key>` says it. Rows are counted from 0; a single field has no table."""

    table: str
    row: int
    column: str
    key: str
    params: dict[str, Any] = field(default_factory=dict)


class Faults(Invalid):
    """Some cells do not hold; nothing of the table is kept."""

    key = "budget_cells"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(field="budget", n=len(faults))
        self.faults = tuple(faults)


def cleaned(typed: Typed) -> Clean:
    """The figures of the tables without their empty rows; Faults with every cell that does not hold."""
    faults: list[Fault] = []
    posts = [_post(Cells(faults, "posts", at, row)) for at, row in _rows(faults, "posts", typed.posts)]
    lines = [
        _line(Cells(faults, table, at, row), kinds)
        for table, kinds in TABLES.items()
        for at, row in _rows(faults, table, getattr(typed, table))
    ]
    alone = Cells(faults, "", 0, typed)
    hours = alone.figure("volunteer_hours", most=_HUNDRED * 10_000)
    share = alone.figure("lump_share", most=MOST_EUROS)
    if faults:
        raise Faults(faults)
    return Clean(tuple(posts), tuple(lines), hours, share)


TABLES = {
    "costs": OTHER_COSTS,
    "income": (BudgetLineKind.INCOME,),
    "financing": SELF_FINANCING,
}


def amount(text: str) -> Decimal:
    """A figure as people write it: `1 240,50`, `1240.50 €`, `1.240,50`; Invalid when it is none.

    What could be a thousand as well as three decimals (`1.240`) is refused, never guessed.
    """
    bare = _NOISE.sub("", text.strip())
    if bare.startswith(("-", "−", "–")):
        raise Invalid("budget_negative", field="")
    found = _FIGURE.fullmatch(_without_thousands(bare))
    if found is None:
        raise Invalid("budget_number", field="")
    if len(found[2] or "") > 2:
        raise Invalid("budget_decimals", field="")
    return Decimal(f"{found[1]}.{found[2] or 0}")


def _without_thousands(bare: str) -> str:
    """Drops the signs between thousands where another sign, or several of the same, show that they are that."""
    signs = [sign for sign in bare if sign in ".,"]
    found = _THOUSANDS.match(bare)
    if len(signs) < 2 or found is None:
        return bare
    return found[0].replace(found[1], "") + bare[found.end() :]


def share(text: str, *, field: str) -> Decimal:
    """Per cent as people write it, as a share of one: `26,44` is 0.2644."""
    try:
        found = amount(text)
    except Invalid as refused:
        raise Invalid(refused.key, field=field) from None
    if not 0 < found <= _HUNDRED:
        raise Invalid("budget_per_cent", field=field)
    return found / _HUNDRED


@dataclass(frozen=True)
class Cells:
    """One row as it was typed; what does not hold is noted among the faults, and read as nothing."""

    faults: list[Fault]
    table: str
    at: int
    row: Any

    def figure(self, column: str, *, most: Decimal, least: Decimal = Decimal(0)) -> Decimal | None:
        def read(text: str) -> Decimal:
            found = amount(text)
            if not least <= found <= most:
                raise Invalid("budget_bounds", field="", least=least, most=most)
            return found

        return self._read(column, read)

    def year(self) -> int | None:
        def read(text: str) -> int:
            first, last = bounds()
            if not (text.isdecimal() and first.year <= int(text) <= last.year):
                raise Invalid("budget_year", field="", first=first.year, last=last.year)
            return int(text)

        return self._read("year", read)

    def words(self, column: str) -> str:
        return self._read(column, lambda text: words.line(text, field="", most=LONGEST)) or ""

    def one_of(self, column: str, known: Sequence[Any]) -> Any:
        def read(text: str) -> Any:
            if text not in known:
                raise Invalid("budget_choice", field="")
            return known[known.index(text)]

        if not self.row.__dict__[column].strip():
            self.note(column, Invalid("budget_choice", field=""))
        return self._read(column, read) or known[0]

    def _read(self, column: str, read: Callable[[str], T]) -> T | None:
        text = str(getattr(self.row, column)).strip()
        if not text:
            return None
        try:
            return read(text)
        except Invalid as refused:
            self.note(column, refused)
            return None

    def note(self, column: str, refused: Invalid) -> None:
        self.faults.append(Fault(self.table, self.at, column, refused.key, refused.params))


def _rows(faults: list[Fault], table: str, rows: Sequence[Any]) -> list[tuple[int, Any]]:
    """The rows in which something is written; what a new row brings along by itself is no writing."""
    told = [
        (at, row) for at, row in enumerate(rows) if any(getattr(row, name).strip() for name in _SAID[table])
    ]
    if len(told) > MOST_ROWS:
        faults.append(Fault(table, told[MOST_ROWS][0], "", "budget_rows", {"most": MOST_ROWS}))
    return told[:MOST_ROWS]


_SAID = {"posts": ("task", "amount", "gross")} | dict.fromkeys(TABLES, ("words", "euros"))


def _post(cells: Cells) -> Post:
    return Post(
        task=cells.words("task"),
        people=cells.figure("people", most=_HUNDRED, least=Decimal("0.01")) or Decimal(1),
        working_time=cells.figure("working_time", most=_HUNDRED, least=Decimal(1)) or _HUNDRED,
        pay=cells.one_of("pay", list(PayUnit)),
        amount=cells.figure("amount", most=Decimal(100_000)),
        gross=cells.figure("gross", most=Decimal(1_000_000)),
        year=cells.year(),
    )


def _line(cells: Cells, kinds: Sequence[BudgetLineKind]) -> Line:
    return Line(
        kind=cells.one_of("kind", kinds) if len(kinds) > 1 else kinds[0],
        words=cells.words("words"),
        euros=cells.figure("euros", most=MOST_EUROS),
        year=cells.year(),
    )
