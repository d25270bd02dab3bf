"""Who works with whom, drawn: a numbered dot for each association, a line for each partnership.

The numbers are those of the table under it, so that long names cover nothing and every screen is wide enough. The same
partnerships always give the same picture.
"""

from functools import lru_cache
from typing import Any

import altair as alt

from services.impact import Link, Network
from ui.texts import t

HEIGHT = 460
_SEED, _ROUNDS = 11, 100
_INK = {"light": "#22302a", "dark": "#eceee8"}
_LINES = {"light": "#7d8a80", "dark": "#8b988f"}
_DOTS = {"light": "#cfe6d8", "dark": "#2f6b4f"}
_SMALLEST_DOT, _DOT_FOR_EACH, _LARGEST_DOT = 420, 110, 1400


def partners(network: Network) -> dict[int, list[int]]:
    """By association, in the order of the names: with whom it works."""
    found: dict[int, list[int]] = {each: [] for each in network.names}
    for link in network.links:
        found[link.one].append(link.other)
        found[link.other].append(link.one)
    order = {each: place for place, each in enumerate(network.names)}
    return {each: sorted(others, key=order.__getitem__) for each, others in found.items()}


def chart(network: Network, *, theme: str = "light") -> alt.LayerChart:
    places = _laid_out(network.links)
    drawn: alt.LayerChart = (
        alt.layer(_lines(network, places, theme), *_dots(network, places, theme))
        .properties(height=HEIGHT)
        .configure_view(strokeOpacity=0)
    )
    return drawn


@lru_cache(maxsize=32)
def _laid_out(links: tuple[Link, ...]) -> dict[int, tuple[float, float]]:
    """Where each association stands, from 0 to 1: those that work together near each other."""
    # A quarter of a second to load, for this screen alone.
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from((link.one, link.other, link.projects) for link in links)
    if not graph:
        return {}
    found = nx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS, k=1.6 / len(graph) ** 0.5)
    lows, highs = (
        [bound(float(place[axis]) for place in found.values()) for axis in (0, 1)] for bound in (min, max)
    )
    return {
        each: tuple(_share(float(place[axis]), lows[axis], highs[axis]) for axis in (0, 1))  # type: ignore[misc]
        for each, place in found.items()
    }


def _share(value: float, low: float, high: float) -> float:
    return round((value - low) / (high - low), 4) if high > low else 0.5


def _lines(network: Network, places: dict[int, tuple[float, float]], theme: str) -> alt.Chart:
    rows = [
        {
            "x": places[link.one][0],
            "y": places[link.one][1],
            "x2": places[link.other][0],
            "y2": places[link.other][1],
            "width": min(1 + link.projects, 6),
            "told": f"{network.names[link.one]} – {network.names[link.other]}",
            "projects": link.projects,
        }
        for link in network.links
    ]
    made: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rule(color=_LINES[theme])
        .encode(
            x=_place("x"),
            y=_place("y"),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            tooltip=[
                alt.Tooltip("told:N", title=t("impact.network_partners")),
                alt.Tooltip("projects:Q", title=t("impact.network_projects")),
            ],
        )
    )
    return made


def _dots(network: Network, places: dict[int, tuple[float, float]], theme: str) -> list[alt.Chart]:
    with_whom = partners(network)
    rows: list[dict[str, Any]] = [
        {
            "x": places[each][0],
            "y": places[each][1],
            "number": str(number),
            "size": min(_SMALLEST_DOT + _DOT_FOR_EACH * len(with_whom[each]), _LARGEST_DOT),
            "name": name,
            "partners": len(with_whom[each]),
        }
        for number, (each, name) in enumerate(network.names.items(), start=1)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=_place("x"),
        y=_place("y"),
        tooltip=[
            alt.Tooltip("name:N", title=t("impact.network_association")),
            alt.Tooltip("partners:Q", title=t("impact.network_partners")),
        ],
    )
    return [
        base.mark_circle(color=_DOTS[theme], opacity=1, stroke=_INK[theme], strokeWidth=1).encode(
            size=alt.Size("size:Q", scale=None)
        ),
        base.mark_text(fontSize=13, fontWeight="bold", color=_INK[theme]).encode(text="number:N"),
    ]


def _place(field: str) -> Any:
    axis = {"x": alt.X, "y": alt.Y}[field]
    # Room for the dots at the edges.
    return axis(f"{field}:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06], nice=False))
