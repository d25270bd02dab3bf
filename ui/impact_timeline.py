"""What happened in a year, month by month: a dot for each kind and month, with its number in it."""

from collections.abc import Sequence
from typing import Any

import altair as alt
from babel import dates

from services.impact import Happened, Month
from ui.texts import region, t

ROW, EDGES = 54, 40
_INK = {"light": "#22302a", "dark": "#eceee8"}
_DOTS = {"light": "#9ccdb1", "dark": "#2f6b4f"}
_SMALLEST_DOT, _LARGEST_DOT = 220, 460


def month_name(month: int) -> str:
    return str(dates.get_month_names("wide", "stand-alone", locale=region())[month])


def happened(one: Happened) -> str:
    return t(f"impact_happened.{one}")


def chart(months: Sequence[Month], *, theme: str = "light") -> alt.LayerChart:
    """Twelve months of one year, whatever of it has been."""
    rows = [
        {"month": each.month, "what": happened(one), "number": number, "name": month_name(each.month)}
        for each in months
        for one, number in each.counts.items()
        if number
    ]
    most = max((number for each in months for number in each.counts.values()), default=0)
    size = alt.Scale(type="linear", domain=[1, max(most, 2)], range=[_SMALLEST_DOT, _LARGEST_DOT])
    base = _grid(rows, theme)
    drawn: alt.LayerChart = (
        alt.layer(
            base.mark_circle(color=_DOTS[theme], opacity=1).encode(
                size=alt.Size("number:Q", legend=None, scale=size)
            ),
            base.mark_text(fontSize=13, fontWeight="bold", color=_INK[theme]).encode(text="number:Q"),
        )
        .properties(height=ROW * len(Happened) + EDGES)
        .configure_view(strokeOpacity=0)
    )
    return drawn


def _grid(rows: list[dict[str, Any]], theme: str) -> alt.Chart:
    """The months along, the kinds down; all of them, also those without a dot."""
    made: alt.Chart = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "month:O",
            title=t("impact.timeline_month"),
            scale=alt.Scale(domain=list(range(1, 13))),
            axis=_axis(theme, labelAngle=0),
        ),
        y=alt.Y(
            "what:N",
            title=None,
            scale=alt.Scale(domain=[happened(one) for one in Happened]),
            axis=_axis(theme, labelLimit=130, grid=True, gridColor=_INK[theme], gridOpacity=0.15),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=t("impact.timeline_month")),
            alt.Tooltip("number:Q", title=t("impact.timeline_number")),
        ],
    )
    return made


def _axis(theme: str, **values: Any) -> alt.Axis:
    return alt.Axis(
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        labelColor=_INK[theme],
        titleColor=_INK[theme],
        domain=False,
        ticks=False,
        labelPadding=6,
        **values,
    )
