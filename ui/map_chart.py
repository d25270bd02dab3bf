"""The map of the region: each municipality with its name and number, from the shapes that ship with the app."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import altair as alt

from services.vocabulary import DATA
from ui.texts import municipality

# The name of the selection, and of the field that a click gives.
CLICKED, CODE = "clicked", "code"
HEIGHT = 560
_INK = {"light": "#22302a", "dark": "#eceee8"}
_EDGE = {"light": "#7d8a80", "dark": "#6d7a72"}
# Where the middle of a shape is too narrow for words: code → latitude, longitude.
_WORDS_AT = {"167": (62.52, 30.32)}
# From none to most; ink can be read on all of them.
_FILLS = {"light": ("#f3f0e8", "#9ccdb1"), "dark": ("#212925", "#2f6b4f")}


@cache
def shapes() -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = json.loads((DATA / "municipalities.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    return tuple(found)


def region(counts: Mapping[str, int], chosen: str, *, theme: str = "light") -> alt.LayerChart:
    """Fills deepen with the number, which is written too; a heavy edge marks the chosen municipality."""
    # The chosen one last: its edge lies over its neighbours'.
    ordered = sorted(shapes(), key=lambda shape: shape["id"] == chosen)
    rows = [_row(shape, counts, chosen) for shape in ordered]
    chart: alt.LayerChart = (
        alt.layer(
            _areas(rows, max(counts.values()), theme),
            _words(rows, "number", theme, size=17, weight="bold", dy=-7),
            _words(rows, "name", theme, size=12, weight="normal", dy=9),
        )
        .project("mercator")
        .properties(height=HEIGHT)
        .configure_view(strokeOpacity=0)
    )
    return chart


def _row(shape: dict[str, Any], counts: Mapping[str, int], chosen: str) -> dict[str, Any]:
    place = shape["properties"]
    code = place["code"]
    latitude, longitude = _WORDS_AT.get(code, (place["centroid_lat"], place["centroid_lon"]))
    return {
        "type": "Feature",
        "geometry": shape["geometry"],
        CODE: code,
        "name": municipality(code),
        "number": counts[code],
        "chosen": code == chosen,
        "latitude": latitude,
        "longitude": longitude,
    }


def _areas(rows: list[dict[str, Any]], most: int, theme: str) -> alt.Chart:
    chosen = "datum.chosen"
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_geoshape(cursor="pointer")
        .encode(
            color=alt.Color(
                "number:Q",
                scale=alt.Scale(type="sqrt", domain=[0, max(most, 1)], range=list(_FILLS[theme])),
                legend=None,
            ),
            stroke=alt.condition(chosen, alt.value(_INK[theme]), alt.value(_EDGE[theme])),
            strokeWidth=alt.condition(chosen, alt.value(4), alt.value(1)),
            tooltip=alt.value(None),
        )
        .add_params(alt.selection_point(name=CLICKED, fields=[CODE], on="click", toggle=False))
    )
    return drawn


def _words(
    rows: list[dict[str, Any]],
    field: str,
    theme: str,
    *,
    size: int,
    weight: Literal["normal", "bold"],
    dy: int,
) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{**row, "type": "Place", "geometry": None} for row in rows]))
        .mark_text(fontSize=size, fontWeight=weight, dy=dy, color=_INK[theme])
        .encode(longitude="longitude:Q", latitude="latitude:Q", text=f"{field}:N")
    )
    return drawn
