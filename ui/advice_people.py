"""Who is in a case, who has opened it, and what has been done."""

import streamlit as st

from models import AdviceAction, AdviceSeatRole
from services import advice
from services.advice import CaseView
from services.advice.people import Named
from ui import door, parts
from ui.texts import clock, moment, t


def draw(view: CaseView) -> None:
    st.header(t("advice_case.people"))
    st.caption(t("advice_case.people_help"))
    for seat in view.seats:
        with st.container(horizontal=True, vertical_alignment="center", key=f"advice-seat-{seat.person_id}"):
            st.markdown(f"**{parts.plain(seat.name)}**")
            st.badge(t(f"advice_seat_role.{seat.role}"), color="gray")
            if (
                AdviceAction.UNINVITE in view.actions
                and seat.role == AdviceSeatRole.GUEST
                and st.button(t("advice_case.uninvite"), key=f"uninvite-{seat.person_id}", type="tertiary")
                and door.perform(advice.uninvite, view.id, seat.person_id)
            ):
                door.flash(t("advice_case.uninvited", name=seat.name))
                st.rerun()
    if AdviceAction.INVITE in view.actions:
        _adding(view, "guest", door.load(advice.members, view.id))
    if AdviceAction.ADD_ADVISER in view.actions:
        _adding(view, "adviser", door.load(advice.colleagues, view.id))
    if AdviceAction.LEAVE in view.actions:
        _leaving(view)


def _adding(view: CaseView, which: str, offered: list[Named]) -> None:
    if not offered:
        return
    names = {each.id: each.name for each in offered}
    fields = door.Fields()
    with st.expander(t(f"advice_case.add_{which}"), icon=":material/person_add:"):
        chosen = st.selectbox(
            t(f"advice_case.which_{which}"),
            list(names),
            index=None,
            format_func=lambda one: names.get(one, ""),
            placeholder=t("parts.choose"),
            key=f"advice-{which}",
        )
        fields.beside(which)
        fields.general()
        st.caption(t("advice_case.sees_all"))
        pressed = st.button(t(f"advice_case.add_{which}"), key=f"add-{which}", disabled=chosen is None)
    act = advice.invite if which == "guest" else advice.add_adviser
    if pressed and chosen is not None and fields.perform(act, view.id, chosen):
        door.flash(t("advice_case.added", name=names[chosen]))
        st.rerun()


def _leaving(view: CaseView) -> None:
    def leave() -> None:
        if door.perform(advice.leave, view.id):
            door.flash(t("advice_case.left"))
            parts.go("advice")

    label = t("advice_case.leave")
    if st.button(label, type="tertiary", icon=":material/logout:", key="leave"):
        parts.confirm(label, t("advice_case.leave_sure"), label, leave)


def readings(view: CaseView) -> None:
    """To the one whose case it is: who has opened it."""
    if view.role != AdviceSeatRole.REQUESTER:
        return
    with st.expander(t("advice_case.readings"), icon=":material/visibility:"):
        st.caption(t("advice_case.readings_help"))
        for each in view.readings:
            until = f"–{clock(each.until)}" if each.until.minute != each.at.minute else ""
            what = t(f"advice_reading_of.{each.what}")
            st.markdown(f"**{parts.plain(each.who)}** · {what} · {parts.plain(moment(each.at) + until)}")


def history(view: CaseView) -> None:
    with st.expander(t("decisions.history"), icon=":material/history:"):
        parts.history("advice", view.steps)
