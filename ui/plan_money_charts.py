"""Costs and financing as bars: each part has a letter and an edge of its own, so that colour says nothing alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st

from services.budgets import PartBudget, Sums
from ui import chart_spec
from ui.money import cents
from ui.plan_gantt_drawing import DASHES
from ui.plan_gantt_lines import LETTERS
from ui.texts import language, t

COSTS = ("wages", "side_costs", "purchase", "travel", "rent", "other", "flat")
FINANCING = ("support", "municipal", "other_public", "private", "income", "missing")
ROW_HEIGHT = 60
# The browser fits the legend into the same height.
_LEGEND_ROW, _EDGES = 26, 24
_INK = {"light": "#26302b", "dark": "#eef2ee"}
# Told apart on light and on dark, also by people who do not see red and green alike; ink can be read on all of them.
_FILLS = {
    "light": ("#8fb8de", "#f0b57c", "#8fd3b6", "#e3a8cf", "#bcb0ea", "#d8c26a", "#b9c4bd"),
    "dark": ("#2f6296", "#96561a", "#23725a", "#8c3f70", "#5c4fa3", "#74601a", "#4d5a53"),
}
# A part narrower than this share of the longest bar has no room for its letter.
_ROOM_FOR_LETTER = Decimal("0.04")


def draw(parts: Sequence[PartBudget], kinds: Sequence[str], alt_text: str) -> None:
    theme = st.context.theme.type or "light"
    rows = tuple((part.association, part.sums) for part in parts)
    st.vega_lite_chart(_spec(rows, tuple(kinds), theme, language()), width="stretch", alt=alt_text)


@lru_cache(maxsize=64)
def _spec(
    rows: tuple[tuple[str, Sums], ...], kinds: tuple[str, ...], theme: str, _language: str
) -> dict[str, Any]:
    return chart_spec.of(chart(dict(rows), kinds, theme=theme))


def chart(rows: Mapping[str, Sums], kinds: Sequence[str], *, theme: str = "light") -> alt.LayerChart:
    """A bar for each row, parted by kind; kinds that nobody has are not in the legend."""
    there = [kind for kind in kinds if any(getattr(sums, kind) for sums in rows.values())]
    labels = {kind: f"{LETTERS[at]} · {t(f'plan_money.{kind}')}" for at, kind in enumerate(there)}
    segments = [each for at, sums in enumerate(rows.values()) for each in _segments(at, sums, labels)]
    longest = max((each["end"] for each in segments), default=1.0)
    titles = [
        {"row": at, "label": f"{name} · {_whole(sums, there)}"}
        for at, (name, sums) in enumerate(rows.items())
    ]
    height = ROW_HEIGHT * len(rows) + _LEGEND_ROW * len(there) + _EDGES
    drawn: alt.LayerChart = (
        alt.layer(
            _bars(segments, list(labels.values()), longest, theme),
            _letters(segments, longest, theme),
            _titles(titles, theme),
        )
        .properties(height=height)
        .configure_view(strokeOpacity=0)
        .configure_legend(labelColor=_INK[theme])
    )
    return drawn


def _whole(sums: Sums, kinds: Sequence[str]) -> str:
    return cents(sum((getattr(sums, kind) for kind in kinds), Decimal("0.00")))


def _segments(at: int, sums: Sums, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    found, reached = [], Decimal(0)
    for kind, label in labels.items():
        euros = getattr(sums, kind)
        if euros:
            middle = reached + euros / 2
            found.append(
                {
                    "row": at,
                    # A picture needs no cents: the figures beside it are texts.
                    "start": float(reached),
                    "end": float(reached + euros),
                    "middle": float(middle),
                    "euros": float(euros),
                    "kind": label,
                    "letter": label[0],
                    "told": cents(euros),
                }
            )
        reached += euros
    return found


def _row() -> alt.Y:
    return alt.Y("row:O", axis=None, sort="ascending", scale=alt.Scale(paddingInner=0))


def _across(field: str, longest: float) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False))


def _data(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _bars(rows: list[dict[str, Any]], labels: list[str], longest: float, theme: str) -> alt.Chart:
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=1,
        labelLimit={"expr": "width - 24"},
        labelFontSize=13,
        symbolType="square",
        symbolStrokeWidth=0,
    )
    fills = [_FILLS[theme][at % len(_FILLS[theme])] for at in range(len(labels))]
    dashes = [DASHES[at % len(DASHES)] for at in range(len(labels))]
    drawn: alt.Chart = (
        _data(rows)
        .mark_bar(size=22, strokeWidth=1.5, stroke=_INK[theme], yOffset=10)
        .encode(
            x=_across("start", longest),
            x2="end:Q",
            y=_row(),
            color=alt.Color("kind:N", scale=alt.Scale(domain=labels, range=fills), legend=legend),
            strokeDash=alt.StrokeDash("kind:N", scale=alt.Scale(domain=labels, range=dashes), legend=None),
            tooltip=[
                alt.Tooltip("kind:N", title=t("plan_money.line")),
                alt.Tooltip("told:N", title=t("plan_money.euros")),
            ],
        )
    )
    return drawn


def _letters(rows: list[dict[str, Any]], longest: float, theme: str) -> alt.Chart:
    wide = [row for row in rows if row["euros"] >= float(_ROOM_FOR_LETTER) * longest]
    drawn: alt.Chart = (
        _data(wide)
        .mark_text(fontSize=13, fontWeight="bold", color=_INK[theme], yOffset=10)
        .encode(x=_across("middle", longest), y=_row(), text="letter:N")
    )
    return drawn


def _titles(rows: list[dict[str, Any]], theme: str) -> alt.Chart:
    drawn: alt.Chart = (
        _data(rows)
        .mark_text(align="left", dy=-14, fontSize=13, color=_INK[theme], limit={"expr": "width"})
        .encode(x=alt.value(2), y=_row(), text="label:N")
    )
    return drawn
