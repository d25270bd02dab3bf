import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.accounts import chosen, password_field
from ui.texts import language, t

SENT_TO = "sign_up_sent_to"
after = st.query_params.get("next", "")

st.title(t("sign_up.title"))

if not door.actor().is_visitor:
    st.info(t("sign_up.signed_in"))
    parts.open_link("account", t("account.title"), icon="person")
    st.stop()

if sent_to := st.session_state.get(SENT_TO):
    st.success(t("sign_up.sent"), icon=":material/mark_email_read:")
    st.text(sent_to)
    st.write(t("sign_up.next_steps"))
    parts.open_link("associations", t("sign_up.look_for_association"), icon="search")
    if st.button(t("sign_up.other_address"), key="other-address"):
        del st.session_state[SENT_TO]
        st.rerun()
    st.stop()

st.write(t("sign_up.intro"))
fields = door.Fields()
with st.form("sign-up"):
    name = st.text_input(t("accounts.name"), autocomplete="name", key="sign-up-name")
    fields.beside("name")
    email = st.text_input(t("accounts.email"), autocomplete="email", key="sign-up-email")
    fields.beside("email")
    with st.container(key="trap"):
        trap = st.text_input(t("sign_up.trap"), autocomplete="off", key="sign-up-website")
    password = password_field(fields, t("accounts.password"), key="sign-up-password")
    # In a new tab: what is typed here stays.
    st.markdown(t("sign_up.terms", terms=parts.in_new_tab("terms"), privacy=parts.in_new_tab("privacy")))
    fields.general()
    sent = st.form_submit_button(t("sign_up.act"), type="primary", icon=":material/person_add:")

if sent and (good := chosen(fields, password, own=(name, email))):
    done = fields.perform(
        accounts.sign_up,
        name,
        email,
        good,
        locale=language(),
        address=visitor.network_address(),
        after=after,
        trap=trap,
    )
    if done:
        st.session_state[SENT_TO] = done.value
        st.rerun()

st.caption(t("sign_up.privacy"))
parts.open_link("sign_in", t("sign_up.have_account"), icon="login", next=after)
