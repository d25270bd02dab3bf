"""The newest ideas and groups and the next event: the same for everybody."""

import streamlit as st

from models import EventState
from services import events, home
from services.home import NewIdea
from ui import event_parts
from ui.door import load
from ui.parts import empty, open_link, plain, small, text_link, things
from ui.texts import municipality, t

_EXCERPT = 160


def ideas() -> None:
    st.subheader(t("home.new_ideas"))
    cards = load(home.new_ideas)
    if not cards:
        empty(t("home.no_ideas"))
        return
    things(
        "ideas",
        (
            (_bold("idea", card.id, card.title), plain(_shortened(card.summary)), _whose(card))
            for card in cards
        ),
    )
    open_link("ideas", t("home.all_ideas"), icon="arrow_forward")


def next_event() -> None:
    """The event that comes next; nothing when none does."""
    coming = [card for card in load(events.visible_to, size=3).rows if card.state == EventState.PUBLISHED]
    if not coming:
        return
    card = coming[0]
    st.subheader(t("home.next_event"))
    told = small(
        event_parts.when(card.starts_at, card.ends_at),
        event_parts.where(card.place, card.municipality, card.online),
    )
    things("event", [(_bold("event", card.id, card.title), told)])
    open_link("events", t("home.all_events"), icon="arrow_forward")


def groups() -> None:
    st.subheader(t("home.new_groups"))
    rows = load(home.new_groups)
    if not rows:
        empty(t("home.no_groups"))
        return
    things(
        "groups",
        (
            (_bold("group", row.id, row.name), small(municipality(row.municipality) or t("groups.anywhere")))
            for row in rows
        ),
    )
    open_link("groups", t("home.all_groups"), icon="arrow_forward")


def _bold(page: str, number: int, name: str) -> str:
    return text_link(page, f"**{plain(name)}**", id=number)


def _whose(card: NewIdea) -> str:
    return small(card.association, municipality(card.municipality))


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rsplit(' ', 1)[0]} …"
