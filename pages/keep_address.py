import streamlit as st

from services import accounts
from ui import door, parts
from ui.accounts import mailed_act, token
from ui.texts import t

link = door.load(accounts.keeping_address, token())

st.title(t("keep_address.title"))

if mailed_act(
    link,
    lambda: door.perform(accounts.keep_address, token()),
    expired=t("keep_address.expired"),
    intro=t("keep_address.intro"),
    label=t("keep_address.act"),
    icon="undo",
):
    st.success(t("keep_address.done", email=parts.plain(link.email)), icon=":material/task_alt:")
    parts.open_link("forgotten", t("keep_address.password"), icon="lock_reset")
