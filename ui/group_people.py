"""The people of a group: who they are, who asks to come in, whom to invite."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import GroupRole, MembershipAction
from services import groups
from services.groups import GroupView, MemberCard
from ui import door, parts, turns
from ui.texts import day, t

_INVITE = "invite"


def members(group: GroupView) -> None:
    """The members for those who take part; for others the associations."""
    if not group.takes_part:
        _associations(group)
        return
    page = door.load(groups.members_of, group.id, after=st.query_params.get("members", ""))
    for card in page.rows:
        with st.container(border=True, gap="small"):
            _member(group, card)
    parts.pager(page, name="members")


def _associations(group: GroupView) -> None:
    st.caption(t("group.members_hidden"))
    page = door.load(groups.associations_of, group.id, after=st.query_params.get("members", ""))
    for association in page.rows:
        parts.open_link("association", parts.plain(association.name), icon="diversity_3", id=association.id)
    parts.pager(page, name="members")


def _member(group: GroupView, card: MemberCard) -> None:
    _who(card)
    if not group.runs:
        return
    with st.container(horizontal=True):
        other = GroupRole.MEMBER if card.role == GroupRole.HOST else GroupRole.HOST
        if st.button(
            t(f"group.make_{other}"), type="tertiary", icon=":material/edit:", key=f"make-{other}-{card.id}"
        ) and door.perform(groups.give_role, card.id, other):
            door.flash(t("group.done"))
            st.rerun()
        if MembershipAction.REMOVE in card.steps and st.button(
            t("group.remove"), type="tertiary", icon=":material/person_remove:", key=f"remove-{card.id}"
        ):
            ask_why(t("group.remove"), t("group.remove_words", who=card.name), card.id, groups.remove)


def _who(card: MemberCard) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{parts.plain(card.name)}**")
        if card.role == GroupRole.HOST:
            st.badge(t(f"group_role.{card.role}"), color="green")
    parts.facts(card.association, day(card.at))


def requests(group: GroupView) -> None:
    """For the hosts: who asks to come in, and who has been invited."""
    page = door.load(groups.waiting_in, group.id, after=st.query_params.get("requests", ""))
    if not page.rows:
        st.write(t("group.no_requests"))
    for card in page.rows:
        with st.container(border=True):
            _waiting(card)
    parts.pager(page, name="requests")
    if group.meets:
        _invite(group)


def _waiting(card: MemberCard) -> None:
    _who(card)
    parts.state_badge("membership_state", card.state)
    if card.words:
        st.text(card.words)
    with st.container(horizontal=True):
        if MembershipAction.ACCEPT in card.steps and st.button(
            t("group.let_in"), icon=":material/check:", key=f"accept-{card.id}"
        ):
            _let_in(card.id)
        if MembershipAction.DECLINE in card.steps and st.button(
            t("group.say_no"), icon=":material/close:", key=f"decline-{card.id}"
        ):
            ask_why(t("group.say_no"), t("group.say_no_words", who=card.name), card.id, groups.decline)


def _let_in(member_id: int) -> None:
    if door.perform(groups.accept, member_id):
        door.flash(t("group.let_in_done"))
        st.rerun()


def ask_why(title: str, explained: str, thing_id: int, act: Callable[..., Any]) -> None:
    def asking() -> None:
        fields = door.Fields()
        st.write(parts.plain(explained))
        why = st.text_area(t("group.why"), key=f"why-{thing_id}")
        fields.beside("why")
        fields.general()
        if st.button(title, type="primary", key=f"why-send-{thing_id}") and fields.perform(
            act, thing_id, why=why
        ):
            door.flash(t("group.done"))
            st.rerun()

    st.dialog(title)(asking)()


def _invite(group: GroupView) -> None:
    with st.expander(t("group.invite"), icon=":material/mail:"):
        st.write(t("group.invite_words"))
        words = st.text_input(t("group.invite_find"), key="invite-words", live="600ms")
        found = {each.id: each.name for each in door.load(groups.invitable, group.id, words)}
        key = turns.key(_INVITE)
        fields = door.Fields()
        chosen = st.selectbox(
            t("group.invite_association"),
            list(found),
            index=None,
            format_func=lambda number: found[number],
            placeholder=t("parts.choose"),
            key=f"{key}-association",
        )
        fields.beside("association")
        fields.general()
        if st.button(t("group.invite_send"), icon=":material/send:", key=key):
            done = fields.once(groups.invite, group.id, chosen or 0)
            if done:
                turns.over(_INVITE, t("group.invited", n=done.value))
