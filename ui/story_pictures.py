"""The pictures of a story: shown with their words, added, described anew and taken away."""

from html import escape

import streamlit as st

from services import stories
from services.stories import PictureCard
from ui import door, turns
from ui.texts import t

_CARD_HEIGHT = 180


def show(path: str, alt: str, *, cut: bool = False) -> None:
    """By itself Streamlit would keep a copy of each picture in memory, and give it to whoever knows its address."""
    look = (
        f"width: 100%; height: {_CARD_HEIGHT}px; object-fit: cover"
        if cut
        else "max-width: 100%; height: auto"
    )
    st.html(
        f'<img src="{escape(path)}" alt="{escape(alt)}" loading="lazy" style="{look}; border-radius: 0.6rem" />'
    )


def change(story_id: int, pictures: list[PictureCard]) -> None:
    """For who writes the story."""
    for picture in pictures:
        with st.container(border=True, key=f"picture-{picture.id}"):
            show(picture.path, picture.alt)
            _describe(picture)
    if len(pictures) < stories.MOST_PICTURES:
        _add(story_id, nothing=not pictures)


def _describe(picture: PictureCard) -> None:
    fields = door.Fields()
    alt = st.text_input(t("story.alt"), picture.alt, key=f"alt-{picture.id}")
    fields.beside("alt")
    fields.general()
    with st.container(horizontal=True):
        if st.button(t("story.alt_save"), key=f"alt-save-{picture.id}") and fields.perform(
            stories.describe_picture, picture.id, alt
        ):
            door.flash(t("story.alt_saved"))
            st.rerun()
        if st.button(
            t("story.picture_remove"), key=f"remove-{picture.id}", type="tertiary", icon=":material/delete:"
        ) and fields.perform(stories.remove_picture, picture.id):
            door.flash(t("story.picture_removed"))
            st.rerun()


def _add(story_id: int, *, nothing: bool) -> None:
    # The next turn's field is empty, and so is the memory that the file was held in.
    name = f"picture-{story_id}"
    key = turns.key(name)
    fields = door.Fields()
    with st.expander(t("story.picture_add"), icon=":material/add_photo_alternate:", expanded=nothing):
        chosen = st.file_uploader(t("story.picture"), type=["jpg", "jpeg", "png"], key=f"{key}-file")
        fields.beside("file")
        alt = st.text_input(
            t("story.alt"),
            key=f"{key}-alt",
            placeholder=t("story.alt_example"),
            help=t("story.alt_help"),
        )
        fields.beside("alt")
        st.caption(t("story.picture_help", n=stories.MOST_PICTURES))
        fields.general()
        pressed = st.button(t("story.picture_send"), key=f"{key}-send", disabled=chosen is None)
    if pressed and chosen is not None:
        content = chosen.getvalue()
        if fields.perform(stories.add_picture, story_id, chosen.name, content, alt):
            turns.over(name, t("story.picture_added"))
