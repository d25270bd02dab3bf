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
        day: date = st.date_input(day_label, here.date(), format="DD.MM.YYYY", key=name.format("day"))
        at = st.selectbox(
            time_label,
            offered,
            index=offered.index(here.time()),
            format_func=lambda one: clock(events.in_finland(here.date(), one)),
            key=name.format("time"),
        )
    return events.in_finland(day, at)
