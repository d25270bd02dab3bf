import streamlit as st

from ui import request_list, request_parts
from ui.texts import t

st.title(t("requests.title"))
request_parts.members_only("requests")

request_list.draw(request_list.choose_tab())
