"""The report as files: a workbook with a sheet for each division, and one long table for who counts on."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from services.exports.lists import harmless
from services.exports.words import Words
from services.statistics import tables
from services.statistics.reporting import Line, Report
from services.statistics.series import By, Figure, Section


@dataclass(frozen=True)
class Kind:
    slug: str
    ending: str
    media: str
    write: Callable[[Report, Words, IO[bytes]], None]


@dataclass(frozen=True)
class Book:
    made: Workbook
    words: Words
    bold: Any
    head: Any
    text: Any
    whole: Any
    euro: Any

    def figure(self, sheet: Worksheet, row: int, column: int, figure: Figure, value: int | None) -> None:
        """A number that a spreadsheet can count with; a hidden one is words."""
        if value is None:
            sheet.write_string(row, column, self.words.t("statistics.hidden"))
        elif figure.is_money:
            sheet.write_number(row, column, value / 100, self.euro)
        else:
            sheet.write_number(row, column, value, self.whole)


def write_workbook(report: Report, words: Words, target: IO[bytes]) -> None:
    made = Workbook(target, {"in_memory": True})
    made.set_properties({"title": words.t("statistics.title")})
    book = Book(
        made,
        words,
        bold=made.add_format({"bold": True, "font_size": 14}),
        head=made.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        text=made.add_format({"text_wrap": True, "valign": "top"}),
        whole=made.add_format({"num_format": "#,##0"}),
        euro=made.add_format({"num_format": "#,##0.00 €"}),
    )
    _summary(book, report)
    for by in By:
        _division(book, report, by)
    made.close()


def _sheet(book: Book, name: str, first_width: int) -> Worksheet:
    sheet = book.made.add_worksheet(name[:31])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, first_width)
    sheet.set_column(1, 20, 18)
    return sheet


def _summary(book: Book, report: Report) -> None:
    words = book.words
    sheet = _sheet(book, words.t("statistics.sheet_summary"), 40)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, words.t("statistics.title"), book.bold)
    row = 1
    for name, value in tables.about(report, words):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
        row += 1
    for note in tables.notes(report, words):
        sheet.write_string(row, 0, note)
        row += 1
    for section in Section:
        figures = [one for one in report.figures if one.section == section]
        row = _section(book, sheet, row + 1, section, figures, report.total) if figures else row


def _section(
    book: Book, sheet: Worksheet, row: int, section: Section, figures: list[Figure], total: Line
) -> int:
    words = book.words
    heads = [words.t(f"statistics_section.{section}")]
    heads += [words.t("statistics.head_number"), words.t("statistics.head_definition")]
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, book.head)
    for at, figure in enumerate(figures, row + 1):
        sheet.write_string(at, 0, words.t(f"statistics_figure.{figure.name}"), book.text)
        book.figure(sheet, at, 1, figure, total.cells[figure.name])
        sheet.write_string(at, 2, words.t(f"statistics_definition.{figure.name}"), book.text)
    return row + len(figures) + 1


def _division(book: Book, report: Report, by: By) -> None:
    words, figures = book.words, report.figures_of(by)
    sheet = _sheet(book, words.t(f"statistics_by.{by}"), 36)
    heads = [words.t(f"statistics_by.{by}"), *(words.t(f"statistics_figure.{one.name}") for one in figures)]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, book.head)
    sheet.freeze_panes(1, 1)
    for row, line in enumerate(report.divided[by], 1):
        sheet.write_string(row, 0, tables.row_name(report, by, line.key, words))
        for column, figure in enumerate(figures, 1):
            book.figure(sheet, row, column, figure, line.cells[figure.name])
    row = len(report.divided[by]) + 2
    # No formula: what is hidden, and who is counted in two rows, would make another sum.
    sheet.write_string(row, 0, words.t("statistics.together"), book.head)
    for column, figure in enumerate(figures, 1):
        book.figure(sheet, row, column, figure, report.total.cells[figure.name])


def write_list(report: Report, words: Words, target: IO[bytes]) -> None:
    """A row for each number, as a Finnish Excel opens it."""
    text = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    made = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    made.writerows([harmless(cell) for cell in row] for row in _listed(report, words))
    text.detach()


def _listed(report: Report, words: Words) -> list[list[str]]:
    heads = ("division", "row", "figure", "number", "unit", "definition")
    rows = [[words.t(f"statistics.head_{name}") for name in heads]]
    for name, value in tables.about(report, words):
        rows.append([words.t("statistics.about"), name, "", value, "", ""])
    together = words.t("statistics.together")
    rows += [_one(together, "", figure, report.total, words) for figure in report.figures]
    rows += [
        _one(
            words.t(f"statistics_by.{by}"), tables.row_name(report, by, line.key, words), figure, line, words
        )
        for by in By
        for line in report.divided[by]
        for figure in report.figures_of(by)
    ]
    return rows


def _one(division: str, row: str, figure: Figure, line: Line, words: Words) -> list[str]:
    value = line.cells[figure.name]
    plain = words.t("statistics.hidden") if value is None else _plain(figure, value)
    unit = "EUR" if figure.is_money else words.t("statistics.unit_pieces")
    name = words.t(f"statistics_figure.{figure.name}")
    return [division, row, name, plain, unit, words.t(f"statistics_definition.{figure.name}")]


def _plain(figure: Figure, value: int) -> str:
    return f"{Decimal(value) / 100:.2f}".replace(".", ",") if figure.is_money else str(value)


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    kind.slug: kind
    for kind in (
        Kind("workbook", "xlsx", _SHEET, write_workbook),
        Kind("list", "csv", "text/csv; charset=utf-8", write_list),
    )
}
