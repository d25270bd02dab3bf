"""The budget as a workbook that counts: a sheet for each implementer, a sum sheet, and the rates as named cells.

Every figure that follows from others is a formula, rounded where the funder's arithmetic rounds
(`services.budgets.formulas`); beside it lies our own figure, for viewers that do not count.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from models import OTHER_COSTS, SELF_FINANCING, BudgetLineKind, CostModel, PayUnit
from services import budgets
from services.budgets import PAY_OF, GroupBudget, PartBudget, Post, Rates, Sums, formulas
from services.exports.dossier import Dossier
from services.exports.money import COSTS, FINANCING, PROMISED, euros_of
from services.exports.words import Words

_POST = ("task", "people", "working_time", "pay", "amount", "gross", "year", "wages")
_LINE = ("kind", "what", "euros", "year")
# Where the tables begin, in rows counted from 0.
_POSTS_AT = 4
_ROWS = (*COSTS, *FINANCING, *PROMISED, "missing")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Book:
    made: Workbook
    words: Words
    rates: Rates
    bold: Any
    head: Any
    euro: Any
    total: Any
    share: Any

    def heads(self, sheet: Worksheet, row: int, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names):
            sheet.write_string(row, column, self.words.t(f"exports.{name}"), self.head)


def write(dossier: Dossier, words: Words, target: IO[bytes]) -> None:
    money = dossier.money
    assert money is not None
    made = Workbook(target, {"in_memory": True})
    made.set_properties({"title": dossier.name})
    book = _book(made, words, money.rates)
    together = _sheet(book, words.t("exports.together"), [])
    names = [together.get_name()]
    sheets = []
    for part in money.parts:
        sheet = _sheet(book, part.association, names)
        names.append(sheet.get_name())
        sheets.append((sheet, _part(book, sheet, part)))
    _terms(book, _sheet(book, words.t("exports.terms"), names))
    _together(book, together, dossier, money, sheets)
    made.close()


def _book(made: Workbook, words: Words, rates: Rates) -> Book:
    return Book(
        made,
        words,
        rates,
        bold=made.add_format({"bold": True, "font_size": 14}),
        head=made.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        euro=made.add_format({"num_format": "#,##0.00"}),
        total=made.add_format({"num_format": "#,##0.00", "bold": True, "top": 1}),
        share=made.add_format({"num_format": "0.00%"}),
    )


def _sheet(book: Book, name: str, taken: list[str]) -> Worksheet:
    """A sheet by this name, as short and plain as Excel wants it, and by another where it is taken."""
    bare = _FORBIDDEN.sub(" ", name).strip()[:28] or "-"
    called = next(
        each for each in (bare, *(f"{bare} {n}" for n in range(2, 100))) if each.lower() not in _low(taken)
    )
    sheet = book.made.add_worksheet(called)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 9, 16)
    return sheet


def _low(names: list[str]) -> list[str]:
    return [name.lower() for name in names]


def _terms(book: Book, sheet: Worksheet) -> None:
    """The rates that every sheet counts with; changing one changes all."""
    rates = book.rates
    whole = 1 if rates.whole_euros else 0
    values: list[tuple[str, Any, Any]] = [
        ("side_cost_rate", rates.side_cost_rate, book.share),
        ("support_rate", rates.support_rate, book.share),
        ("flat_rate", _flat_rate(rates), book.share),
        ("yearly_hours", formulas.YEARLY_HOURS, None),
        ("whole_euros", whole, None),
    ]
    sheet.set_column(0, 0, 56)
    sheet.write_string(0, 0, book.words.t("exports.terms"), book.bold)
    model = book.words.t(f"cost_model.{rates.model}") if rates.model else "–"
    sheet.write_string(1, 0, book.words.t("exports.cost_model"))
    sheet.write_string(1, 1, model)
    for row, (name, value, form) in enumerate(values, 2):
        sheet.write_string(row, 0, book.words.t(f"exports.{name}"))
        if value is not None:
            sheet.write_number(row, 1, float(value), form)
        place = xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)
        book.made.define_name(name, f"='{sheet.get_name()}'!{place}")
    sheet.write_string(8, 0, book.words.t("exports.check_notice"))


def _flat_rate(rates: Rates) -> Decimal:
    match rates.model:
        case CostModel.FLAT_40 | CostModel.UNIT:
            return formulas.FLAT_40
        case CostModel.FLAT_7:
            return formulas.FLAT_7
        case _:
            return Decimal(0)


def _part(book: Book, sheet: Worksheet, part: PartBudget) -> dict[str, str]:
    """One implementer's tables and sums; gives the cell of each sum."""
    written = part.written
    sheet.write_string(0, 0, written.association, book.bold)
    sheet.write_string(1, 0, book.words.t(f"implementer_role.{written.role}"))
    book.heads(sheet, _POSTS_AT - 1, _POST)
    for at, post in enumerate(written.posts):
        _post(book, sheet, _POSTS_AT + at, post)
    lines_at = _POSTS_AT + max(len(written.posts), 1) + 2
    book.heads(sheet, lines_at - 1, _LINE)
    for at, line in enumerate(written.lines):
        sheet.write_string(lines_at + at, 0, book.words.t(f"exports.sum_{line.kind}"))
        sheet.write_string(lines_at + at, 1, line.words)
        _figure(sheet, lines_at + at, 2, line.euros, book.euro)
        _figure(sheet, lines_at + at, 3, line.year)
    sums_at = lines_at + max(len(written.lines), 1) + 2
    cells = {name: xl_rowcol_to_cell(sums_at + at, 1) for at, name in enumerate(_ROWS)}
    tables = Tables(
        wages=f"H{_POSTS_AT + 1}:H{lines_at - 2}",
        kinds=f"A{lines_at + 1}:A{sums_at - 1}",
        euros=f"C{lines_at + 1}:C{sums_at - 1}",
    )
    counted = _formulas(book, cells, tables, written.lump_share)
    _sums(book, sheet, sums_at, part.sums, counted)
    return cells


