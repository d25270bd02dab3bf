"""The parts of the screen of one's own account."""

import re

import streamlit as st

from models import AddressState
from services import accounts
from ui import door, parts, sign_in, texts, turns, visitor
from ui.accounts import chosen, password_field
from ui.frame import LANGUAGES
from ui.texts import day, moment, t

_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_MACHINES = {
    "iPad": "iPad",
    "iPhone": "iPhone",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
_LANGUAGE = "account-language"
_PASSWORD = "change-password"


def who_i_am() -> None:
    me = door.load(accounts.profile)
    fields = door.Fields()
    st.subheader(t("account.name"))
    with st.form("name"):
        name = st.text_input(t("accounts.name"), me.name, autocomplete="name", key="account-name")
        fields.beside("name")
        saved = st.form_submit_button(t("account.save_name"), type="primary")
    if saved and fields.perform(accounts.rename, name):
        door.flash(t("account.saved"))
        st.rerun()


def bouncing() -> None:
    """Mail to the person comes back: what it means, and trying again."""
    if door.load(accounts.reach) != AddressState.BOUNCING:
        return
    st.warning(
        t("account.mail_bounces", email=parts.plain(door.actor().email)), icon=":material/unsubscribe:"
    )
    pressed = st.button(t("account.mail_again"), type="primary", key="mail-again")
    if pressed and door.perform(accounts.try_again):
        door.flash(t("account.mail_again_done"))
        st.rerun()


def language_choice() -> None:
    st.subheader(t("account.language"))
    st.session_state[_LANGUAGE] = texts.language()
    st.segmented_control(
        t("account.language_label"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        required=True,
        key=_LANGUAGE,
        on_change=_choose_language,
    )


def _choose_language() -> None:
    chosen = st.session_state[_LANGUAGE]
    if door.attempt(accounts.choose_language, chosen):
        st.session_state[texts.LANGUAGE_KEY] = chosen


def password() -> None:
    st.subheader(t("account.password"))
    with st.expander(t("account.change_password"), icon=":material/lock:"):
        key = turns.key(_PASSWORD)
        fields = door.Fields()
        with st.form(f"form-{key}"):
            present = st.text_input(
                t("account.present_password"),
                type="password",
                autocomplete="current-password",
                key=f"{key}-present",
            )
            fields.beside("present")
            new = password_field(fields, t("accounts.new_password"), key=f"{key}-new")
            fields.general()
            sent = st.form_submit_button(t("account.change_password_act"))
        if sent:
            _change(fields, present, new)


def _change(fields: door.Fields, present: str, new: str) -> None:
    me = door.actor()
    good = chosen(fields, new, own=(me.name, me.email))
    begun = good and fields.perform(accounts.begin_attempt, me.email)
    if not good or not begun:
        return
    right = accounts.matches(present, begun.value.password_hash)
    token = visitor.token()
    if fields.perform(accounts.change_password, begun.value, right, good, token=token):
        turns.over(_PASSWORD, t("account.password_changed"))


def browsers() -> None:
    st.subheader(t("account.browsers"))
    st.write(t("account.browsers_words"))
    for browser in door.load(accounts.browsers_of, token=visitor.token()):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            _browser(browser)
    if st.button(t("account.sign_out_everywhere"), icon=":material/logout:", key="sign-out-everywhere"):
        parts.confirm(
            t("account.sign_out_everywhere"),
            t("account.sign_out_everywhere_words"),
            t("account.sign_out_everywhere"),
            _sign_out_everywhere,
        )


def _browser(browser: accounts.Browser) -> None:
    with st.container():
        st.text(browser_name(browser.agent) or t("account.some_browser"))
        st.caption(t("account.seen", moment=moment(browser.seen_at), day=day(browser.created_at)))
    if browser.this_one:
        st.badge(t("account.this_browser"), color="green")
    elif st.button(t("account.end_browser"), key=f"end-{browser.id}"):
        if door.perform(accounts.end_browser, browser.id):
            door.flash(t("account.browser_ended"))
        st.rerun()


def browser_name(agent: str) -> str:
    """A browser's own words about itself in the words of a person: `Chrome, Windows`."""
    browser = next((name for mark, name in _BROWSERS.items() if f"{mark}/" in agent), "")
    machine = next((name for mark, name in _MACHINES.items() if re.search(rf"\b{mark}\b", agent)), "")
    return ", ".join(part for part in (browser, machine) if part)


def _sign_out_everywhere() -> None:
    if door.perform(accounts.end_everywhere):
        sign_in.leave_for("/session/end")


def what_is_kept() -> None:
    me = door.load(accounts.profile)
    st.subheader(t("account.kept"))
    st.markdown(t("account.kept_words", day=day(me.created_at)))
    st.link_button(t("copies.own"), "/copies/own", icon=":material/download:")
    st.caption(t("copies.own_words"))
