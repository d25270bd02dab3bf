import streamlit as st

from services import ideas
from ui import door, idea_cards, idea_filters, parts
from ui.texts import t

actor = door.actor()


def choose_whose() -> bool:
    """Everybody's ideas or one's own; the choice stands in the address."""
    whose = st.segmented_control(
        t("ideas.whose"),
        ["all", "mine"],
        default="mine" if st.query_params.get("mine") else "all",
        required=True,
        format_func=lambda choice: t(f"ideas.whose_{choice}"),
        label_visibility="collapsed",
        key="ideas-whose",
        on_change=keep_whose,
    )
    return whose == "mine"


def keep_whose() -> None:
    st.query_params.pop("after", None)
    if st.session_state["ideas-whose"] == "mine":
        st.query_params["mine"] = "1"
    else:
        st.query_params.pop("mine", None)


def nothing(mine: bool) -> None:
    if idea_filters.narrowed():
        st.write(t("ideas.none_found"))
        st.button(t("ideas.clear"), icon=":material/filter_alt_off:", on_click=idea_filters.clear)
    else:
        words = t("ideas.none_mine") if mine else t("ideas.none")
        parts.empty(words, page="idea_form", label=t("ideas.write"), icon="edit")


st.title(t("ideas.title"))
st.write(t("ideas.intro"))
if st.button(t("ideas.write"), type="primary", icon=":material/edit:", key="write-idea"):
    parts.go("idea_form")
mine = bool(actor.roles) and choose_whose()
page = door.load(
    ideas.visible_to,
    **idea_filters.ask(),
    group=parts.number_of("group"),
    priority=st.query_params.get("priority", ""),
    state=st.query_params.get("state", ""),
    mine=mine,
    after=st.query_params.get("after", ""),
)
parts.keep_place("ideas")
if page.rows:
    idea_cards.show(page)
    parts.pager(page)
else:
    nothing(mine)
