"""What the list of ideas is narrowed by."""

from typing import Any

import streamlit as st

from services import calls, places, vocabulary
from ui import door
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("ideas", ("words", "municipality", "target_group", "competence_sought", "call"))


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `ideas.visible_to` takes them."""
    FILTERS.search(t("ideas.words"), t("ideas.words_example"))
    with st.expander(
        t("ideas.more_filters"), icon=":material/tune:", expanded=FILTERS.narrowed(*FILTERS.names[1:])
    ):
        _choices()
    return FILTERS.values()


def choose_whose() -> bool:
    """Everybody's ideas or one's own."""
    return FILTERS.one_of_two("mine", t("ideas.whose"), t("ideas.whose_all"), t("ideas.whose_mine"))


def _choices() -> None:
    FILTERS.choose(
        "municipality",
        t("ideas.filter_municipality"),
        list(places.municipalities()),
        municipality,
        t("ideas.any"),
    )
    FILTERS.choose_term(
        "target_group", t("ideas.filter_target_group"), vocabulary.TARGET_GROUPS, t("ideas.any")
    )
    FILTERS.choose_term(
        "competence_sought", t("ideas.filter_competence_sought"), vocabulary.COMPETENCES, t("ideas.any")
    )
    offered = {str(call_id): name for call_id, name in door.load(calls.choices).items()}
    FILTERS.choose("call", t("ideas.filter_call"), list(offered), offered.__getitem__, t("ideas.any"))
    if FILTERS.narrowed():
        FILTERS.clearing(t("ideas.clear"), key="clear")
