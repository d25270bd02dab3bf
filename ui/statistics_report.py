"""The report on the screen: figures with their definitions, one figure as a picture, and its section as a table."""

from urllib.parse import urlencode

import streamlit as st

from services import statistics
from services.exports import Table
from services.statistics import BY_NAME, By, Figure, Report, Section, files, tables
from ui import parts, statistics_chart, statistics_filters
from ui.spoken import Spoken
from ui.statistics_filters import FILTERS
from ui.texts import language, plain, t

_ICONS = {"workbook": "table", "list": "table_rows"}


def draw(report: Report) -> None:
    words = Spoken(language())
    _about(report, words)
    if report.is_empty:
        parts.empty(t("statistics.empty"))
        return
    _files(report)
    st.header(t("statistics.heading_figures"))
    # One element: six tables with their headings.
    defined = (f"### {plain(table.title)}\n\n{_defined(table)}" for _, table in tables.summary(report, words))
    st.markdown("\n\n".join(defined))
    st.header(t("statistics.heading_divided"))
    figure, by = _chosen(report)
    _divided(report, figure, by, words)


def _about(report: Report, words: Spoken) -> None:
    told = tables.about(report, words)
    lines = "  \n".join(f"**{plain(name)}:** {plain(value)}" for name, value in told)
    notes = (f":small[{plain(note)}]" for note in tables.notes(report, words))
    st.markdown("\n\n".join([lines, *notes]))


def _files(report: Report) -> None:
    """All of them as known at this very moment, so that a file and a link opened later say what stands here."""
    address = statistics_filters.address() | {"known": statistics.written_moment(report.known)}
    query = urlencode(address | {"language": language()})
    with st.container(horizontal=True):
        for kind in files.KINDS.values():
            st.link_button(
                t(f"statistics.file_{kind.slug}"),
                f"/statistics/files/{kind.slug}?{query}",
                icon=f":material/{_ICONS[kind.slug]}:",
            )
        st.link_button(t("statistics.file_print"), f"/statistics/print?{query}", icon=":material/print:")
    if not report.asked.known:
        parts.open_link("statistics", t("statistics.keep"), icon="link", **address)


def _chosen(report: Report) -> tuple[Figure, By]:
    """The figure and the division of the address; what the report does not have is the first."""
    names = [one.name for one in report.figures]
    left, right = st.columns(2)
    with left:
        FILTERS.choose(
            "figure",
            t("statistics.figure"),
            names,
            lambda name: t(f"statistics_figure.{name}"),
            t(f"statistics_figure.{names[0]}"),
        )
    name = FILTERS.value("figure")
    figure = BY_NAME[name if name in names else names[0]]
    offered = [by for by in By if by in figure.by]
    with right:
        FILTERS.choose(
            "by",
            t("statistics.by"),
            offered,
            lambda by: t(f"statistics_by.{by}"),
            t(f"statistics_by.{By.TIME}"),
        )
    by = FILTERS.value("by")
    return figure, By(by) if by in offered else By.TIME


def _divided(report: Report, figure: Figure, by: By, words: Spoken) -> None:
    drawn = statistics_chart.rows(report, by, figure)
    title = f"{t(f'statistics_figure.{figure.name}')}, {t(f'statistics_by.{by}').lower()}"
    st.subheader(title)
    st.caption(t(f"statistics_definition.{figure.name}"))
    if not drawn:
        st.write(t("statistics.nothing_divided"))
        return
    statistics_chart.draw(drawn, title)
    if by in (By.TARGET_GROUP, By.PRIORITY):
        st.caption(t("statistics.many"))
    section: Section = figure.section
    st.markdown(_markdown(tables.division(report, by, words, section=section)))


def _defined(table: Table) -> str:
    """Figure, number, definition: two columns, so that a narrow screen has room for the words."""
    rows = [[f"**{plain(name)}** – {plain(told)}", f"**{plain(value)}**"] for name, value, told in table.rows]
    lines = [[t("statistics.head_defined"), plain(table.heads[1])], [":---", "---:"], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _markdown(table: Table) -> str:
    """A table that a screen reader reads as one; its figures stand at the right."""
    marks = [":---", *["---:"] * (len(table.heads) - 1)]
    heads, *rows = [[plain(cell) for cell in row] for row in (table.heads, *table.rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, marks, *rows))
