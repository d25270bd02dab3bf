import streamlit as st

from services import partner_requests
from ui import parts, request_answer, request_letter, request_parts
from ui.door import load
from ui.texts import t

number = parts.number_of()
if not number:
    parts.go("requests")

st.title(t("request.title"))
request_parts.members_only("request", id=number)

view = load(partner_requests.view, number)
request_letter.draw(view)
request_answer.draw(view)
parts.open_link("requests", t("request.all"), icon="arrow_back")
