"""What the list of groups is narrowed by."""

from typing import Any

import streamlit as st

from services import places
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("groups", ("words", "municipality", "ended"))


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `groups.visible_to` takes them."""
    FILTERS.search(t("groups.words"), t("groups.words_example"))
    with st.expander(
        t("groups.more_filters"), icon=":material/tune:", expanded=FILTERS.narrowed("municipality", "ended")
    ):
        _choices()
    return FILTERS.values() | {"ended": FILTERS.narrowed("ended")}


def choose_whose() -> bool:
    """Everybody's groups or one's own."""
    return FILTERS.one_of_two("mine", t("groups.whose"), t("groups.whose_all"), t("groups.whose_mine"))


def _choices() -> None:
    FILTERS.choose(
        "municipality",
        t("groups.municipality"),
        list(places.municipalities()),
        municipality,
        t("groups.anywhere"),
    )
    FILTERS.switch("ended", t("groups.ended"))
    if FILTERS.narrowed():
        FILTERS.clearing(t("groups.clear"), key="clear")
