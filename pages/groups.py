import streamlit as st

from services import groups
from ui import door, group_cards, group_filters, parts
from ui.texts import t

actor = door.actor()


def nothing(mine: bool) -> None:
    if group_filters.FILTERS.narrowed():
        st.write(t("groups.none_found"))
        group_filters.FILTERS.clearing(t("groups.clear"), key="clear-all")
    elif mine:
        parts.empty(t("groups.none_mine"), page="groups", label=t("groups.see_all"), icon="groups")
    elif groups.may_found(actor):
        parts.empty(t("groups.none"), page="group_form", label=t("groups.found"), icon="group_add")
    else:
        parts.empty(t("groups.none"))


parts.pass_on("group")
st.title(t("groups.heading"))
st.write(t("groups.intro"))
if groups.may_found(actor) and st.button(
    t("groups.found"), type="primary", icon=":material/group_add:", key="found-group"
):
    parts.go("group_form")
mine = not actor.is_visitor and group_filters.choose_whose()
page = door.load(groups.visible_to, **group_filters.ask(), mine=mine, after=st.query_params.get("after", ""))
parts.keep_place("groups")
if page.rows:
    group_cards.show(page)
    parts.pager(page)
else:
    nothing(mine)
