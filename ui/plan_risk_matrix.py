"""Five by five fields of likelihood and effect: each says its product, and which risks are in it."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from services import plans
from services.plans import RiskRow
from ui.texts import t

# The browser fits the axes and the legend into the same height.
_HEIGHT = 440
_INK = {"light": "#22302a", "dark": "#eceee8"}
# From quiet to loud; the product in each field and the word in the legend say the same without colour.
_GROUNDS = {
    "light": {"low": "#e3efe5", "middle": "#f6dfba", "high": "#efb8ad"},
    "dark": {"low": "#1f3529", "middle": "#5a431f", "high": "#7a3229"},
}


def name_of(place: int) -> str:
    """What a risk is called in the matrix, the table and the list."""
    return f"R{place}"


def matrix(rows: Sequence[RiskRow], *, theme: str = "light") -> alt.LayerChart:
    fields = [_field(likelihood, effect, rows) for likelihood in plans.SCALE for effect in plans.SCALE]
    levels = {level: t(f"risk_level.{level}") for level in _GROUNDS[theme]}
    base = alt.Chart(alt.InlineData(values=fields)).encode(
        x=alt.X("effect:O", title=t("plan_form.risk_effect"), axis=_axis(theme)),
        y=alt.Y("likelihood:O", sort="descending", title=t("plan_form.risk_likelihood"), axis=_axis(theme)),
        tooltip=[
            alt.Tooltip("names:N", title=t("plan_form.risk_number")),
            alt.Tooltip("score:Q", title=t("plan_form.risk_score")),
            alt.Tooltip("level:N", title=t("plan_form.risk_level")),
        ],
    )
    ground = alt.Color(
        "level:N",
        title=None,
        scale=alt.Scale(domain=list(levels.values()), range=list(_GROUNDS[theme].values())),
        legend=alt.Legend(
            orient="bottom", labelColor=_INK[theme], labelFontSize=14, symbolSize=250, symbolStrokeWidth=0.5
        ),
    )
    layers = [
        base.mark_rect(stroke=_INK[theme], strokeOpacity=0.25).encode(color=ground),
        base.mark_text(dx=-18, dy=-15, fontSize=12, opacity=0.8, color=_INK[theme]).encode(text="score:Q"),
        base.mark_text(dy=5, fontSize=16, fontWeight="bold", color=_INK[theme]).encode(text="names:N"),
    ]
    chart: alt.LayerChart = alt.layer(*layers).properties(height=_HEIGHT).configure_view(strokeOpacity=0)
    return chart


def _axis(theme: str) -> alt.Axis:
    return alt.Axis(
        labelAngle=0, labelFontSize=14, titleFontSize=14, labelColor=_INK[theme], titleColor=_INK[theme]
    )


def _field(likelihood: int, effect: int, rows: Sequence[RiskRow]) -> dict[str, Any]:
    here = [
        name_of(place)
        for place, row in enumerate(rows, 1)
        if (row.likelihood, row.effect) == (likelihood, effect)
    ]
    score = likelihood * effect
    return {
        "likelihood": likelihood,
        "effect": effect,
        "score": score,
        "names": " ".join(here) if len(here) <= 3 else f"{here[0]}–{here[-1]}",
        "level": t(f"risk_level.{plans.level_of(score)}"),
    }
