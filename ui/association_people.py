"""The people of an association: who asks to join, who is in, who is invited."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import AssociationRole
from services import accounts, associations
from services.associations import MemberCard, Profile
from ui import door, parts
from ui.texts import day, t


def requests(association: Profile) -> None:
    """Those who ask, first on the page: somebody waits for the answer."""
    page = door.load(associations.waiting_in, association.id, after=st.query_params.get("waiting", ""))
    if not page.rows:
        return
    st.subheader(t("association.requests"))
    for card in page.rows:
        with st.container(border=True):
            _request(card, association)
    parts.pager(page, name="waiting")


def _request(card: MemberCard, association: Profile) -> None:
    with st.container(gap=None):
        st.markdown(f"**{parts.plain(card.name)}**")
        st.caption(day(card.since.date()))
    st.text(card.words)
    with st.container(horizontal=True):
        if st.button(t("association.accept"), icon=":material/check:", key=f"accept-{card.id}"):
            _accept(card, association)
        if st.button(t("association.decline"), icon=":material/close:", key=f"decline-{card.id}"):
            _with_reason(
                t("association.decline_title"),
                t("association.decline_words", name=parts.plain(card.name)),
                t("association.decline"),
                t("association.declined"),
                associations.decline_request,
                card.id,
            )


def _accept(card: MemberCard, association: Profile) -> None:
    def asking() -> None:
        name = parts.plain(card.name)
        if association.unclaimed:
            st.write(t("association.claim_words", name=name))
            role = AssociationRole.OWNER
        else:
            st.write(t("association.accept_words", name=name))
            role = _choose_role(AssociationRole.EDITOR, f"accept-role-{card.id}")
        fields = door.Fields()
        fields.general()
        if st.button(t("association.accept"), type="primary", key="accept-confirm") and fields.perform(
            associations.accept_request, card.id, role=role
        ):
            door.flash(t("association.accepted", name=parts.plain(card.name)))
            st.rerun()

    st.dialog(t("association.accept_title"))(asking)()


def _choose_role(role: AssociationRole, key: str) -> AssociationRole:
    roles = list(AssociationRole)
    chosen: AssociationRole = st.radio(
        t("association.role"),
        roles,
        index=roles.index(role),
        format_func=lambda each: t(f"association.role_{each}"),
        key=key,
    )
    return chosen


def _with_reason(
    title: str, words: str, label: str, done: str, act: Callable[..., Any], member_id: int
) -> None:
    """Asks why, and takes the step with it."""

    def asking() -> None:
        st.write(words)
        fields = door.Fields()
        why = st.text_area(t("association.why"), key=f"why-{member_id}")
        fields.beside("why")
        fields.general()
        if st.button(label, type="primary", key="why-confirm") and fields.perform(act, member_id, why=why):
            door.flash(done)
            st.rerun()

    st.dialog(title)(asking)()


def members(association: Profile) -> None:
    st.subheader(t("association.people_title"))
    page = door.load(associations.members_of, association.id, after=st.query_params.get("people", ""))
    st.caption(t("association.people", n=association.members))
    for card in page.rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            _member(card, association.owned)
    parts.pager(page, name="people")


def _member(card: MemberCard, owned: bool) -> None:
    name = parts.plain(card.name)
    st.markdown(f"**{t('association.you', name=name)}**" if card.own else f"**{name}**", width="stretch")
    st.badge(t(f"association_role.{card.role}"), color="gray")
    if owned and st.button(
        t("association.change_role"), key=f"role-{card.id}", type="tertiary", icon=":material/edit:"
    ):
        _change_role(card)
    if card.may_remove and st.button(
        t("association.remove"), key=f"remove-{card.id}", type="tertiary", icon=":material/person_remove:"
    ):
        _with_reason(
            t("association.remove_title"),
            t("association.remove_words", name=name),
            t("association.remove"),
            t("association.removed", name=name),
            associations.remove,
            card.id,
        )


def _change_role(card: MemberCard) -> None:
    def asking() -> None:
        st.markdown(f"**{parts.plain(card.name)}**")
        role = _choose_role(card.role, f"new-role-{card.id}")
        fields = door.Fields()
        fields.general()
        if not st.button(t("association.save"), type="primary", key="role-confirm"):
            return
        if role == card.role or fields.perform(associations.give_role, card.id, role):
            door.flash(t("association.role_changed"))
            st.rerun()

    st.dialog(t("association.change_role"))(asking)()


def invitations(association: Profile) -> None:
    """Those who are invited, and the form to invite somebody."""
    waiting = door.load(accounts.invitations_of, association.id)
    if waiting:
        st.markdown(f"**{t('association.invitations')}**")
    for each in waiting:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(each.email, width="stretch")
            if st.button(
                t("association.take_back_invitation"),
                key=f"uninvite-{each.id}",
                type="tertiary",
                icon=":material/undo:",
            ) and door.perform(accounts.take_back, each.id):
                door.flash(t("association.invitation_taken_back"))
                st.rerun()
    if st.button(t("association.invite"), icon=":material/person_add:", key="invite"):
        _invite(association)


def _invite(association: Profile) -> None:
    def asking() -> None:
        st.write(t("association.invite_help"))
        fields = door.Fields()
        email = st.text_input(t("association.invite_email"), key="invite-email")
        fields.beside("email")
        role = _choose_role(AssociationRole.EDITOR, "invite-role")
        fields.general()
        if st.button(t("association.invite_send"), type="primary", key="invite-send") and fields.perform(
            accounts.invite, association.id, email, role
        ):
            door.flash(t("association.invited"))
            st.rerun()

    st.dialog(t("association.invite"))(asking)()
