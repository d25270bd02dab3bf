"""A partner call whose day has passed: marked for readers, renewed by its people."""

import streamlit as st

from services import ideas
from services.ideas import IdeaDetail
from ui import door
from ui.texts import day, t


def ended(idea: IdeaDetail) -> None:
    reply_by = idea.content.reply_by
    if not reply_by or not ideas.call_ended(idea.state, reply_by, seeks_nobody=idea.content.seeks_nobody):
        return
    if not door.actor().acts_for(idea.association_id):
        st.info(t("idea.call_ended", day=day(reply_by)), icon=":material/event_busy:")
        return
    with st.container(border=True):
        st.write(t("idea.call_ended_own", day=day(reply_by)))
        _renew(idea)


def _renew(idea: IdeaDetail) -> None:
    fields = door.Fields()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.date_input(
            t("idea.call_until"), value=None, format="DD.MM.YYYY", key="call-until", width=220
        )
        pressed = st.button(
            t("idea.call_renew"), icon=":material/update:", key="call-renew", disabled=chosen is None
        )
    fields.beside("reply_by")
    if pressed and chosen and fields.perform(ideas.renew_call, idea.id, chosen):
        door.flash(t("idea.call_renewed"))
        st.rerun()
