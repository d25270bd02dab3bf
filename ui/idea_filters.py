"""What is looked for in the list of ideas: kept in the address, so that a link opens the same list."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from services import calls, places, vocabulary
from ui import door
from ui.texts import municipality, t, term

_CHOICES = ("municipality", "target_group", "competence_sought", "call")
_PAUSE = "600ms"


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `ideas.visible_to` takes them."""
    _bring("words")
    st.text_input(
        t("ideas.words"),
        key="ideas-words",
        placeholder=t("ideas.words_example"),
        icon=":material/search:",
        live=_PAUSE,
        on_change=_keep,
        args=("words",),
    )
    with st.expander(t("ideas.more_filters"), icon=":material/tune:", expanded=any(map(_address, _CHOICES))):
        _choices()
    return {name: _address(name) for name in ("words", *_CHOICES)}


def narrowed() -> bool:
    return any(map(_address, ("words", *_CHOICES)))


def clear() -> None:
    for name in ("words", *_CHOICES, "after"):
        st.query_params.pop(name, None)


def _choices() -> None:
    _choose("municipality", list(places.municipalities()), municipality)
    _choose(
        "target_group", list(vocabulary.terms(vocabulary.TARGET_GROUPS)), _named(vocabulary.TARGET_GROUPS)
    )
    _choose(
        "competence_sought", list(vocabulary.terms(vocabulary.COMPETENCES)), _named(vocabulary.COMPETENCES)
    )
    offered = {str(call_id): name for call_id, name in door.load(calls.choices).items()}
    _choose("call", list(offered), lambda call_id: offered.get(call_id, ""))
    if narrowed():
        st.button(t("ideas.clear"), icon=":material/filter_alt_off:", key="clear", on_click=clear)


def _named(book: str) -> Callable[[str], str]:
    return partial(term, book)


def _choose(name: str, options: list[str], named: Callable[[str], str]) -> None:
    _bring(name)
    if st.session_state[f"ideas-{name}"] not in options:
        st.session_state[f"ideas-{name}"] = None
    st.selectbox(
        t(f"ideas.filter_{name}"),
        options,
        index=None,
        key=f"ideas-{name}",
        format_func=named,
        placeholder=t("ideas.any"),
        on_change=_keep,
        args=(name,),
    )


def _address(name: str) -> str:
    return st.query_params.get(name, "")


def _bring(name: str) -> None:
    st.session_state[f"ideas-{name}"] = _address(name)


def _keep(name: str) -> None:
    """A widget's `on_change`: to the address, and back to the first page."""
    st.query_params.pop("after", None)
    if value := st.session_state[f"ideas-{name}"]:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
