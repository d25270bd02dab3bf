"""The cards of /requests, one tab at a time."""

import streamlit as st

from services import partner_requests
from services.partner_requests import RequestCard, Tab
from ui import door, parts, request_parts
from ui.texts import t


def choose_tab() -> Tab:
    """The tab that the address names; choosing another one begins at its first page."""
    counts = door.load(partner_requests.counts)
    asked = st.query_params.get("tab", "")
    current = Tab(asked) if asked in list(Tab) else Tab.TO_ANSWER
    chosen = st.pills(
        t("requests.show"),
        list(Tab),
        default=current,
        format_func=lambda tab: f"{t(f'requests_tab.{tab}')} ({counts[tab]})",
        key="tab",
        required=True,
        label_visibility="collapsed",
    )
    if chosen != current:
        st.query_params.from_dict({"tab": chosen})
        st.rerun()
    return current


def draw(tab: Tab) -> None:
    parts.keep_place("requests")
    page = door.load(partner_requests.listed, tab, after=st.query_params.get("after", ""))
    for card in page.rows:
        _card(card)
    if not page.rows:
        parts.empty(
            t(f"requests_empty.{tab}"), page="partners", label=t("requests.find_partner"), icon="search"
        )
    parts.pager(page)


def _card(card: RequestCard) -> None:
    with st.container(border=True):
        parts.open_link("request", f"**{parts.plain(card.idea_title)}**", id=card.id)
        st.write(request_parts.who(card))
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.state_badge("partner_request_state", card.state)
            st.badge(t(f"implementer_role.{card.role}"), color="gray")
        request_parts.deadline(card)
        request_parts.colleagues_turn(card)
        if card.my_turn:
            parts.open_link("request", t("requests.answer"), icon="arrow_forward", id=card.id)
