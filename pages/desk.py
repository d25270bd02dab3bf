import streamlit as st

from services.desk import DeskKind
from ui import desk_list, door
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

if not door.actor().is_facilitator:
    door.missing()
kind = st.query_params.get("kind", "")
if kind in list(DeskKind):
    desk_list.shelf(DeskKind(kind))
else:
    st.title(t("desk.title"))
    st.write(t("desk.intro"))
    desk_list.overview()
