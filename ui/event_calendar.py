"""Events in a calendar of one's own: the public ones, and those that one comes to."""

import streamlit as st

from services import events
from services.settings import settings
from ui import door
from ui.texts import t


def draw() -> None:
    with st.expander(t("event_calendar.title"), icon=":material/calendar_add_on:"):
        st.write(t("event_calendar.public"))
        _address("/events.ics")
        if not door.actor().is_visitor:
            st.write(t("event_calendar.own"))
            path = door.load(events.own_feed_of)
            if path is None:
                _begin()
            else:
                _own(path)


def _begin() -> None:
    if st.button(t("event_calendar.make"), icon=":material/link:", key="feed-make") and door.perform(
        events.make_own_feed
    ):
        st.rerun()


def _own(path: str) -> None:
    _address(path)
    st.caption(t("event_calendar.secret"))
    if st.button(
        t("event_calendar.end"), type="tertiary", icon=":material/link_off:", key="feed-end"
    ) and door.perform(events.end_own_feed):
        st.rerun()


def _address(path: str) -> None:
    st.code(settings().base_url + path, language=None, wrap_lines=True)
