import streamlit as st

from services import accounts
from ui import door, parts, visitor
from ui.accounts import mailed_act, token
from ui.texts import t

link = door.load(accounts.new_address, token())

st.title(t("new_address.title"))

if mailed_act(
    link,
    lambda: door.perform(accounts.take_address, token(), browser=visitor.token()),
    expired=t("new_address.expired"),
    intro=t("new_address.intro"),
    label=t("new_address.act"),
    icon="check",
    below=t("new_address.not_you"),
):
    st.success(t("new_address.done", email=parts.plain(link.email)), icon=":material/task_alt:")
    parts.open_link("account", t("account.title"), icon="person")
