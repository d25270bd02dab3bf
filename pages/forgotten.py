import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.texts import t

SENT_TO = "forgotten_sent_to"

st.title(t("forgotten.title"))

if sent_to := st.session_state.get(SENT_TO):
    st.success(t("forgotten.sent"), icon=":material/mark_email_read:")
    st.text(sent_to)
    st.write(t("forgotten.not_come"))
    if st.button(t("forgotten.again"), key="again"):
        del st.session_state[SENT_TO]
        st.rerun()
    st.stop()

st.write(t("forgotten.intro"))
fields = door.Fields()
with st.form("forgotten"):
    email = st.text_input(t("accounts.email"), autocomplete="email", key="forgotten-email")
    fields.beside("email")
    fields.general()
    sent = st.form_submit_button(t("forgotten.act"), type="primary", icon=":material/mail:")

if sent:
    done = fields.perform(accounts.forgot, email, address=visitor.network_address())
    if done:
        st.session_state[SENT_TO] = done.value
        st.rerun()

parts.open_link("sign_in", t("accounts.to_sign_in"), icon="login")
