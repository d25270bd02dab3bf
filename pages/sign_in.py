import streamlit as st

from services import accounts
from ui import door, parts, sign_in
from ui.texts import t

after = accounts.local_path(st.query_params.get("next", "/"))
me = door.actor()

st.title(t("sign_in.title"))

if not me.is_visitor:
    st.info(t("sign_in.already", name=parts.plain(me.name)))
    parts.open_link("home", t("frame.to_home"), icon="home")
    st.stop()

if st.query_params.get("late"):
    st.warning(t("sign_in.late"), icon=":material/schedule:")

sign_in.form(after)

with st.container(horizontal=True):
    parts.open_link("forgotten", t("sign_in.forgotten"), icon="lock_reset")
    parts.open_link(
        "sign_up", t("sign_in.no_account"), icon="person_add", next=after.removeprefix("/") and after
    )
