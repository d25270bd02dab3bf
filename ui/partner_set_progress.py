"""How far a set is that was asked, and what can be done about it."""

from functools import partial

import streamlit as st

from models import PartnerRequestState, PartnerSetAction, PartnerSetState
from services import partner_sets
from services.consortia import Letter, Progress
from ui import door, parts
from ui.texts import day, t

_SEEKING = (PartnerSetState.LACKING, PartnerSetState.ASKED)


def seeks(asked: Progress) -> bool:
    """Whether there is still somebody to seek for it."""
    return asked.state == PartnerSetState.LACKING


def draw(asked: Progress) -> None:
    parts.name_tab(f"{t('partner_set.title')}: {asked.idea_title}")
    st.write(t(f"partner_set_progress.{asked.state}"))
    for letter in asked.letters:
        _letter(letter)
    with st.container(horizontal=True):
        if asked.state == PartnerSetState.COMPLETE:
            parts.open_link("plans", t("partner_set.to_plans"), icon="assignment")
        if PartnerSetAction.END in asked.actions and asked.state in _SEEKING:
            ending = st.button(t("partner_set.end"), key="end-set", type="tertiary", icon=":material/block:")
            if ending:
                parts.confirm(
                    t("partner_set.end"),
                    t("partner_set.end_sure"),
                    t("partner_set.end"),
                    partial(_end, asked.set_id),
                )
    if seeks(asked):
        st.subheader(t("partner_set.instead"), anchor=False)
        st.write(t("partner_set.instead_help"))


def _letter(letter: Letter) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.open_link("request", parts.plain(letter.association), icon="mail", id=letter.request_id)
            parts.state_badge("partner_request_state", letter.state)
        if letter.state in (PartnerRequestState.SENT, PartnerRequestState.QUESTION):
            st.caption(t("partner_set.answers_by", day=day(letter.reply_by)))
        if letter.reason:
            st.text(letter.reason)


def _end(set_id: int) -> None:
    if door.perform(partner_sets.end, set_id):
        door.flash(t("partner_set.ended"))
