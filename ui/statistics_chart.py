"""One figure along one division, as bars with their numbers: nothing is said by colour alone."""

from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import streamlit as st

from services.statistics import By, Figure, Report, tables
from ui import chart_spec
from ui.spoken import Spoken
from ui.texts import language, t

ROW, EDGES = 34, 40
_INK = {"light": "#22302a", "dark": "#eceee8"}
_BARS = {"light": "#3f7f5f", "dark": "#6fbf95"}


class Bar(NamedTuple):
    name: str
    number: float
    told: str


def rows(report: Report, by: By, figure: Figure) -> tuple[Bar, ...]:
    words = Spoken(language())
    return tuple(
        Bar(
            tables.row_name(report, by, key, words),
            # A picture needs no cents: the figures beside it are texts. What is hidden has no bar.
            0.0 if value is None else float(Decimal(value) / (100 if figure.is_money else 1)),
            tables.number(figure, value, words),
        )
        for key, value in report.lines(by, figure.name)
    )


def draw(drawn: tuple[Bar, ...], title: str) -> None:
    theme = st.context.theme.type or "light"
    st.vega_lite_chart(_spec(drawn, theme, language()), width="stretch", alt=_spoken(drawn, title))


@lru_cache(maxsize=64)
def _spec(drawn: tuple[Bar, ...], theme: str, _language: str) -> dict[str, Any]:
    return chart_spec.of(_chart(drawn, theme))


def _chart(drawn: tuple[Bar, ...], theme: str) -> alt.LayerChart:
    """A bar for each row, in the order of the table; its number stands at its end."""
    most = max((row.number for row in drawn), default=0.0) or 1.0
    base = alt.Chart(alt.InlineData(values=[row._asdict() for row in drawn])).encode(
        y=alt.Y("name:N", sort=[row.name for row in drawn], title=None, axis=_axis(theme)),
        # Room for the number behind the longest bar.
        x=alt.X("number:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.3], nice=False)),
        tooltip=[
            alt.Tooltip("name:N", title=t("statistics.row")),
            alt.Tooltip("told:N", title=t("statistics.head_number")),
        ],
    )
    chart: alt.LayerChart = (
        alt.layer(
            base.mark_bar(size=20, color=_BARS[theme]),
            base.mark_text(align="left", dx=6, fontSize=14, color=_INK[theme]).encode(text="told:N"),
        )
        .properties(height=ROW * len(drawn) + EDGES)
        .configure_view(strokeOpacity=0)
    )
    return chart


def _spoken(drawn: tuple[Bar, ...], title: str) -> str:
    """The same in words, for who does not see the picture."""
    return f"{title}: " + ", ".join(f"{row.name} {row.told}" for row in drawn)


def _axis(theme: str) -> alt.Axis:
    return alt.Axis(
        labelFontSize=14,
        labelLimit=220,
        labelColor=_INK[theme],
        domain=False,
        ticks=False,
        labelPadding=8,
    )
