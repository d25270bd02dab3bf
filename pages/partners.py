import streamlit as st

from ui import partner_filters, partner_list, parts, request_parts
from ui.texts import t

st.title(t("partners.title"))
idea = parts.number_of("idea")
request_parts.members_only("partners", idea=idea or "")

filters = partner_filters.asked()
if not idea:
    st.write(t("partners.intro"))
partner_filters.choose(filters)
if idea:
    partner_list.suggested(idea, filters)
    parts.open_link("partners", t("partners.search_all"), icon="search")
else:
    partner_list.found(filters)
