import streamlit as st

from services import saved_searches
from ui import door, parts, saved_search_list
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()
if number := parts.number_of():
    # What a notice points at.
    saved_search_list.open_search(number)
st.title(t("saved_searches.title"))
st.write(t("saved_searches.intro"))
cards = door.load(saved_searches.of)
for card in cards:
    saved_search_list.show(card)
if not cards:
    parts.empty(t("saved_searches.none"), page="ideas", label=t("ideas.title"), icon="lightbulb")
