"""A day and a time on the clocks of Finland, chosen in two fields."""

from datetime import date, datetime, time

import streamlit as st

from models import FINLAND
from services import events
from ui.texts import clock

_QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]


def ask(name: str, value: datetime, *, day_label: str, time_label: str) -> datetime:
    """`name` is the widgets' key with a place for which of the two it is: `starts-{}-7`.

    Streamlit's own field for times is too small for a finger: the times are offered instead.
    """
    here = value.astimezone(FINLAND)
    offered = sorted({*_QUARTERS, here.time()})
    with st.container(horizontal=True):
        st.session_state.setdefault(name.format("day"), here.date())
        day: date = st.date_input(day_label, format="DD.MM.YYYY", key=name.format("day"))
        at = st.selectbox(
            time_label,
            offered,
            index=offered.index(here.time()),
            format_func=lambda one: clock(events.in_finland(here.date(), one)),
            key=name.format("time"),
        )
    return events.in_finland(day, at)


def go_along(first: str, last: str, ends_at: datetime) -> None:
    """The day of the end moves as that of the start does, as in a calendar: between the two, with both names."""
    start, end, seen = first.format("day"), last.format("day"), last.format("seen")
    if end not in st.session_state:
        # On arrival; what an earlier visit saw is not this one's.
        st.session_state.pop(seen, None)
        st.session_state[end] = ends_at.astimezone(FINLAND).date()
    now = (st.session_state[start], st.session_state[end])
    before = st.session_state.get(seen, now)
    # Who has chosen another end meanwhile keeps it.
    if now[0] != before[0] and now[1] == before[1]:
        st.session_state[end] += now[0] - before[0]
    st.session_state[seen] = (now[0], st.session_state[end])
