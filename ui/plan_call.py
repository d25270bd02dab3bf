"""The call that a plan is written for: how long it is open, and what has changed in it since."""

from collections.abc import Mapping

import streamlit as st

from models import PLAN_OPEN, today
from services import calls, plans
from services.plans import PlanCall, PlanView
from ui import call_history, call_parts, door, parts
from ui.texts import t

Calls = Mapping[int, str]


def draw(view: PlanView, followed: PlanCall, offered: Calls) -> None:
    """`offered` are the calls that this person may choose from."""
    if followed.terms.call_id is None:
        _without(view, followed, offered)
        return
    with st.container(border=True, gap="small"):
        _followed(view, followed)
        if followed.has_changed and view.state in PLAN_OPEN:
            _changed(view, followed)
        if followed.may_take:
            _another(view, followed.terms.call_id, offered)


def _without(view: PlanView, followed: PlanCall, offered: Calls) -> None:
    with st.container(border=True):
        st.markdown(f"**{t('plan_call.none')}**")
        st.write(t("plan_call.none_help"))
        if followed.may_take:
            _choose(view, None, offered)


def _followed(view: PlanView, followed: PlanCall) -> None:
    """What was sent stands as it was sent: neither time nor changes of the call touch it any more."""
    terms = followed.terms
    parts.open_link(
        "call",
        t("plan_call.call", name=parts.plain(terms.name)),
        icon="campaign",
        id=terms.call_id,
        version=terms.number if followed.has_changed else "",
    )
    if terms.opens_on and terms.closes_on and view.state in PLAN_OPEN:
        window, days = calls.window_of(terms.opens_on, terms.closes_on, today())
        st.badge(
            call_parts.countdown(window, days),
            color=call_parts.COLOURS[window],  # type: ignore[arg-type]
            icon=":material/event:",
        )


def _changed(view: PlanView, followed: PlanCall) -> None:
    st.warning(
        t("plan_call.changed", number=followed.terms.number, newest=followed.newest), icon=":material/update:"
    )
    call_history.changes(followed.changes)
    if not followed.may_take:
        st.caption(t("plan_call.lead_takes"))
        return
    st.caption(t("plan_call.take_help"))
    if st.button(t("plan_call.take"), icon=":material/update:", key=f"take-call-{view.id}") and door.perform(
        plans.take_newest_call, view.id
    ):
        door.flash(t("plan_call.taken"))
        st.rerun()


def _another(view: PlanView, call_id: int, offered: Calls) -> None:
    with st.expander(t("plan_call.another"), icon=":material/swap_horiz:"):
        st.caption(t("plan_call.another_help"))
        _choose(view, call_id, offered)


def _choose(view: PlanView, now: int | None, offered: Calls) -> None:
    named = {number: name for number, name in offered.items() if number != now}
    if not named:
        st.caption(t("plan_call.no_others"))
        return
    chosen = st.selectbox(
        t("plan_call.choose"),
        list(named),
        index=None,
        format_func=lambda number: named[number],
        placeholder=t("parts.choose"),
        key=f"call-of-{view.id}",
    )
    pressed = st.button(
        t("plan_call.follow"), icon=":material/check:", key=f"follow-call-{view.id}", disabled=chosen is None
    )
    if pressed and chosen and door.perform(plans.choose_call, view.id, chosen):
        door.flash(t("plan_call.chosen"))
        st.rerun()
