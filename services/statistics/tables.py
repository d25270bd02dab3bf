"""The report in the words of a language: what its rows are called, and its numbers as texts."""

from decimal import Decimal

from services import vocabulary
from services.exports.tables import Table
from services.exports.words import Words
from services.statistics.counting import UNKNOWN
from services.statistics.periods import Stretch
from services.statistics.reporting import Line, Report
from services.statistics.series import By, Figure, Section


def stretch_name(stretch: Stretch, words: Words) -> str:
    return words.t(f"statistics_span.name_{stretch.span}", year=stretch.year, number=stretch.number)


def row_name(report: Report, by: By, key: str, words: Words) -> str:
    if key == UNKNOWN:
        return words.t("statistics.unknown")
    match by:
        case By.TIME:
            return stretch_name(Stretch(report.asked.span, int(key)), words)
        case By.MUNICIPALITY:
            return words.municipality(key) or key
        case By.TARGET_GROUP:
            return words.term(vocabulary.TARGET_GROUPS, key)
        case By.PRIORITY:
            return priority_name(report.priorities, key, words)


def priority_name(names: dict[str, dict[str, str]], slug: str, words: Words) -> str:
    return names.get(slug, {}).get(words.language) or slug


def number(figure: Figure, value: int | None, words: Words) -> str:
    if value is None:
        return words.t("statistics.hidden")
    return words.euros(Decimal(value) / 100) if figure.is_money else words.number(value)


def about(report: Report, words: Words) -> list[tuple[str, str]]:
    """What the report is about, and as known at which moment."""
    asked = report.asked
    told = [
        ("period", f"{words.day(asked.first)} – {words.day(asked.last)}"),
        ("known", words.moment(report.known)),
        ("municipality", words.municipality(asked.municipality)),
        (
            "target_group",
            words.term(vocabulary.TARGET_GROUPS, asked.target_group) if asked.target_group else "",
        ),
        ("priority", priority_name(report.priorities, asked.priority, words) if asked.priority else ""),
        ("version", words.t("statistics.version_public" if asked.public else "statistics.version_whole")),
    ]
    return [(words.t(f"statistics.about_{name}"), value) for name, value in told if value]


def notes(report: Report, words: Words) -> list[str]:
    """What a reader has to know of the numbers."""
    found = [words.t("statistics.note_journal")]
    if report.without_facts:
        found.append(words.t("statistics.note_without", n=report.without_facts))
    if report.left_out:
        names = ", ".join(words.t(f"statistics_figure.{one.name}") for one in report.left_out)
        found.append(words.t("statistics.note_left_out", names=names))
    if report.asked.public:
        found.append(words.t("statistics.note_hidden"))
    return found


def summary(report: Report, words: Words) -> list[tuple[Section, Table]]:
    """Each figure with its definition beside it, a table for each section."""
    heads = [words.t(f"statistics.head_{name}") for name in ("figure", "number", "definition")]
    found = []
    for section in Section:
        rows = [
            [
                words.t(f"statistics_figure.{one.name}"),
                number(one, report.total.cells[one.name], words),
                words.t(f"statistics_definition.{one.name}"),
            ]
            for one in report.figures
            if one.section == section
        ]
        if rows:
            found.append((section, Table(words.t(f"statistics_section.{section}"), heads, rows)))
    return found


def division(report: Report, by: By, words: Words, *, section: Section | None = None) -> Table:
    """A row for each month, municipality, ..., with the whole at the end; of one section or of all."""
    figures = [one for one in report.figures_of(by) if section in (None, one.section)]
    heads = [words.t(f"statistics_by.{by}"), *(words.t(f"statistics_figure.{one.name}") for one in figures)]
    lines = [(row_name(report, by, line.key, words), line) for line in report.divided[by]]
    lines.append((words.t("statistics.together"), report.total))
    rows = [[name, *_cells(figures, line, words)] for name, line in lines]
    return Table(words.t(f"statistics_by.{by}"), heads, rows, figures_from=1)


def _cells(figures: list[Figure], line: Line, words: Words) -> list[str]:
    return [number(one, line.cells[one.name], words) for one in figures]
