"""The door of a group: how this person comes in, or why not yet."""

import streamlit as st

from services import groups
from services.groups import GroupView, Joining
from ui import door, parts, visitor
from ui.texts import t


def show(group: GroupView) -> None:
    """Explains the join mode and offers the one step that is open to this person."""
    if group.joining in (Joining.MEMBER, Joining.CLOSED):
        return
    with st.container(border=True):
        st.subheader(t("group.door"))
        st.write(t(f"group.joining_{group.joining}"))
        if group.answer:
            st.caption(t("group.answer"))
            st.text(group.answer)
        _step(group)


def _step(group: GroupView) -> None:
    match group.joining:
        case Joining.SIGN_IN:
            _go_first("sign_in", t("sign_in.title"), "login", next=visitor.here())
            parts.open_link("sign_up", t("sign_up.title"), icon="person_add")
        case Joining.NEEDS_ASSOCIATION:
            _go_first("associations", t("group.find_association"), "search")
        case Joining.JOIN:
            _join(group)
        case Joining.ASK:
            _ask(group)
        case Joining.ANSWER:
            _answer(group)
        case Joining.WAIT:
            _take_back(group)


def _go_first(page: str, label: str, icon: str, **query: str) -> None:
    """What has to be done elsewhere before one can come in."""
    if st.button(label, type="primary", icon=f":material/{icon}:", key=f"first-{page}"):
        parts.go(page, **query)


def _join(group: GroupView) -> None:
    if st.button(t("group.join"), type="primary", icon=":material/group_add:", key="join"):
        _come_in(group)


def _come_in(group: GroupView) -> None:
    if door.perform(groups.join, group.id):
        door.flash(t("group.joined"))
        st.rerun()


def _ask(group: GroupView) -> None:
    fields = door.Fields()
    with st.form("ask", border=False):
        said = st.text_area(t("group.ask_words"), key="ask-words", placeholder=t("group.ask_example"))
        fields.beside("words")
        fields.general()
        sent = st.form_submit_button(t("group.ask"), type="primary", icon=":material/send:")
    if sent and fields.perform(groups.join, group.id, words_for_hosts=said):
        door.flash(t("group.asked"))
        st.rerun()


def _answer(group: GroupView) -> None:
    with st.container(horizontal=True):
        if st.button(t("group.accept"), type="primary", icon=":material/check:", key="accept-invitation"):
            _come_in(group)
        if st.button(t("group.decline"), icon=":material/close:", key="decline-invitation") and door.perform(
            groups.decline, group.member_id
        ):
            door.flash(t("group.invitation_declined"))
            st.rerun()


def _take_back(group: GroupView) -> None:
    if st.button(t("group.take_back"), icon=":material/undo:", key="take-back") and door.perform(
        groups.leave, group.id
    ):
        door.flash(t("group.request_taken_back"))
        st.rerun()
