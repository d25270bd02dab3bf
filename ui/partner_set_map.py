"""Where the partners of a set are: the region, a point for each municipality, a line from the idea's own."""

from typing import Any

import altair as alt
import streamlit as st

from services import places
from services.consortia import Proposed
from services.partners import Feature
from ui import map_chart
from ui.texts import municipality, number, t

_INK = {"light": "#26302b", "dark": "#eef2ee"}
_LAND = {"light": "#e3e9e4", "dark": "#2b332e"}
_LINE = {"light": "#2f6f4f", "dark": "#7fd1a5"}
_HEIGHT = 420


def draw(proposed: Proposed) -> None:
    told = t("partner_set.total_km", km=number(round(proposed.km)))
    st.write(told)
    theme = st.context.theme.type or "light"
    st.altair_chart(_chart(proposed, theme), width="stretch", alt=told)
    for line in _distances(proposed):
        st.caption(line)


def _distances(proposed: Proposed) -> list[str]:
    """The same in words, for those who do not see the map."""
    found = []
    for partner in proposed.partners:
        km = partner.match.part(Feature.DISTANCE).km
        away = t("partner_set.km", km=number(round(km))) if km is not None else t("partner_set.km_unknown")
        found.append(f"{partner.match.candidate.name}: {away}")
    return found


def _chart(proposed: Proposed, theme: str) -> alt.LayerChart:
    ink, line = _INK[theme], _LINE[theme]
    land = alt.Chart(alt.InlineData(values=[_outline(shape) for shape in map_chart.shapes()]))
    region = land.mark_geoshape(aria=False, fill=_LAND[theme], stroke=ink, strokeOpacity=0.35)
    lines = (
        _points(_ways(proposed))
        .mark_rule(aria=False, color=line, strokeWidth=3)
        .encode(longitude="from_lon:Q", latitude="from_lat:Q", longitude2="lon:Q", latitude2="lat:Q")
    )
    dots = (
        _points(_stops(proposed))
        .mark_circle(aria=False, color=line, opacity=1)
        .encode(longitude="lon:Q", latitude="lat:Q", size=alt.Size("size:Q", legend=None, scale=None))
    )
    names = (
        _points(_stops(proposed))
        .mark_text(color=ink, dy=-14, fontSize=13, fontWeight=600)
        .encode(longitude="lon:Q", latitude="lat:Q", text="label:N")
    )
    chart: alt.LayerChart = (
        alt.layer(region, lines, dots, names)
        .project(type="mercator")
        .properties(height=_HEIGHT)
        .configure_view(strokeOpacity=0)
    )
    return chart


def _outline(shape: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shape["geometry"]}


def _points(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _stops(proposed: Proposed) -> list[dict[str, Any]]:
    """One point a municipality, with how many partners are there."""
    known = places.municipalities()
    count: dict[str, int] = {proposed.municipality: 0} if proposed.municipality in known else {}
    for partner in proposed.partners:
        code = partner.match.candidate.municipality
        if code in known:
            count[code] = count.get(code, 0) + 1
    return [
        {
            "lon": known[code].longitude,
            "lat": known[code].latitude,
            "size": 90 + 60 * partners,
            "label": municipality(code) + (f" {partners}" if partners else ""),
        }
        for code, partners in count.items()
    ]


def _ways(proposed: Proposed) -> list[dict[str, Any]]:
    known = places.municipalities()
    home = known.get(proposed.municipality)
    if home is None:
        return []
    away = {partner.match.candidate.municipality for partner in proposed.partners}
    return [
        {
            "from_lon": home.longitude,
            "from_lat": home.latitude,
            "lon": known[code].longitude,
            "lat": known[code].latitude,
        }
        for code in sorted(away & known.keys())
        if code != home.code
    ]
