"""The stories on the impact page: those that everybody reads, and the own ones that are not public yet."""

import streamlit as st

from services import stories
from services.paging import Page
from services.stories import StoryCard
from ui import door, parts, story_pictures
from ui.texts import day, t

# As many as make an even grid, and a page that is not all stories.
_SIZE = 6


def draw() -> None:
    st.header(t("stories.title"))
    st.write(t("stories.intro"))
    if stories.may_write(door.actor()):
        parts.open_link("story_form", t("stories.write"), icon="edit")
        _own()
    parts.keep_place("impact")
    page = door.load(stories.of, after=st.query_params.get("after", ""), size=_SIZE)
    if not page.rows:
        parts.empty(t("stories.none"))
    _grid(page)
    parts.pager(page)


def _own() -> None:
    """What waits, and what is written on."""
    page = door.load(stories.of, mine=True, after=st.query_params.get("mine", ""))
    if not page.rows:
        return
    with st.expander(t("stories.own"), icon=":material/edit_note:"):
        for card in page.rows:
            with st.container(horizontal=True, vertical_alignment="center"):
                parts.open_link("story", parts.plain(card.title), id=card.id)
                parts.state_badge("story_state", card.state)
        parts.pager(page, name="mine")


def _grid(page: Page[StoryCard]) -> None:
    for start in range(0, len(page.rows), 2):
        for column, card in zip(st.columns(2), page.rows[start : start + 2], strict=False):
            with column.container(border=True, height="stretch", gap="small", key=f"story-{card.id}"):
                _card(card)


def _card(card: StoryCard) -> None:
    if card.picture:
        story_pictures.show(card.picture.path, card.picture.alt, cut=True)
    parts.open_link("story", f"**{parts.plain(card.title)}**", id=card.id)
    st.text(card.summary)
    parts.facts(card.association, day(card.at))
