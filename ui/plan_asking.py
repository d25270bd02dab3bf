"""The lead asks everybody to confirm: by which day, and with which words."""

from datetime import date, timedelta

import streamlit as st

from models import today
from services import confirmations
from services.confirmations import Confirmations
from services.plans import PlanView
from ui import door
from ui.plan_forms import DATE_FORMAT
from ui.texts import t

# Boards meet once a month.
_USUAL = timedelta(days=21)


def draw(view: PlanView, found: Confirmations) -> None:
    fields = door.Fields()
    with st.container(border=True, key="ask-form"):
        st.subheader(t("confirm.ask"))
        st.write(t("confirm.ask_help"))
        held = [each.association for each in found.standings if each.holds]
        if held:
            st.caption(t("confirm.still_hold", names=", ".join(held)))
        day = st.date_input(
            t("confirm.reply_by"),
            today() + _USUAL,
            min_value=today(),
            max_value=today() + confirmations.LONGEST_WAIT,
            format=DATE_FORMAT,
            key="reply-by",
        )
        fields.beside("reply_by")
        message = st.text_area(
            t("confirm.message"),
            key="ask-words",
            max_chars=confirmations.LONGEST_WORDS,
            placeholder=t("confirm.message_help"),
        )
        fields.beside("words")
        fields.general()
        asked = st.button(
            t("confirm.ask_do"), type="primary", icon=":material/forward_to_inbox:", key="ask-to-confirm"
        )
    if asked and fields.perform(confirmations.ask, view.id, day if isinstance(day, date) else None, message):
        door.flash(t("confirm.ask_done"))
        st.rerun()
