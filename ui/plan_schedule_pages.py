"""From page to page of the timeline and of its table; the place stands in the address."""

import streamlit as st

from ui import parts
from ui.texts import t

NAME = "page"


def asked() -> int:
    return max(1, parts.number_of(NAME))


def at(count: int, size: int) -> tuple[int, int]:
    """The page that the address names, and how many there are."""
    pages = max(1, -(-count // size))
    return min(asked(), pages), pages


def draw(page: int, pages: int) -> None:
    if pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if page > 1:
            _button(t("schedule.page_before"), ":material/chevron_left:", page - 1)
        st.caption(t("schedule.page_of", page=page, pages=pages), width="content")
        if page < pages:
            _button(t("schedule.page_after"), ":material/chevron_right:", page + 1)


def _button(label: str, icon: str, page: int) -> None:
    st.button(label, icon=icon, key=f"schedule-page-{page}", on_click=_turn, args=(page,))


def _turn(page: int) -> None:
    st.query_params[NAME] = str(page)
