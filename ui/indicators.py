"""The fund's indicators in words, and their numbers as a chart and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from services import participants
from services.participants import Indicator, Warning
from ui.texts import language, number, t

ROW_HEIGHT = 52
_AXIS_HEIGHT = 34
_INK = {"light": "#26302b", "dark": "#eef2ee"}
# The outline is what was meant, the filled bar what has come: told apart without colour too.
_DONE = {"light": "#2a6f5c", "dark": "#5cc3a4"}
_TICKS = 5


@dataclass(frozen=True)
class Line:
    """One indicator's numbers; `hidden` where the count is not for everybody."""

    code: str
    target: int | None
    count: int | None
    hidden: bool = False


def of(code: str) -> Indicator:
    return participants.indicators()[code]


def name(code: str) -> str:
    return of(code).name[language()]


def groups() -> dict[str, list[Indicator]]:
    """The indicators under their headings, in the fund's order."""
    found: dict[str, list[Indicator]] = {}
    for one in participants.indicators().values():
        found.setdefault(one.group, []).append(one)
    return found


def lines(targets: Mapping[str, int], counts: Mapping[str, int]) -> list[Line]:
    """Of everything that has a target or a count."""
    return [
        Line(code, targets.get(code), counts.get(code))
        for code in participants.indicators()
        if code in targets or code in counts
    ]


def doubts(found: Sequence[Warning]) -> None:
    """What does not fit together; nothing is refused for it."""
    if found:
        told = [f"- {_doubt(one)}" for one in found]
        st.warning("\n".join([t("participants.doubts"), "", *told]), icon=":material/help:")


def _doubt(one: Warning) -> str:
    called = name(one.code) if one.code else ""
    return t(f"count_doubt.{one.doubt}", count=number(one.count), most=number(one.most), name=called)


def draw(found: Sequence[Line], *, counted: bool = True) -> None:
    """Targets beside what has come; the same as a table below."""
    theme = st.context.theme.type or "light"
    alt_text = t("participants.chart_alt", n=len(found))
    st.caption(t("participants.chart_key") if counted else t("participants.chart_key_targets"))
    st.altair_chart(chart(found, counted=counted, theme=theme), width="stretch", alt=alt_text)
    with st.expander(t("plan.as_table"), icon=":material/table:"):
        st.dataframe([_row(line, counted=counted) for line in found], hide_index=True)


def _row(line: Line, *, counted: bool) -> dict[str, str]:
    told = {
        t("participants.code"): line.code,
        t("participants.indicator"): name(line.code),
        t("participants.target"): _spoken(line.target),
    }
    return told | ({t("participants.count"): count_words(line)} if counted else {})


def count_words(line: Line) -> str:
    """Of a hidden one not even "under five": some are hidden only because they would give another one away."""
    return t("participants.hidden") if line.hidden else _spoken(line.count)


def _spoken(value: int | None) -> str:
    return "–" if value is None else number(value)


def chart(found: Sequence[Line], *, counted: bool = True, theme: str = "light") -> alt.LayerChart:
    rows = [_bar(line, place, counted=counted) for place, line in enumerate(found)]
    outline = {"filled": False, "stroke": _INK[theme], "strokeDash": [5, 3], "strokeWidth": 1.5}
    layers = [
        *_bars(rows, "target", theme, size=16, **outline),
        *_bars(rows, "count", theme, size=8, color=_DONE[theme]),
        _words(rows, theme, "label:N", align="left", x=alt.value(2), limit={"expr": "width - 120"}),
        _words(rows, theme, "numbers:N", align="right", x=alt.value({"expr": "width - 2"}), limit=118),
    ]
    drawn: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=ROW_HEIGHT * len(rows) + _AXIS_HEIGHT)
        .configure_view(strokeOpacity=0)
    )
    return drawn


def _bars(rows: list[dict[str, Any]], field: str, theme: str, **marks: Any) -> list[alt.Chart]:
    """A layer of bars, or none: one without a bar in it would be a picture that says nothing."""
    there = [row for row in rows if row[field] is not None]
    most = max([1, *(row[each] for row in rows for each in ("target", "count") if row[each])])
    axis = alt.Axis(
        title=None, tickCount=_TICKS, tickMinStep=1, format="d", labelColor=_INK[theme], labelFontSize=13
    )
    x = alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, most], nice=True))
    chart = alt.Chart(alt.InlineData(values=there)).mark_bar(yOffset=10, **marks)
    return [chart.encode(x=x, y=_row_of(), tooltip=_tooltip())] if there else []


def _row_of() -> alt.Y:
    return alt.Y("row:O", axis=None, sort="ascending", scale=alt.Scale(paddingInner=0))


def _bar(line: Line, place: int, *, counted: bool) -> dict[str, Any]:
    meant = _spoken(line.target)
    return {
        "row": place,
        "label": name(line.code),
        "target": line.target,
        "count": line.count,
        "numbers": f"{count_words(line)} / {meant}" if counted else meant,
        "code": line.code,
    }


def _words(rows: list[dict[str, Any]], theme: str, text: str, *, align: Any, x: Any, limit: Any) -> alt.Chart:
    # Above the bar, so that a telephone cuts nothing.
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align=align, dy=-12, fontSize=13, color=_INK[theme], limit=limit)
        .encode(x=x, y=_row_of(), text=text)
    )
    return drawn


def _tooltip() -> list[alt.Tooltip]:
    shown = {"label": t("participants.indicator"), "code": t("participants.code")}
    shown |= {"numbers": t("participants.count_of_target")}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in shown.items()]
