"""Groups as cards: what it is for, where, how one comes in, and one's own place in it."""

import streamlit as st

from models import GroupState
from services.groups import GroupCard
from services.paging import Page
from ui import parts
from ui.texts import municipality, t

_EXCERPT = 220


def show(page: Page[GroupCard]) -> None:
    """The cards of one page of the list, in its order."""
    for card in page.rows:
        with st.container(border=True):
            _card(card)


def _card(card: GroupCard) -> None:
    parts.open_link("group", f"**{parts.plain(card.name)}**", id=card.id)
    st.text(excerpt(card.purpose))
    with st.container(horizontal=True, vertical_alignment="center"):
        if card.mine:
            parts.state_badge("membership_state", card.mine)
        if card.state != GroupState.ACTIVE:
            parts.state_badge("group_state", card.state)
        st.badge(t(f"join_mode.{card.join_mode}"), icon=":material/door_open:", color="gray")
        st.badge(t("groups.members", n=card.members), icon=":material/group:", color="gray")
        if card.municipality:
            st.badge(municipality(card.municipality), icon=":material/location_on:", color="gray")


def excerpt(text: str) -> str:
    """The beginning, cut between words."""
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
