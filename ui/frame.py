"""What stands around every screen: language, association switch, bell, sign-out, words of the last act, footer."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from services import associations, words
from services.actors import Actor
from ui import door, footer, moderation_desk, search_box, sign_in, terms_ask, texts
from ui.parts import begin_tab, open_link
from ui.texts import t

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def around(actor: Actor, page: StreamlitPage, unread: int) -> DeltaGenerator:
    """Draws the frame, and gives the place for the screen."""
    # A screen that shows one thing gives the tab that thing's name.
    begin_tab(page.title)
    door.show_flash()
    _keep_address()
    if page.url_path != "moderation":
        moderation_desk.leave()
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="frame-top"
    ):
        search_box.show(page.url_path)
        _switch(actor)
        if actor.is_visitor:
            _language()
            open_link("sign_in", t("sign_in.title"), icon="login")
        else:
            _bell(unread)
            _sign_out()
    if actor.asked_terms:
        terms_ask.draw()
    place = st.container(key="screen")
    footer.show(actor)
    return place


def _keep_address() -> None:
    """Writes the run's query into the browser's address, for links and the runs that follow.

    A link to the screen that one is on starts a run with its query, but leaves the address as it was. What no
    database could be asked for is left out: anybody can write an address.
    """
    address, asked = st.context.url, st.query_params.to_dict()
    query = {name: value for name, value in asked.items() if words.storable(value)}
    if query != asked or (address and dict(parse_qsl(urlsplit(address).query)) != query):
        st.query_params.from_dict(query)


def _bell(unread: int) -> None:
    label = t("frame.bell", n=unread) if unread else t("notices.title")
    open_link("notices", label, icon="notifications_unread" if unread else "notifications")


def _sign_out() -> None:
    if st.button(t("frame.sign_out"), icon=":material/logout:", type="tertiary", key="sign-out"):
        moderation_desk.leave()
        sign_in.sign_out()


def _language() -> None:
    st.selectbox(
        t("frame.language"),
        list(LANGUAGES),
        index=list(LANGUAGES).index(texts.language()),
        format_func=LANGUAGES.__getitem__,
        key="frame-language",
        label_visibility="collapsed",
        width=120,
        on_change=_choose_language,
    )


def _choose_language() -> None:
    st.session_state[texts.LANGUAGE_KEY] = st.session_state["frame-language"]


def _switch(actor: Actor) -> None:
    """For whom one acts; people of a single association need not know of it."""
    if len(actor.roles) < 2:
        return
    names = door.load(associations.names_of, list(actor.roles))
    offered = list(names)
    st.selectbox(
        t("frame.acting_for"),
        offered,
        index=offered.index(actor.acting_for) if actor.acting_for in names else 0,
        format_func=names.__getitem__,
        key="frame-acting-for",
        label_visibility="collapsed",
        width=240,
        on_change=_act_for,
    )


def _act_for() -> None:
    door.attempt(associations.act_for, st.session_state["frame-acting-for"])
