"""What is looked for in the list of associations: kept in the address, so that a link opens the same list."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from models import AssociationState
from services import associations, places, vocabulary
from ui import door
from ui.texts import municipality, t, term

_BOOKS = {
    "competence": vocabulary.COMPETENCES,
    "target_group": vocabulary.TARGET_GROUPS,
    "language": vocabulary.LANGUAGES,
    "kind": vocabulary.ASSOCIATION_KINDS,
}
_CHOICES = ("municipality", *_BOOKS, "state")
_PAUSE = "600ms"


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `associations.visible_to` takes them."""
    _bring("words")
    st.text_input(
        t("associations.words"),
        key="associations-words",
        placeholder=t("associations.words_example"),
        icon=":material/search:",
        live=_PAUSE,
        on_change=_keep,
        args=("words",),
    )
    chosen = any(map(_address, _CHOICES))
    with st.expander(t("associations.more_filters"), icon=":material/tune:", expanded=chosen):
        _choices()
    return {name: _address(name) for name in ("words", *_CHOICES)}


def narrowed() -> bool:
    return any(map(_address, ("words", *_CHOICES)))


def clear() -> None:
    for name in ("words", *_CHOICES, "after"):
        st.query_params.pop(name, None)


def _choices() -> None:
    _choose("municipality", list(places.municipalities()), municipality)
    for name, book in _BOOKS.items():
        _choose(name, list(vocabulary.terms(book)), partial(term, book))
    if associations.oversees(door.actor()):
        _choose("state", list(AssociationState), lambda state: t(f"association_state.{state}"))
    if narrowed():
        st.button(t("associations.clear"), icon=":material/filter_alt_off:", key="clear", on_click=clear)


def _choose(name: str, options: list[Any], named: Callable[[Any], str]) -> None:
    _bring(name)
    if st.session_state[f"associations-{name}"] not in options:
        st.session_state[f"associations-{name}"] = None
    st.selectbox(
        t(f"associations.filter_{name}"),
        options,
        index=None,
        key=f"associations-{name}",
        format_func=named,
        placeholder=t("associations.any"),
        on_change=_keep,
        args=(name,),
    )


def _address(name: str) -> str:
    return st.query_params.get(name, "")


def _bring(name: str) -> None:
    st.session_state[f"associations-{name}"] = _address(name)


def _keep(name: str) -> None:
    """A widget's `on_change`: to the address, and back to the first page."""
    st.query_params.pop("after", None)
    if value := st.session_state[f"associations-{name}"]:
        st.query_params[name] = str(value)
    else:
        st.query_params.pop(name, None)
