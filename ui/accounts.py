"""What the account's screens share."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from models import Invalid
from services import accounts
from services.accounts import Chosen, LinkState, LinkView
from ui import door, parts, visitor
from ui.texts import t

_DONE = "mailed-act-done"


def password_field(fields: door.Fields, label: str, *, key: str, field: str = "password") -> str:
    """A new password with its rules before, not after, it is typed."""
    typed = st.text_input(label, type="password", autocomplete="new-password", key=key)
    st.caption(t("accounts.password_rules"))
    fields.beside(field)
    return typed


def chosen(
    fields: door.Fields, password: str, *, own: Iterable[str], field: str = "password"
) -> Chosen | None:
    """The hashed password; None, with the rule beside the field, when it is not good enough.

    Made before the transaction, in which nobody else can write.
    """
    try:
        return accounts.choose(password, own=own, field=field)
    except Invalid as error:
        fields.show(error)
        return None


def token() -> str:
    """The token of the link in the mail."""
    return st.query_params.get("token", "")


def need_sign_in() -> None:
    """Ends the page of what only a signed-in person has; whoever came from a mail is led back to it."""
    if door.actor().is_visitor:
        st.title(t("accounts.sign_in_first"))
        st.write(t("accounts.comes_back"))
        sign_in_or_up()
        st.stop()


def sign_in_or_up() -> None:
    """Both ways in, and both back to this screen."""
    with st.container(horizontal=True):
        if st.button(t("sign_in.title"), type="primary", icon=":material/login:", key="sign-in-first"):
            parts.go("sign_in", next=visitor.here())
        if st.button(t("sign_up.title"), icon=":material/person_add:", key="sign-up-first"):
            parts.go("sign_up", next=visitor.here())


def link_is_over(state: LinkState, words: str) -> bool:
    """Says that the link is used up or too old, and offers the sign-in form for the first of these."""
    if state == LinkState.USED:
        st.info(t("accounts.link_used"), icon=":material/task_alt:")
        parts.open_link("sign_in", t("accounts.to_sign_in"), icon="login")
    elif state == LinkState.EXPIRED:
        st.warning(words, icon=":material/schedule:")
    return state != LinkState.OPEN


def mailed_act(
    link: LinkView,
    act: Callable[[], door.Done[Any]],
    *,
    expired: str,
    intro: str,
    label: str,
    icon: str,
    below: str = "",
) -> bool:
    """What a mailed link is for, behind a button, since mail scanners open links by themselves; whether it is done.

    By the second press of a double one the link is used up: who has done it reads so and not that.
    """
    if st.session_state.get(_DONE) == token():
        return True
    if link_is_over(link.state, expired):
        return False
    place = st.empty()
    with place.container(border=True):
        st.write(intro)
        st.text(f"{link.name}\n{link.email}")
        pressed = st.button(label, type="primary", icon=f":material/{icon}:", key="mailed-act")
        if below:
            st.caption(below)
    if not (pressed and act()):
        return False
    st.session_state[_DONE] = token()
    place.empty()
    return True
