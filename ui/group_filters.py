"""What is looked for in the list of groups: kept in the address, so that a link opens the same list."""

from typing import Any

import streamlit as st

from services import places
from ui.texts import municipality, t

_PAUSE = "600ms"
_NAMES = ("words", "municipality", "ended")


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `groups.visible_to` takes them."""
    for name in _NAMES:
        _bring(name)
    st.text_input(
        t("groups.words"),
        key="groups-words",
        placeholder=t("groups.words_example"),
        icon=":material/search:",
        live=_PAUSE,
        on_change=_keep,
        args=("words",),
    )
    with st.expander(t("groups.more_filters"), icon=":material/tune:", expanded=_more()):
        _choices()
    return {
        "words": _address("words"),
        "municipality": _address("municipality"),
        "ended": bool(_address("ended")),
    }


def narrowed() -> bool:
    return any(map(_address, _NAMES))


def clear() -> None:
    for name in (*_NAMES, "after"):
        st.query_params.pop(name, None)


def choose_whose() -> bool:
    """Everybody's groups or one's own; the choice stands in the address."""
    st.session_state["groups-mine"] = "1" if _address("mine") else ""
    whose = st.segmented_control(
        t("groups.whose"),
        ["", "1"],
        required=True,
        format_func=lambda mine: t("groups.whose_mine") if mine else t("groups.whose_all"),
        label_visibility="collapsed",
        key="groups-mine",
        on_change=_keep,
        args=("mine",),
    )
    return bool(whose)


def _more() -> bool:
    return bool(_address("municipality") or _address("ended"))


def _choices() -> None:
    codes = list(places.municipalities())
    if st.session_state["groups-municipality"] not in codes:
        st.session_state["groups-municipality"] = None
    st.selectbox(
        t("groups.municipality"),
        codes,
        index=None,
        key="groups-municipality",
        format_func=municipality,
        placeholder=t("groups.anywhere"),
        on_change=_keep,
        args=("municipality",),
    )
    st.session_state["groups-ended"] = bool(_address("ended"))
    st.toggle(t("groups.ended"), key="groups-ended", on_change=_keep, args=("ended",))
    if narrowed():
        st.button(t("groups.clear"), icon=":material/filter_alt_off:", key="clear", on_click=clear)


def _address(name: str) -> str:
    return st.query_params.get(name, "")


def _bring(name: str) -> None:
    st.session_state[f"groups-{name}"] = _address(name)


def _keep(name: str) -> None:
    """A widget's `on_change`: to the address, and back to the first page."""
    st.query_params.pop("after", None)
    if value := st.session_state[f"groups-{name}"]:
        st.query_params[name] = "1" if value is True else value
    else:
        st.query_params.pop(name, None)
