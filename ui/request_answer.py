"""The buttons under a letter: accept, ask, decline, reply, withdraw."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import PartnerRequestAction
from services import partner_requests
from services.partner_requests import RequestView
from ui import door
from ui.texts import t

Action = PartnerRequestAction


def draw(view: RequestView) -> None:
    """One button for each step that is open to the reader."""
    if view.card.my_turn:
        st.subheader(t("request.your_answer"), anchor=False)
    if Action.REPLY in view.actions:
        _words(view, Action.REPLY, partner_requests.reply, primary=True)
    if Action.ACCEPT in view.actions:
        _accept(view)
    if Action.ASK in view.actions:
        with st.expander(t("request.ask_first"), icon=":material/help:"):
            _words(view, Action.ASK, partner_requests.ask, primary=False)
    for action in (Action.DECLINE, Action.WITHDRAW):
        if action in view.actions and st.button(_label(view, action), key=f"{action}-{view.card.id}"):
            _give_up(view, action)


def _label(view: RequestView, action: Action) -> str:
    """Who is asked to come along says yes in other words than who is offered company."""
    if action in (Action.ACCEPT, Action.DECLINE):
        return t(f"request_step.{action}_{view.card.direction}")
    return t(f"partner_request_action.{action}")


def _accept(view: RequestView) -> None:
    st.caption(t(f"request_accept_means.{view.card.direction}"))
    if st.button(
        _label(view, Action.ACCEPT),
        type="primary",
        icon=":material/handshake:",
        key=f"accept-{view.card.id}",
    ) and door.perform(partner_requests.accept, view.card.id):
        _done(Action.ACCEPT)


def _words(view: RequestView, action: Action, act: Callable[..., Any], *, primary: bool) -> None:
    fields = door.Fields()
    text = st.text_area(t(f"request_words.{action}"), max_chars=2000, key=f"{action}-words-{view.card.id}")
    fields.beside("message")
    fields.general()
    if st.button(
        t(f"partner_request_action.{action}"),
        type="primary" if primary else "secondary",
        key=f"{action}-{view.card.id}",
    ) and fields.perform(act, view.card.id, text):
        _done(action)


def _give_up(view: RequestView, action: Action) -> None:
    """Asks for the reason in a dialog; a refusal stays beside it, with what was typed."""
    act = partner_requests.decline if action == Action.DECLINE else partner_requests.withdraw

    def asking() -> None:
        fields = door.Fields()
        st.write(t(f"request_before.{action}"))
        reason = st.text_area(t(f"request_words.{action}"), max_chars=1000, key=f"{action}-reason")
        fields.beside("reason")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(_label(view, action), type="primary", key=f"{action}-confirm")
            if st.button(t("parts.back"), key=f"{action}-back"):
                st.rerun()
        if sure and fields.perform(act, view.card.id, reason):
            _done(action)

    st.dialog(_label(view, action))(asking)()


def _done(action: Action) -> None:
    door.flash(t(f"request_done.{action}"))
    st.rerun()
