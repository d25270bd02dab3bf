import streamlit as st

from services import accounts
from services.accounts import LinkState
from ui import door, parts, sign_in, visitor
from ui.accounts import chosen, link_is_over, password_field, token
from ui.texts import t

link = door.load(accounts.resetting, token())

st.title(t("reset.title"))

if link_is_over(link.state, t("reset.expired")):
    if link.state == LinkState.EXPIRED:
        parts.open_link("forgotten", t("reset.ask_again"), icon="mail")
    st.stop()

st.write(t("reset.intro"))
fields = door.Fields()
with st.form("reset"):
    st.text_input(t("accounts.email"), link.email, disabled=True, autocomplete="username", key="reset-email")
    password = password_field(fields, t("accounts.new_password"), key="reset-password")
    fields.general()
    sent = st.form_submit_button(t("reset.act"), type="primary", icon=":material/lock_reset:")

if sent and (good := chosen(fields, password, own=(link.name, link.email))):
    done = fields.perform(accounts.reset, token(), good, mark=visitor.mark())
    if done:
        sign_in.enter(done.value, "/")
