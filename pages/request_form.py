import streamlit as st

from models import RequestDirection
from services import partner_requests
from ui import parts, request_write
from ui.accounts import need_sign_in
from ui.door import load
from ui.texts import t

need_sign_in()

idea, association = parts.number_of("idea"), parts.number_of("association")
if not idea:
    request_write.choose_idea(association)
    st.stop()

head = load(partner_requests.letterhead, idea, association)
request_write.heading(head)
if head.partner_id:
    request_write.choose_own(head)
    request_write.draw(head)
elif head.direction == RequestDirection.INVITATION:
    parts.empty(
        t("request_form.choose_partner"),
        page="partners",
        label=t("request_form.to_partners"),
        icon="search",
        idea=idea,
    )
else:
    parts.empty(
        t("request_form.no_association"), page="associations", label=t("request_form.to_associations")
    )
