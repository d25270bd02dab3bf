"""The code with which another site shows a small page of ours inside its own."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from services.settings import settings
from ui.texts import language, t

WHAT = ("ideas", "events", "impact")
_THEMES = ("light", "dark")
_HEIGHT = 520


def draw() -> None:
    st.subheader(t("impact.embed"))
    st.write(t("impact.embed_words"))
    left, right = st.columns(2)
    with left:
        what = st.selectbox(
            t("impact.embed_what"), WHAT, format_func=lambda name: t(f"embed.{name}"), key="embed-what"
        )
    with right:
        theme = st.selectbox(
            t("impact.embed_theme"),
            _THEMES,
            format_func=lambda name: t(f"impact.embed_{name}"),
            key="embed-theme",
        )
    path = f"/embed/{what}.html?{urlencode({'language': language(), 'theme': theme})}"
    # In one colour: those of code are too faint to read.
    st.code(code(path, t(f"embed.{what}")), language=None, wrap_lines=True)
    st.link_button(t("impact.embed_look"), path, icon=":material/open_in_new:")


def code(path: str, title: str) -> str:
    """A frame with a name, which screen readers say; it is loaded when it comes into sight."""
    source = escape(settings().base_url + path)
    return (
        f'<iframe src="{source}" title="{escape(title)}" loading="lazy" '
        f'width="100%" height="{_HEIGHT}" style="border: 0"></iframe>'
    )
