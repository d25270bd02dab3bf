"""An advice case's own screen: what it is about, its time, and its steps."""

import streamlit as st

from models import AdviceAction, now
from services import advice
from services.advice import CaseView
from ui import advice_times, door, parts
from ui.texts import day, moment, municipality, t


def head(view: CaseView) -> None:
    parts.name_tab(t("advice_case.title"))
    parts.back("advice", t("advice.title"))
    st.title(parts.plain(view.words.topic))
    with st.container(horizontal=True):
        parts.state_badge("advice_state", view.state)
        st.badge(t(f"advice_channel.{view.channel}"), color="gray")
        st.badge(t("advice_case.confidential"), color="violet", icon=":material/lock:")
    parts.facts(view.association, municipality(view.municipality), moment(view.created_at))
    if view.deleted_on:
        st.warning(t("advice_case.deleted_on", day=day(view.deleted_on)), icon=":material/auto_delete:")


def time(view: CaseView) -> None:
    """The booked time, and the ones to choose from."""
    if view.slot:
        who = parts.plain(view.slot.adviser)
        st.markdown(f":material/event: **{parts.plain(advice_times.told(view.slot))}** · {who}")
    for where in filter(None, (view.slot.place if view.slot else "", view.words.where)):
        st.markdown(f":material/place: {parts.plain(where)}")
    if view.slot:
        with st.container(horizontal=True):
            st.link_button(t("advice_case.calendar"), view.calendar, icon=":material/calendar_month:")
            _giving_back(view)
    if AdviceAction.BOOK in view.actions:
        _booking(view)


def _giving_back(view: CaseView) -> None:
    to_come = view.slot is not None and view.slot.starts_at > now()
    if AdviceAction.UNBOOK in view.actions and to_come and _quiet("unbook", "event_busy"):
        parts.confirm(
            t("advice_case.unbook"),
            t("advice_case.unbook_sure"),
            t("advice_case.unbook"),
            lambda: _done(advice.unbook, view.id, "unbooked"),
        )


def _booking(view: CaseView) -> None:
    label = t("advice_case.rebook") if view.slot else t("advice_case.book")
    with st.expander(label, icon=":material/event_available:"):
        slot_id = advice_times.choose(
            door.load(advice.free, view.id), t("advice_form.slot"), key=f"advice-slot-{view.id}"
        )
        fields = door.Fields()
        fields.general()
        pressed = st.button(
            t("advice_case.book_now"), key="book-time", icon=":material/check:", disabled=slot_id is None
        )
        if pressed and slot_id is not None and fields.perform(advice.book, view.id, slot_id):
            door.flash(t("advice_case.booked"))
            st.rerun()


def request(view: CaseView) -> None:
    """What was asked."""
    for name in ("body", "wishes", "contact"):
        if words := getattr(view.words, name):
            st.markdown(f"**{t(f'advice_case.asked_{name}')}**")
            st.text(words)


def steps(view: CaseView) -> None:
    if AdviceAction.NOTE in view.actions:
        # No number of the case goes with it: the article is written anew.
        parts.open_link("article_form", t("advice_case.article"), icon="edit_document")
    with st.container(horizontal=True):
        if AdviceAction.CLOSE in view.actions and _quiet("close", "task_alt"):
            parts.confirm(
                t("advice_case.close"),
                t("advice_case.close_sure"),
                t("advice_case.close"),
                lambda: _done(advice.close, view.id, "closed"),
            )
        if AdviceAction.REOPEN in view.actions and _quiet("reopen", "undo"):
            _done(advice.reopen, view.id, "reopened")
            st.rerun()


def _quiet(name: str, icon: str) -> bool:
    return st.button(t(f"advice_case.{name}"), type="tertiary", icon=f":material/{icon}:", key=name)


def _done(act: object, case_id: int, done: str) -> None:
    if door.perform(act, case_id):  # type: ignore[arg-type]
        door.flash(t(f"advice_case.{done}"))
