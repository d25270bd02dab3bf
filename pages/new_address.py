import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.accounts import link_is_over, token
from ui.texts import t

link = door.load(accounts.new_address, token())

st.title(t("new_address.title"))

if link_is_over(link.state, t("new_address.expired")):
    st.stop()

# A button, since mail scanners open links by themselves.
place = st.empty()
with place.container(border=True):
    st.write(t("new_address.intro"))
    st.text(f"{link.name}\n{link.email}")
    pressed = st.button(t("new_address.act"), type="primary", icon=":material/check:", key="take-address")
    st.caption(t("new_address.not_you"))
if pressed and door.perform(accounts.take_address, token(), browser=visitor.token()):
    with place.container():
        st.success(t("new_address.done", email=parts.plain(link.email)), icon=":material/task_alt:")
        parts.open_link("account", t("account.title"), icon="person")
