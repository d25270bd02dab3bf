import streamlit as st

from services import accounts
from ui import door, parts
from ui.accounts import link_is_over, token
from ui.texts import t

link = door.load(accounts.keeping_address, token())

st.title(t("keep_address.title"))

if link_is_over(link.state, t("keep_address.expired")):
    st.stop()

# A button, since mail scanners open links by themselves.
place = st.empty()
with place.container(border=True):
    st.write(t("keep_address.intro"))
    st.text(f"{link.name}\n{link.email}")
    pressed = st.button(t("keep_address.act"), type="primary", icon=":material/undo:", key="keep-address")
if pressed and door.perform(accounts.keep_address, token()):
    with place.container():
        st.success(t("keep_address.done", email=parts.plain(link.email)), icon=":material/task_alt:")
        parts.open_link("forgotten", t("keep_address.password"), icon="lock_reset")
