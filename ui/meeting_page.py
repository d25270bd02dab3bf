"""One meeting: when and where, the file for one's calendar, and what the caller or the host can do."""

from typing import Literal

import streamlit as st

from models import Kind, MeetingAction, MeetingStage, Visibility
from services import meetings
from services.meetings import MeetingView
from ui import circle_parts, comments, door, event_parts, meeting_list, parts
from ui.texts import moment, t


def head(view: MeetingView) -> None:
    parts.name_tab(view.title)
    circle_parts.back(view.kind, view.place_id, view.place_name, "meetings")
    st.title(parts.plain(view.title))
    with st.container(horizontal=True, vertical_alignment="center"):
        meeting_list.badge(view.stage)
        if view.state != Visibility.VISIBLE:
            parts.state_badge("meeting_state", view.state)
    if view.stage == MeetingStage.CANCELLED:
        st.error(t("meetings.is_cancelled", why=parts.plain(view.reason)), icon=":material/event_busy:")
    elif view.reason and view.stage == MeetingStage.CALLED:
        st.info(t("meetings.is_mended", why=parts.plain(view.reason)), icon=":material/edit_note:")
    _where(view)
    if view.body:
        st.text(view.body)
    parts.facts(t("meetings.called_by", who=view.author), view.association)


def _where(view: MeetingView) -> None:
    st.markdown(f":material/event: **{parts.plain(event_parts.when(view.starts_at, view.ends_at))}**")
    if view.place:
        st.markdown(f":material/place: {parts.plain(view.place)}")
    with st.container(horizontal=True):
        ahead = not view.over and view.stage == MeetingStage.CALLED
        if view.link and ahead:
            st.link_button(t("meetings.join"), view.link, icon=":material/videocam:")
        if not view.over:
            st.download_button(
                t("meetings.calendar"),
                data=door.load(meetings.ics, view.id),
                file_name=f"kanto-{view.id}.ics",
                mime="text/calendar",
                icon=":material/calendar_add_on:",
                on_click="ignore",
                key="calendar",
            )


def coming(view: MeetingView) -> None:
    """Who has said that they come, and one's own answer, while the meeting is ahead."""
    if view.begun or view.stage != MeetingStage.CALLED:
        return
    for said, key in ((True, "meetings.who_comes"), (False, "meetings.who_stays_away")):
        names = [seat.association for seat in view.seats if seat.coming is said and seat.association]
        if names:
            st.text(t(key, names=", ".join(names)))
    mine = [seat for seat in view.seats if seat.mine]
    if not mine:
        return
    st.markdown(f"**{t('meetings.coming_question')}**")
    with st.container(horizontal=True):
        for said, key in ((True, "meetings.coming_yes"), (False, "meetings.coming_no")):
            chosen = all(seat.coming is said for seat in mine)
            kind: Literal["primary", "secondary"] = "primary" if chosen else "secondary"
            pressed = st.button(t(key), type=kind, key=f"coming-{said}".lower())
            if pressed and door.perform(meetings.answer, view.id, coming=said):
                door.flash(t("meetings.coming_saved"))
                st.rerun()


def steps(view: MeetingView) -> None:
    with st.container(horizontal=True):
        if MeetingAction.EDIT in view.actions and _quiet("edit", "edit"):
            parts.go("meeting_form", id=view.id)
        if MeetingAction.CANCEL in view.actions and not view.over and _quiet("cancel", "event_busy"):
            _ask_why(view.id, "cancel")
        if MeetingAction.REOPEN in view.actions and _quiet("reopen", "edit_note"):
            _ask_why(view.id, "reopen")
        if view.may_flag and _quiet("flag", "flag"):
            comments.ask_for_a_look(Kind.MEETING, view.id)
        if view.review:
            parts.open_link("moderation", t("decisions.review"), icon="rule", item=view.review)


def history(view: MeetingView) -> None:
    opening = st.expander(t("decisions.history"), icon=":material/history:", key="history", on_change="rerun")
    if opening.open:
        with opening:
            parts.history("meeting", door.load(meetings.history, view.id))


def publishing(view: MeetingView) -> None:
    """The minutes go out, and those who were there approve them."""
    if view.published_at:
        approved = [seat for seat in view.seats if seat.approved_at]
        there = [seat for seat in view.seats if seat.attended]
        told = t("meetings.approved", at=moment(view.published_at), approved=len(approved), there=len(there))
        st.success(told, icon=":material/task_alt:")
    for seat in view.seats:
        waits = seat.mine and seat.attended and not seat.approved_at
        if MeetingAction.APPROVE in view.actions and waits:
            _approve(seat.id, seat.association)
    if MeetingAction.PUBLISH in view.actions and view.begun:
        st.caption(t("meetings.publish_help"))
        fields = door.Fields()
        pressed = st.button(t("meetings.publish"), type="primary", icon=":material/send:", key="publish")
        fields.beside("attended")
        fields.general()
        if pressed and fields.perform(meetings.publish, view.id):
            door.flash(t("meetings.published"))
            st.rerun()


def _approve(seat_id: int, association: str) -> None:
    label = t("meetings.approve", association=parts.plain(association))
    if st.button(label, type="primary", icon=":material/check:", key=f"approve-{seat_id}") and door.perform(
        meetings.approve, seat_id
    ):
        door.flash(t("meetings.approved_now"))
        st.rerun()


def _quiet(name: str, icon: str) -> bool:
    return st.button(t(f"meetings.{name}"), type="tertiary", icon=f":material/{icon}:", key=name)


def _ask_why(meeting_id: int, act: str) -> None:
    acts = {"cancel": meetings.cancel, "reopen": meetings.reopen}

    def asking() -> None:
        st.write(t(f"meetings.{act}_words"))
        fields = door.Fields()
        why = st.text_area(t(f"meetings.{act}_why"), key=f"{act}-why")
        fields.beside("why")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t(f"meetings.{act}"), type="primary", key=f"{act}-now")
            if st.button(t("parts.back"), key=f"{act}-back"):
                st.rerun()
        if sure and fields.perform(acts[act], meeting_id, why=why):
            door.flash(t(f"meetings.{act}_done"))
            st.rerun()

    st.dialog(t(f"meetings.{act}"))(asking)()
