"""How the timeline is drawn: Altair's layers, without a plan's rows.

Everything that changes from plan to plan is data, and so are the sizes (`wide` in days, `tall` in pixels): a drawing is
made once for each theme and language, for Altair's own checks of a chart take longer than all the rest of the screen.
"""

from functools import cache
from typing import Any

import altair as alt

from ui.plan_gantt_lines import LETTERS
from ui.texts import t

# What is explained below the chart: an implementer's bar, the critical path, the baseline.
SIGNS = ("bar", "critical", "before")
INK = {"light": "#26302b", "dark": "#eef2ee"}
ALARM = {"light": "#b3261e", "dark": "#ff8a7a"}
QUIET = {"light": "#6d756f", "dark": "#a9b2ac"}
_GRID = {"light": "#dcd8cd", "dark": "#3d4943"}
# Told apart on light and on dark, also by people who do not see red and green alike.
COLOURS = ("#2f7fc1", "#d9730d", "#2a9d76", "#c2559b", "#8a78d6", "#a1801a")
# The edge of a bar says the same as its colour, and so does the letter before its title.
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 4])


@cache
def drawing(theme: str, _language: str) -> dict[str, Any]:
    """The layers without their rows, from the bottom up."""
    layers = [
        *_tick_layers(theme),
        _before_layer(theme),
        *_bar_layers(theme),
        *_link_layers(theme),
        _stone_layer(theme),
        *_label_layers(theme),
        *_today_layers(theme),
        *_key_layers(theme),
    ]
    made: dict[str, Any] = alt.layer(*layers).configure_view(strokeOpacity=0).to_dict()
    return made


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=name))


def _across(field: str = "x") -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=_scale("wide"))


def _down(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=_scale("tall", reverse=True))


def _scale(end: str, **more: Any) -> alt.Scale:
    return alt.Scale(domain=[0, alt.ExprRef(expr=end)], nice=False, zero=False, **more)


def _box() -> dict[str, Any]:
    return {"x": _across(), "x2": "x2:Q", "y": _down(), "y2": "y2:Q"}


def _tooltip(*fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=t(f"plan.chart_{field}")) for field in fields]


_COLOUR = alt.Scale(
    domain=list(LETTERS), range=[COLOURS[place % len(COLOURS)] for place in range(len(LETTERS))]
)
_DASH = alt.Scale(domain=list(LETTERS), range=[DASHES[place % len(DASHES)] for place in range(len(LETTERS))])


def _whose() -> dict[str, Any]:
    """An implementer's colour and edge."""
    return {
        "color": alt.Color("letter:N", scale=_COLOUR, legend=None),
        "stroke": alt.Stroke("letter:N", scale=_COLOUR, legend=None),
        "strokeDash": alt.StrokeDash("letter:N", scale=_DASH, legend=None),
    }


def _tick_layers(theme: str) -> list[alt.Chart]:
    ticks = _on("ticks")
    words = ticks.mark_text(align="left", baseline="top", fontSize=13, color=INK[theme], dx=3)
    return [
        ticks.mark_rule(color=_GRID[theme]).encode(x=_across(), y=_down(), y2="y2:Q"),
        words.encode(x=_across(), y=alt.value(2), text="label:N"),
    ]


def _bar_layers(theme: str) -> list[alt.Chart]:
    told = _tooltip("title", "who", "when", "state")
    strength = alt.FillOpacity("strength:Q", scale=None)
    outline: dict[str, Any] = {"fillOpacity": 0, "stroke": INK[theme], "strokeWidth": 2.5, "cornerRadius": 4}
    return [
        _on("frames").mark_rect(color=QUIET[theme], cornerRadius=2).encode(**_box(), tooltip=told),
        _on("bars")
        # A rectangle has no dashes; a bar between two days and two heights has.
        .mark_bar(cornerRadius=3, strokeWidth=2)
        .encode(**_box(), **_whose(), fillOpacity=strength, tooltip=told),
        _on("critical").mark_rect(**outline, xOffset=-3, x2Offset=3, yOffset=-3, y2Offset=3).encode(**_box()),
    ]


def _before_layer(theme: str) -> alt.Chart:
    told = [
        alt.Tooltip("title:N", title=t("plan.chart_title")),
        alt.Tooltip("when:N", title=t("schedule.was")),
    ]
    drawn: alt.Chart = _on("before").mark_rect(color=QUIET[theme]).encode(**_box(), tooltip=told)
    return drawn


def _link_layers(theme: str) -> list[alt.Chart]:
    lines = _on("links").mark_line(color=INK[theme], opacity=0.75)
    heads = _on("arrows").mark_point(filled=True, size=70, color=INK[theme], opacity=1)
    return [
        lines.encode(
            x=_across(),
            y=_down(),
            detail="link:N",
            order="order:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        ),
        heads.encode(x=_across(), y=_down(), shape=alt.Shape("shape:N", scale=None)),
    ]


def _stone_layer(theme: str) -> alt.Chart:
    drawn: alt.Chart = (
        _on("stones")
        .mark_point(shape="diamond", size=170, filled=True, color=ALARM[theme], stroke=ALARM[theme])
        .encode(
            x=_across(),
            y=_down(),
            fillOpacity=alt.FillOpacity("strength:Q", scale=None),
            tooltip=_tooltip("title", "when", "state"),
        )
    )
    return drawn


def _label_layers(theme: str) -> list[alt.Chart]:
    # At the left edge whatever the dates, so that a telephone cuts none of them.
    words: dict[str, Any] = {"align": "left", "fontSize": 13, "color": INK[theme], "limit": {"expr": "width"}}
    return [
        _on("labels").mark_text(**words).encode(x=alt.value(2), y=_down(), text="label:N"),
        _on("heads").mark_text(fontWeight="bold", **words).encode(x=alt.value(2), y=_down(), text="label:N"),
    ]


def _today_layers(theme: str) -> list[alt.Chart]:
    """A line with its word under the rows, where no title or bar stands."""
    now = _on("today")
    words = now.mark_text(
        align={"expr": "datum.align"}, baseline="top", dy=3, fontSize=13, color=ALARM[theme]
    )
    return [
        now.mark_rule(strokeDash=[4, 3], strokeWidth=2, color=ALARM[theme]).encode(
            x=_across(), y=_down(), y2="y2:Q"
        ),
        words.encode(x=_across(), y=_down("y2"), text="label:N"),
    ]


def _key_layers(theme: str) -> list[alt.Chart]:
    bars, outline, before = (_on(f"{sign}_keys") for sign in SIGNS)
    box: dict[str, Any] = {"x": alt.value(4), "x2": alt.value(32), "y": _down(), "y2": "y2:Q"}
    words = _on("keys").mark_text(align="left", fontSize=13, color=INK[theme], limit={"expr": "width - 44"})
    return [
        bars.mark_bar(strokeWidth=2, fillOpacity=0.6).encode(**box, **_whose()),
        outline.mark_rect(fillOpacity=0, stroke=INK[theme], strokeWidth=2.5, cornerRadius=4).encode(**box),
        before.mark_rect(color=QUIET[theme]).encode(**box),
        words.encode(x=alt.value(42), y=_down("middle"), text="label:N"),
    ]
