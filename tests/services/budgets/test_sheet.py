"""The tables by way of Excel: what goes out comes back the same, and nothing in a file is trusted."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session

from models import ImplementerRole, Invalid
from services import budgets
from services.budgets import LineTyped, PostTyped, Typed, sheet
from tests.cast import Cast
from tests.services.budget_world import make_group, write
from ui.plan_money_sheet import names

NAMES = names()
TYPED = Typed(
    posts=(
        PostTyped("=1+1", "1,5", "60", "month", "10,5", "3210,55", "2027"),
        PostTyped("Ohjaaja", "1", "100", "hour", "120", "17,35", ""),
    ),
    costs=(LineTyped("travel", "Junat", "1240,50", "2028"),),
    income=(LineTyped("", "Liput", "300", ""),),
    financing=(LineTyped("municipal", "Kunta", "1000", ""), LineTyped("private", "Oma", "0,01", "2027")),
    volunteer_hours="12",
)


def written(session: Session, cast: Cast) -> budgets.Written:
    plan = make_group(cast)
    write(cast, plan, cast.toivonsilta, TYPED, who="pekka")
    return budgets.figures_in(session, plan).parts[1].written


@pytest.fixture
def book() -> Workbook:
    """The template as it is downloaded for an empty budget."""
    empty = budgets.Written(1, 1, "Satusuo", ImplementerRole.LEAD)
    return load_workbook(BytesIO(budgets.to_sheet(empty, NAMES, ["Ohje"])))


def bytes_of(book: Workbook) -> bytes:
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def test_rows_come_back_as_they_went(session: Session, cast: Cast) -> None:
    before = written(session, cast)

    found = budgets.from_sheet(budgets.to_sheet(before, NAMES, ["Ohje"]), NAMES)

    assert found.faults == ()
    after = budgets.as_written(found, before)
    assert (after.posts, after.lines) == (before.posts, before.lines)
    assert budgets.with_alone(found, TYPED).volunteer_hours == "12"


def test_every_fault_is_told_by_its_cell(book: Workbook) -> None:
    posts, costs = book["Palkat"], book["Muut suorat kustannukset"]
    posts.append(["Ohjaaja", 1, 100, "kuukausi", 12, 3000, 2027])
    posts.append(["Soita 131052-308T", 0, 100, "viikko", "=6*2", "kaksi", 1999])
    posts.append([])
    posts.append(["Kesken", None, None, "månad", 1.0000000001, 2857.142857, None])
    costs.append(["Matkat", "Junat", -3, None])

    found = budgets.from_sheet(bytes_of(book), NAMES)

    assert found.clean is None
    assert sorted((fault.sheet[:6], fault.cell, fault.key) for fault in found.faults) == [
        ("Muut s", "C2", "budget_negative"),
        ("Palkat", "A3", "identity_code"),
        ("Palkat", "B3", "budget_bounds"),
        ("Palkat", "D3", "budget_choice"),
        ("Palkat", "E3", "budget_formula"),
        ("Palkat", "F3", "budget_number"),
        ("Palkat", "F5", "budget_decimals"),
        ("Palkat", "G3", "budget_year"),
    ]


def test_columns_are_known_by_their_headings_in_any_language_and_order(book: Workbook) -> None:
    income = book["Tulot"]
    income.title = "Inkomster"
    for at, heading in enumerate(("Vuosi", "Euros", "Muuta", "Varifrån"), start=1):
        income.cell(1, at, heading)
    income.append([2027, 12.5, "x", "Biljetter"])

    found = budgets.from_sheet(bytes_of(book), NAMES)

    assert found.clean is not None
    assert [(line.words, str(line.euros), line.year) for line in found.clean.lines] == [
        ("Biljetter", "12.5", 2027)
    ]


def test_no_more_rows_are_read_than_a_table_holds(book: Workbook) -> None:
    for _ in range(budgets.MOST_ROWS + 40):
        book["Tulot"].append(["Liput", 1, None])

    found = budgets.from_sheet(bytes_of(book), NAMES)

    assert [(fault.sheet, fault.key) for fault in found.faults] == [("Tulot", "budget_rows")]
    assert len(found.typed.income) == budgets.MOST_ROWS + 1


def packed(**members: bytes) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return into.getvalue()


def without_column(book: Workbook) -> bytes:
    book["Palkat"].cell(1, 6, "Jotain")
    return bytes_of(book)


def without_sheet(book: Workbook) -> bytes:
    del book["Omarahoitus"]
    return bytes_of(book)


def with_macros(book: Workbook) -> bytes:
    into = BytesIO(bytes_of(book))
    with ZipFile(into, "a") as made:
        made.writestr("xl/vbaProject.bin", b"x")
    return into.getvalue()


def broken_inside(book: Workbook) -> bytes:
    data = bytes_of(book)
    into = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(into, "w") as made:
        for name in whole.namelist():
            made.writestr(name, b"<broken" if "sheet2" in name else whole.read(name))
    return into.getvalue()


REFUSED: dict[str, tuple[Callable[[Workbook], Any], str]] = {
    "no file of Excel": (lambda book: b"Ei taulukko", "sheet_unreadable"),
    "nothing": (lambda book: b"", "sheet_unreadable"),
    "another archive": (lambda book: packed(a=b"b"), "sheet_unreadable"),
    "broken inside": (broken_inside, "sheet_unreadable"),
    "too large": (lambda book: b"x" * (sheet.MOST_BYTES + 1), "sheet_too_large"),
    "a bomb": (lambda book: packed(a=b"0" * (sheet.MOST_UNPACKED + 1)), "sheet_too_large"),
    "many members": (
        lambda book: packed(**{f"a{n}": b"" for n in range(sheet.MOST_MEMBERS + 1)}),
        "sheet_too_large",
    ),
    "macros": (with_macros, "sheet_macros"),
    "no sheet": (without_sheet, "sheet_missing"),
    "no column": (without_column, "sheet_column"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_sheet_of_ours_is_refused(book: Workbook, name: str) -> None:
    make, key = REFUSED[name]
    data = make(book)

    with pytest.raises(Invalid) as refused:
        budgets.from_sheet(data, NAMES)

    assert (refused.value.key, refused.value.field) == (key, "sheet")
