"""The plan as a Word document in the order of the funder's form, with headings and tables that a reader can walk by."""

from typing import IO, Any

from docx import Document
from docx.document import Document as Made
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from services import plans
from services.exports.dossier import Dossier
from services.exports.facts import facts_of, tables_of
from services.exports.tables import Table
from services.exports.words import Words
from services.plans import FieldText, PackageRow, Section

_TAGS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_QUIET = RGBColor(0x52, 0x5B, 0x55)
_HEADING = RGBColor(0x24, 0x5A, 0x41)
_WIDTH, _MARGIN = 210, 20


def write(dossier: Dossier, words: Words, target: IO[bytes]) -> None:
    made = Document()
    _prepare(made, dossier, words)
    _front(made, dossier, words)
    for section in plans.SECTIONS:
        _section(made, dossier, section, words)
    made.save(target)


def _prepare(made: Made, dossier: Dossier, words: Words) -> None:
    """A4, the language for whoever reads it aloud, and styles instead of formatting by hand."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(_WIDTH), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    _speak(normal.element.get_or_add_rPr(), _TAGS[words.language])
    for level in (1, 2, 3):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Calibri", _HEADING
        style.font.size = Pt({1: 16, 2: 13, 3: 11}[level])
    about = made.core_properties
    about.title, about.language = dossier.name, _TAGS[words.language]
    about.author = about.comments = ""
    _number_pages(page.footer.paragraphs[0], dossier.name)


def _speak(properties: Any, tag: str) -> None:
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    found.set(qn("w:val"), tag)


def _number_pages(paragraph: Any, name: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(f"{name} · ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text
        run._r.append(mark)


def _front(made: Made, dossier: Dossier, words: Words) -> None:
    made.add_heading(dossier.name, 0)
    _quiet(made, words.t("exports.in_order"))
    _quiet(
        made,
        words.t(
            "exports.made",
            at=words.moment(dossier.made_at),
            state=words.t(f"plan_state.{dossier.plan.state}"),
            lead=dossier.plan.lead,
        ),
    )
    _quiet(made, words.t("exports.check_notice"))


def _section(made: Made, dossier: Dossier, section: Section, words: Words) -> None:
    made.add_heading(f"{section.number} {words.t(f'plan_section.{section.slug}')}", 1)
    facts = facts_of(dossier, section, words)
    if facts:
        _facts(made, facts)
    _texts(made, dossier, section, words)
    if section.slug == "measures":
        for package in dossier.packages:
            _package(made, dossier, package, words)
    for table in tables_of(dossier, section, words):
        _table(made, table)


def _texts(made: Made, dossier: Dossier, section: Section, words: Words) -> None:
    """The shared texts, then each implementer's under its own name."""
    at = ""
    for association, text in dossier.written(section):
        if association != at:
            made.add_heading(association, 2)
            at = association
        _text(made, dossier, text, words, level=3 if association else 2)


def _text(made: Made, dossier: Dossier, text: FieldText, words: Words, *, level: int) -> None:
    made.add_heading(words.t(f"plan_field.{text.key}"), level)
    if not text.text:
        _quiet(made, words.t("exports.empty"))
        return
    _paragraphs(made, text.text)
    limit = dossier.form.limits[text.key]
    name = "exports.too_long" if len(text.text) > limit else "exports.length"
    _quiet(made, words.t(name, length=words.number(len(text.text)), most=words.number(limit)))


def _package(made: Made, dossier: Dossier, package: PackageRow, words: Words) -> None:
    made.add_heading(words.t("exports.package", number=package.number, title=package.title), 2)
    said = {"goal": package.goal, "action": package.action, "result": package.result}
    facts = [(words.t("exports.responsible"), dossier.association(package.part_id))]
    facts += [(words.t(f"exports.{name}"), text) for name, text in said.items()]
    _facts(made, [(name, value or "–") for name, value in facts])
    rows = [
        [task.title, dossier.association(task.part_id), words.day(task.starts_on), words.day(task.ends_on)]
        for task in dossier.tasks_of(package.id)
    ]
    if rows:
        heads = [words.t(f"exports.{name}") for name in ("task", "association", "starts_on", "ends_on")]
        _table(made, Table(words.t("exports.tasks"), heads, rows, widths=(0.4, 0.3, 0.15, 0.15)))


def _quiet(made: Made, words: str) -> None:
    run = made.add_paragraph().add_run(words)
    run.font.size, run.font.color.rgb = Pt(9), _QUIET


def _paragraphs(made: Made, text: str) -> None:
    for line in text.split("\n"):
        made.add_paragraph(line)


def _facts(made: Made, facts: list[tuple[str, str]]) -> None:
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in facts:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(name).bold = True
        cells[1].text = value
    _set_widths(table, (0.3, 0.7))
    made.add_paragraph()


def _table(made: Made, told: Table) -> None:
    made.add_heading(told.title, 3)
    table = made.add_table(rows=1, cols=len(told.heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _fill(table.rows[0], told.heads, told.figures_from, bold=True)
    _repeat(table.rows[0])
    for row in told.rows:
        _fill(table.add_row(), row, told.figures_from)
    _set_widths(table, told.widths or _shares(told))
    made.add_paragraph()


def _shares(told: Table) -> tuple[float, ...]:
    """Equal, but for the names of figures, which take a third."""
    columns = len(told.heads)
    if told.figures_from != 1 or columns < 3:
        return (1 / columns,) * columns
    return (0.34, *(0.66 / (columns - 1),) * (columns - 1))


def _fill(row: Any, texts: list[str], figures_from: int, *, bold: bool = False) -> None:
    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(9)
        if at >= figures_from:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    """The head stands again on the next page, and is read as a head."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _set_widths(table: Any, widths: tuple[float, ...]) -> None:
    table.autofit = False
    wide = [Mm(share * (_WIDTH - 2 * _MARGIN)) for share in widths]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    # Word goes by the cells, LibreOffice by the columns.
    for row in table.rows:
        for cell, width in zip(row.cells, wide, strict=True):
            cell.width = width
