import streamlit as st

from ui import request_list
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

st.title(t("requests.title"))
st.write(t("requests.intro"))
request_list.draw(request_list.choose_tab())
