"""What the list of associations is narrowed by."""

from typing import Any

import streamlit as st

from models import AssociationState
from services import associations, places, vocabulary
from ui import door
from ui.filters import Filters
from ui.texts import municipality, t

_BOOKS = {
    "competence": vocabulary.COMPETENCES,
    "target_group": vocabulary.TARGET_GROUPS,
    "language": vocabulary.LANGUAGES,
    "kind": vocabulary.ASSOCIATION_KINDS,
}
FILTERS = Filters("associations", ("words", "municipality", *_BOOKS, "state"))


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `associations.visible_to` takes them."""
    FILTERS.search(t("associations.words"), t("associations.words_example"))
    chosen = FILTERS.narrowed(*FILTERS.names[1:])
    with st.expander(t("associations.more_filters"), icon=":material/tune:", expanded=chosen):
        _choices()
    return FILTERS.values()


def choose_whose() -> bool:
    """Every association or one's own."""
    return FILTERS.one_of_two(
        "mine", t("associations.whose"), t("associations.whose_all"), t("associations.whose_mine")
    )


def _choices() -> None:
    anything = t("associations.any")
    FILTERS.choose(
        "municipality",
        t("associations.filter_municipality"),
        list(places.municipalities()),
        municipality,
        anything,
    )
    for name, book in _BOOKS.items():
        FILTERS.choose_term(name, t(f"associations.filter_{name}"), book, anything)
    if associations.oversees(door.actor()):
        FILTERS.choose(
            "state",
            t("associations.filter_state"),
            [state for state in AssociationState if state != AssociationState.TAKEN_BACK],
            lambda state: t(f"association_state.{state}"),
            anything,
        )
    if FILTERS.narrowed():
        FILTERS.clearing(t("associations.clear"), key="clear")