def _post(book: Book, sheet: Worksheet, row: int, post: Post) -> None:
    sheet.write_string(row, 0, post.task)
    _figure(sheet, row, 1, post.people)
    _figure(sheet, row, 2, post.working_time)
    sheet.write_string(row, 3, book.words.t(f"exports.per_{post.pay}"))
    _figure(sheet, row, 4, post.amount)
    _figure(sheet, row, 5, post.gross, book.euro)
    _figure(sheet, row, 6, post.year)
    wages = budgets.wages_of(post, book.rates)
    sheet.write_formula(row, 7, _wages(book.rates, post, row + 1), book.euro, float(wages))


def _wages(rates: Rates, post: Post, row: int) -> str:
    """Nothing for pay that the cost model does not count."""
    if rates.model is not None and post.pay not in PAY_OF[rates.model]:
        return "=0"
    match post.pay:
        case PayUnit.MONTH:
            return f"=ROUND(B{row}*C{row}/100*E{row}*F{row},2)"
        case PayUnit.HOUR:
            return f"=ROUND(B{row}*E{row}*F{row},2)"
        case PayUnit.YEAR:
            hourly = f"ROUND(F{row}*(1+side_cost_rate)/yearly_hours,2)"
            return f"=IF(side_cost_rate>0,ROUND({hourly}*B{row}*E{row},2),0)"


def _figure(sheet: Worksheet, row: int, column: int, value: Any, form: Any = None) -> None:
    if value is not None:
        sheet.write_number(row, column, float(value), form)


@dataclass(frozen=True)
class Tables:
    """Where a sheet's rows stand; the empty row below each is inside, so that rows can be put in."""

    wages: str
    kinds: str
    euros: str


