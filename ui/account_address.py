"""One's own e-mail address on the screen of the account: which it is, and asking for another."""

import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.texts import moment, t


def draw() -> None:
    st.subheader(t("accounts.email"))
    st.text(door.actor().email)
    wanted = door.load(accounts.wanted_address)
    if wanted:
        _waits(wanted)
    else:
        _ask()


def _waits(wanted: accounts.Wanted) -> None:
    st.info(
        t("new_address.asked", email=parts.plain(wanted.email), until=moment(wanted.until)),
        icon=":material/mark_email_unread:",
    )
    st.caption(t("new_address.not_come"))
    if st.button(t("new_address.forget"), key="forget-address"):
        if door.perform(accounts.forget_address):
            door.flash(t("new_address.forgotten"))
        st.rerun()


def _ask() -> None:
    with st.expander(t("new_address.open"), icon=":material/alternate_email:"):
        st.write(t("new_address.words"))
        fields = door.Fields()
        with st.form("address"):
            new = st.text_input(t("new_address.new"), autocomplete="email", key="address-new")
            fields.beside("email")
            password = st.text_input(
                t("account.present_password"),
                type="password",
                autocomplete="current-password",
                key="address-password",
            )
            fields.beside("address_password")
            fields.general()
            sent = st.form_submit_button(t("new_address.ask"), icon=":material/mail:")
        if sent and (attempt := fields.perform(accounts.begin_attempt, door.actor().email)):
            right = accounts.matches(password, attempt.value.password_hash)
            here = visitor.network_address()
            if fields.perform(accounts.ask_address, attempt.value, right, new, address=here):
                st.rerun()
