import streamlit as st

from models import GuideStep, Sought
from ui import guide, partner_filters, partner_list, partner_why, parts, saved_search_offer
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()
parts.pass_on("association")
guide.looked(GuideStep.PARTNERS)

idea = parts.number_of("idea")
filters = partner_filters.asked()
if idea and "why" in st.query_params:
    partner_why.show(idea, filters, partner_filters.waived())
elif idea:
    partner_list.suggested(idea, filters)
else:
    st.title(t("partners.title"))
    st.write(t("partners.intro"))
    partner_list.own_ideas()
    partner_filters.choose(filters)
    saved_search_offer.show(Sought.PARTNERS)
    partner_list.found(filters)
