"""How much the desk does and how long people wait for it: pictures, and beside each the same as a table."""

from typing import Any

import altair as alt
import streamlit as st

from services import moderation, service_hours
from services.moderation import Load, Week
from ui import door
from ui.parts import open_link
from ui.texts import day, municipality, number, percent, t

_BAR = {"light": "#2f6b4f", "dark": "#8fd3b6"}
_RULE = {"light": "#a3341f", "dark": "#f0a08c"}
_INK = {"light": "#26302b", "dark": "#eef2ee"}


def show() -> None:
    open_link("moderation", t("moderation.to_queue"), icon="arrow_back")
    st.subheader(t("moderation.load"))
    st.write(t("moderation.load_words"))
    load = door.load(moderation.load_of)
    if not any(week.decided for week in load.weeks):
        st.info(t("moderation.load_nothing"))
        _shares(load)
        return
    _kept(load.weeks)
    weeks = [_told(week) for week in load.weeks]
    st.markdown(f"**{t('moderation.load_decided')}**")
    _draw(_bars(weeks, "decided", t("moderation.load_decided")), t("moderation.load_decided_alt"))
    st.markdown(f"**{t('moderation.load_waited')}**")
    _draw(_waits(weeks), t("moderation.load_waited_alt"))
    _table(load.weeks)
    _shares(load)


def _kept(weeks: list[Week]) -> None:
    decided, kept = sum(week.decided for week in weeks), sum(week.kept for week in weeks)
    st.metric(t("moderation.load_kept"), percent(kept / decided), help=t("moderation.load_kept_help"))


def _told(week: Week) -> dict[str, Any]:
    return {
        "week": day(week.begins),
        "decided": week.decided,
        "hours": round(week.waited_hours, 1) if week.waited_hours is not None else None,
    }


def _draw(chart: Any, words: str) -> None:
    theme = st.context.theme.type or "light"
    ink = _INK[theme]
    drawn = (
        chart.properties(height=220)
        .configure_view(strokeOpacity=0)
        .configure_axis(labelColor=ink, titleColor=ink)
    )
    st.altair_chart(drawn, width="stretch", alt=words)


def _bars(weeks: list[dict[str, Any]], field: str, title: str) -> Any:
    theme = st.context.theme.type or "light"
    week = alt.X("week:N", sort=None, title=t("moderation.load_week"))
    return (
        alt.Chart(alt.InlineData(values=weeks))
        .mark_bar(color=_BAR[theme])
        .encode(x=week, y=alt.Y(f"{field}:Q", title=title, axis=alt.Axis(tickMinStep=1)))
    )


def _waits(weeks: list[dict[str, Any]]) -> Any:
    """The bars, and across them the promise."""
    theme = st.context.theme.type or "light"
    promised = [{"hours": service_hours.PROMISED.total_seconds() / 3600}]
    rule = (
        alt.Chart(alt.InlineData(values=promised))
        .mark_rule(color=_RULE[theme], strokeDash=[6, 4], strokeWidth=2)
        .encode(y="hours:Q")
    )
    return alt.layer(_bars(weeks, "hours", t("moderation.load_hours")), rule)


def _table(weeks: list[Week]) -> None:
    rows = [
        {
            t("moderation.load_week"): day(week.begins),
            t("moderation.load_decided"): number(week.decided),
            t("moderation.load_automatic"): number(week.automatic),
            t("moderation.load_hours"): "–"
            if week.waited_hours is None
            else number(round(week.waited_hours, 1)),
            t("moderation.load_kept"): percent(week.kept / week.decided) if week.decided else "–",
        }
        for week in weeks
    ]
    with st.expander(t("moderation.load_table"), icon=":material/table:"):
        st.table(rows)


def _shares(load: Load) -> None:
    people, places = st.columns(2)
    if load.people:
        who, count = t("moderation.load_who"), t("moderation.load_decided")
        people.table([{who: name, count: number(n)} for name, n in load.people])
    if load.places:
        where, count = t("moderation.by_municipality"), t("moderation.load_waiting")
        rows = [
            {where: municipality(code) or t("event_form.no_municipality"), count: number(n)}
            for code, n in load.places
        ]
        places.table(rows)
