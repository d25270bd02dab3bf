import streamlit as st

from ui import parts, request_list
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

st.title(t("requests.title"))
st.write(t("requests.intro"))
parts.open_link("introductions", t("introductions.title"), icon="waving_hand")
request_list.draw(request_list.choose_tab())
