import streamlit as st

from services import advice
from ui import advice_form, advice_list, door, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

if not advice.may_ask(door.actor()):
    door.missing()
parts.back("advice", t("advice.title"))
st.title(t("advice_form.title"))
st.info(t("advice_form.who_sees"), icon=":material/lock:")
advice_list.warn_of_keys()
fields = door.Fields()
with st.form("advice", border=False):
    typed, slot_id = advice_form.ask(fields)
    fields.general()
    sent = st.form_submit_button(t("advice_form.send"), type="primary", icon=":material/send:")
if sent and (done := fields.perform(advice.ask, typed, slot_id=slot_id)):
    door.flash(t("advice_form.sent"))
    parts.go("advice_case", id=done.value.id)
