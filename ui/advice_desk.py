"""An adviser's desk: who waits, and the times that the adviser offers."""

from datetime import datetime, time, timedelta

import streamlit as st

from models import today
from services import advice, events
from services.advice import QueueRow, Slot
from ui import door, moments, parts, turns
from ui.advice_times import told
from ui.texts import moment, municipality, t, waited

_STARTS, _ENDS = time(9), time(12)
_LENGTHS = (30, 45, 60, 90)
_OFFER = "offer-times"


def queue() -> None:
    st.caption(t("advice.queue_help"))
    page = door.load(advice.queue, after=st.query_params.get("after", ""))
    for row in page.rows:
        _waiting(row)
    if not page.rows:
        parts.empty(t("advice.queue_empty"))
    parts.pager(page)


def _waiting(row: QueueRow) -> None:
    with st.container(border=True, gap="small", key=f"advice-waiting-{row.id}"):
        st.markdown(
            f"**{parts.plain(municipality(row.municipality))}** · {t(f'advice_channel.{row.channel}')}"
        )
        parts.facts(t("advice.waited", time=waited(row.since)), moment(row.since))
        if not row.may_take:
            st.caption(t("errors.advice_own"))
        elif st.button(
            t("advice.take"), key=f"take-{row.id}", icon=":material/assignment_ind:"
        ) and door.perform(advice.take, row.id):
            door.flash(t("advice.taken"))
            parts.go("advice_case", id=row.id)


def times() -> None:
    st.caption(t("advice.times_help"))
    with st.expander(t("advice.offer"), icon=":material/calendar_add_on:"):
        _offering()
    mine = door.load(advice.mine)
    for slot in mine:
        _time(slot)
    if not mine:
        parts.empty(t("advice.no_times"))


def _offering() -> None:
    fields = door.Fields()
    starts_at = _moment("starts", _STARTS)
    fields.beside("starts_at")
    ends_at = _moment("ends", _ENDS)
    fields.beside("ends_at")
    minutes = st.selectbox(
        t("advice.minutes"),
        _LENGTHS,
        index=1,
        format_func=lambda n: t("advice.minutes_n", n=n),
        key="advice-minutes",
    )
    fields.beside("minutes")
    place = st.text_input(t("advice.place"), key="advice-place", placeholder=t("advice.place_example"))
    fields.beside("place")
    fields.general()
    pressed = st.button(t("advice.offer_now"), type="primary", icon=":material/check:", key=turns.key(_OFFER))
    if pressed and (done := fields.once(advice.offer, starts_at, ends_at, minutes=minutes, place=place)):
        turns.over(_OFFER, t("advice.offered", n=len(done.value)))


def _moment(which: str, at: time) -> datetime:
    usual = events.in_finland(today() + timedelta(days=1), at)
    return moments.ask(
        f"advice-{which}-{{}}",
        usual,
        day_label=t(f"advice.{which}_day"),
        time_label=t(f"advice.{which}_time"),
    )


def _time(slot: Slot) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"advice-time-{slot.id}"
    ):
        st.markdown(parts.plain(told(slot)))
        if slot.place:
            st.caption(parts.plain(slot.place))
        if slot.case_id:
            parts.open_link("advice_case", t("advice.booked"), icon="lock", id=slot.case_id)
        elif st.button(
            t("advice.withdraw"), key=f"withdraw-{slot.id}", type="tertiary", icon=":material/delete:"
        ) and door.perform(advice.withdraw, slot.id):
            door.flash(t("advice.withdrawn"))
            st.rerun()