def _formulas(book: Book, at: dict[str, str], tables: Tables, lump_share: Decimal | None) -> dict[str, str]:
    """By row of the sum sheet, as `services.budgets.sums` counts it."""
    model = book.rates.model

    def by_kind(kind: BudgetLineKind) -> str:
        label = book.words.t(f"exports.sum_{kind}").replace('"', '""')
        return f'=ROUND(SUMIF({tables.kinds},"{label}",{tables.euros}),2)'

    found = _costs(model, at, tables, by_kind, lump_share)
    promised = "+".join(at[kind.value] for kind in SELF_FINANCING)
    most = (
        f"IF(whole_euros=1,ROUNDDOWN(ROUND(support_rate*{at['net']},6),0),ROUND(support_rate*{at['net']},2))"
    )
    left = f"MAX({at['net']}-({promised}),0)"
    wanted = f"IF(whole_euros=1,ROUNDDOWN(ROUND({left},2),0),ROUND({left},2))"
    return found | {
        "income": by_kind(BudgetLineKind.INCOME),
        "net": f"=ROUND(MAX({at['total']}-{at['income']},0),2)",
        "support": f"=IF(support_rate>0,MIN({most},{wanted}),0)",
        "own": f"=ROUND({at['net']}-{at['support']},2)",
        **{kind.value: by_kind(kind) for kind in SELF_FINANCING},
        "missing": f"=ROUND(MAX({at['own']}-({promised}),0),2)",
    }


def _costs(
    model: CostModel | None,
    at: dict[str, str],
    tables: Tables,
    by_kind: Callable[[BudgetLineKind], str],
    lump_share: Decimal | None,
) -> dict[str, str]:
    kinds = [kind.value for kind in OTHER_COSTS]
    total = {"total": "=ROUND(" + "+".join(at[name] for name in ("staff", *kinds, "flat")) + ",2)"}
    if model == CostModel.LUMP_SUM:
        nothing = dict.fromkeys(("wages", "side_costs", "staff", *kinds), "=0")
        return nothing | {"flat": f"={lump_share or 0}"} | total
    direct = "+".join(at[name] for name in kinds)
    counted = model in (CostModel.FLAT_7, None)
    return {
        "wages": f"=ROUND(SUM({tables.wages}),2)",
        "side_costs": "=0" if model == CostModel.UNIT else f"=ROUND({at['wages']}*side_cost_rate,2)",
        "staff": f"=ROUND({at['wages']}+{at['side_costs']},2)",
        **{kind.value: by_kind(kind) if counted else "=0" for kind in OTHER_COSTS},
        "flat": f"=ROUND(flat_rate*({at['staff']}+{direct}),2)",
        **total,
    }


def _sums(book: Book, sheet: Worksheet, top: int, sums: Sums, counted: dict[str, str]) -> None:
    for at, name in enumerate(_ROWS):
        form = book.total if name in ("total", "net") else book.euro
        sheet.write_string(top + at, 0, book.words.t(f"exports.sum_{name}"))
        sheet.write_formula(top + at, 1, counted[name], form, float(euros_of(sums, name)))


def _together(
    book: Book,
    sheet: Worksheet,
    dossier: Dossier,
    money: GroupBudget,
    parts: list[tuple[Worksheet, dict[str, str]]],
) -> None:
    """Each implementer's figures side by side; the group's are their sums, never counted anew."""
    sheet.write_string(0, 0, dossier.name, book.bold)
    sheet.write_string(1, 0, book.words.t("exports.made_at", at=book.words.moment(dossier.made_at)))
    heads = [part.association for part in money.parts]
    for column, text in enumerate([book.words.t("exports.row"), *heads, book.words.t("exports.together")]):
        sheet.write_string(3, column, text, book.head)
    # Names of associations take three lines.
    sheet.set_row(3, 48)
    sheet.freeze_panes(4, 1)
    last = len(parts)
    for row, name in enumerate(_ROWS, 4):
        form = book.total if name in ("total", "net") else book.euro
        sheet.write_string(row, 0, book.words.t(f"exports.sum_{name}"))
        for column, (source, cells) in enumerate(parts, 1):
            value = float(euros_of(money.parts[column - 1].sums, name))
            sheet.write_formula(row, column, f"='{source.get_name()}'!{cells[name]}", form, value)
        first, end = xl_rowcol_to_cell(row, 1), xl_rowcol_to_cell(row, last)
        summed = f"=ROUND(SUM({first}:{end}),2)" if parts else "=0"
        sheet.write_formula(row, last + 1, summed, form, float(euros_of(money.total, name)))
