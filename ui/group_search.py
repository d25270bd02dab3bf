"""To find in one group: a box above its sections, and what it has found in their place."""

import streamlit as st

from models import Kind
from services import group_search
from services.group_search import Found
from services.groups import GroupView
from ui import door, parts
from ui.search_results import marked
from ui.texts import t

_ICONS = {
    Kind.THREAD: "forum",
    Kind.DECISION: "how_to_vote",
    Kind.MEETING: "calendar_month",
    Kind.ATTACHMENT: "attach_file",
}


def show(group: GroupView) -> bool:
    """Whether something is sought, so that its answer stands here."""
    words = st.text_input(
        t("group_search.label"),
        key=f"group-search-{group.id}",
        icon=":material/search:",
        placeholder=t("group_search.example"),
    )
    if not words.strip():
        return False
    found = door.load(group_search.within, group.id, words)
    if not found:
        parts.empty(t("group_search.nothing"))
    for kind, rows in found.items():
        st.subheader(t(f"group_search.{kind}"))
        for row in rows:
            _row(row)
    return True


def _row(row: Found) -> None:
    with st.container(border=True, gap="small"):
        parts.open_path(row.link, f"**{marked(row.title)}**", icon=_ICONS[row.kind])
        if row.excerpt.text.strip():
            st.markdown(marked(row.excerpt))
