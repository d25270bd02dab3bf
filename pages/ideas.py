import streamlit as st

from models import Sought
from services import ideas
from ui import door, idea_cards, idea_filters, parts, saved_search_offer
from ui.texts import t

actor = door.actor()


def nothing(mine: bool) -> None:
    if idea_filters.FILTERS.narrowed():
        st.write(t("ideas.none_found"))
        idea_filters.FILTERS.clearing(t("ideas.clear"), key="clear-all")
    else:
        words = t("ideas.none_mine") if mine else t("ideas.none")
        parts.empty(words, page="idea_form", label=t("ideas.write"), icon="edit")


parts.pass_on("idea")
st.title(t("ideas.title"))
st.write(t("ideas.intro"))
with st.container(horizontal=True, vertical_alignment="center"):
    if st.button(t("ideas.write"), type="primary", icon=":material/edit:", key="write-idea"):
        parts.go("idea_form")
    parts.open_link("map", t("map.see"), icon="map")
mine = bool(actor.roles) and idea_filters.choose_whose()
page = door.load(
    ideas.visible_to,
    **idea_filters.ask(),
    group=parts.number_of("group"),
    priority=st.query_params.get("priority", ""),
    state=st.query_params.get("state", ""),
    mine=mine,
    after=st.query_params.get("after", ""),
)
if not mine:
    saved_search_offer.show(Sought.IDEAS)
parts.keep_place("ideas")
if page.rows:
    idea_cards.show(page)
    parts.pager(page)
else:
    nothing(mine)
