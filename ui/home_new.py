"""The newest ideas and groups and the next event: the same for everybody."""

import streamlit as st

from models import EventState
from services import events, home
from ui import event_parts
from ui.door import load
from ui.parts import empty, facts, open_link, plain
from ui.texts import municipality, t

_EXCERPT = 160


def ideas() -> None:
    st.subheader(t("home.new_ideas"))
    cards = load(home.new_ideas)
    if not cards:
        empty(t("home.no_ideas"))
        return
    for card in cards:
        with st.container(border=True, gap="small", key=f"idea-{card.id}"):
            open_link("idea", f"**{plain(card.title)}**", id=card.id)
            st.text(_shortened(card.summary))
            facts(card.association, municipality(card.municipality))
    open_link("ideas", t("home.all_ideas"), icon="arrow_forward")


def next_event() -> None:
    """The event that comes next; nothing when none does."""
    coming = [card for card in load(events.visible_to, size=3).rows if card.state == EventState.PUBLISHED]
    if not coming:
        return
    card = coming[0]
    st.subheader(t("home.next_event"))
    with st.container(border=True, gap="small", key="next-event"):
        open_link("event", f"**{plain(card.title)}**", id=card.id)
        facts(
            event_parts.when(card.starts_at, card.ends_at),
            event_parts.where(card.place, card.municipality, card.online),
        )
    open_link("events", t("home.all_events"), icon="arrow_forward")


def groups() -> None:
    st.subheader(t("home.new_groups"))
    rows = load(home.new_groups)
    if not rows:
        empty(t("home.no_groups"))
        return
    for row in rows:
        with st.container(border=True, gap="small", key=f"group-{row.id}"):
            open_link("group", f"**{plain(row.name)}**", id=row.id)
            facts(municipality(row.municipality) or t("groups.anywhere"))
    open_link("groups", t("home.all_groups"), icon="arrow_forward")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rsplit(' ', 1)[0]} …"
