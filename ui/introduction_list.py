"""The cards of /introductions, narrowed by the address."""

import streamlit as st

from services import introductions, places
from services.introductions import IntroductionCard, Shelf
from ui import door, parts
from ui.filters import Filters
from ui.texts import day, municipality, t

FILTERS = Filters("introductions", ("shelf", "municipality"))


def draw() -> None:
    FILTERS.choose(
        "shelf",
        t("introductions.shelf"),
        list(Shelf),
        lambda one: t(f"introduction_shelf.{one}"),
        t("introductions.any_shelf"),
    )
    if door.actor().is_facilitator:
        FILTERS.choose(
            "municipality",
            t("introductions.municipality"),
            list(places.municipalities()),
            municipality,
            t("introductions.anywhere"),
        )
    page = door.load(introductions.listed, **FILTERS.values(), after=st.query_params.get("after", ""))
    parts.keep_place("introductions")
    for card in page.rows:
        _card(card)
    if page.rows:
        parts.pager(page)
    else:
        _nothing()


def _card(card: IntroductionCard) -> None:
    with st.container(border=True, gap="small"):
        parts.open_link("introduction", f"**{parts.plain(' · '.join(card.names))}**", id=card.id)
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.state_badge("introduction_state", card.state)
            if card.outcome:
                st.badge(t(f"introduction_outcome.{card.outcome}"), color="gray")
            if card.my_turn:
                st.badge(t("introductions.my_turn"), icon=":material/reply:", color="orange")
        parts.facts(
            t("introductions.made", day=day(card.created_at.date())),
            t("introductions.reply_by", day=day(card.reply_by)) if card.state == "proposed" else "",
            t("introductions.follow_up_on", day=day(card.follow_up_on)) if card.follow_up_on else "",
        )


def _nothing() -> None:
    if FILTERS.narrowed():
        st.write(t("introductions.none_found"))
        FILTERS.clearing(t("introductions.clear"), key="clear-all")
    elif door.actor().is_facilitator:
        parts.empty(
            t("introductions.none_desk"),
            page="introduction_form",
            label=t("introductions.make"),
            icon="waving_hand",
        )
    else:
        parts.empty(t("introductions.none"), page="partners", label=t("partners.title"), icon="handshake")
