"""The plan's deadlines in a calendar of one's own: what it is, the address, and how to make the address void."""

import streamlit as st

from services import plans
from services.plans import PlanView
from services.settings import settings
from ui import door, parts
from ui.texts import t


def draw(view: PlanView, path: str | None) -> None:
    with st.expander(t("schedule.calendar"), icon=":material/calendar_add_on:"):
        st.write(t("schedule.calendar_help"))
        if path is None:
            _begin(view)
        else:
            _address(view, path)


def _begin(view: PlanView) -> None:
    if st.button(t("schedule.calendar_make"), icon=":material/link:", key="feed-make") and door.perform(
        plans.make_feed, view.id
    ):
        st.rerun()


def _address(view: PlanView, path: str) -> None:
    address = settings().base_url + path
    # Calendar programmes know this beginning and offer to follow the calendar.
    st.link_button(
        t("schedule.calendar_open"),
        address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1),
        icon=":material/calendar_add_on:",
    )
    st.caption(t("schedule.calendar_copy"))
    st.code(address, language=None, wrap_lines=True)
    st.caption(t("schedule.calendar_secret"))
    with st.container(horizontal=True):
        if st.button(t("schedule.calendar_renew"), icon=":material/autorenew:", key="feed-renew"):
            parts.confirm(
                t("schedule.calendar_renew"),
                t("schedule.calendar_renew_sure"),
                t("schedule.calendar_renew_do"),
                lambda: door.attempt(plans.renew_feed, view.id),
            )
        if st.button(t("schedule.calendar_end"), type="tertiary", icon=":material/link_off:", key="feed-end"):
            door.perform(plans.end_feed, view.id)
            st.rerun()
