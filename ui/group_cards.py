"""Groups as cards: what it is for, where, how one comes in, and one's own place in it."""

import streamlit as st

from models import GroupState
from services.groups import GroupCard
from services.paging import Page
from services.words import excerpt
from ui import parts
from ui.texts import municipality, t


def show(page: Page[GroupCard]) -> None:
    """The cards of one page of the list, in its order."""
    for card in page.rows:
        with st.container(border=True, gap="small"):
            _card(card)


def _card(card: GroupCard) -> None:
    parts.open_link("group", f"**{parts.plain(card.name)}**", id=card.id)
    with st.container(horizontal=True):
        if card.state != GroupState.ACTIVE:
            parts.state_badge("group_state", card.state)
        if card.mine:
            parts.state_badge("membership_state", card.mine)
        if card.quiet:
            st.badge(t("groups.quiet"), icon=":material/bedtime:", color="orange")
    st.text(excerpt(card.purpose))
    parts.facts(
        municipality(card.municipality) or t("groups.anywhere"),
        t("groups.members", n=card.members),
        t(f"join_mode.{card.join_mode}"),
    )
