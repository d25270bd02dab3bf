"""The filters of the queue. They stand in the address, so that every link and every act keeps them."""

from collections.abc import Callable, Sequence

import streamlit as st

from models import OpenedBecause, ReviewState
from services import moderation, places
from services.moderation import QueueFilter
from ui.parts import open_link
from ui.texts import municipality, t

_NAMES = ("kind", "municipality", "state", "because", "mine")


def current() -> QueueFilter:
    found = {name: st.query_params.get(name, "") for name in _NAMES}
    return QueueFilter(
        kind=found["kind"],
        municipality=found["municipality"],
        state=found["state"] or ReviewState.WAITING,
        because=found["because"],
        mine=found["mine"] == "1",
    )


def query() -> dict[str, str]:
    """The filters for a link to the queue or to another item of it."""
    return {name: st.query_params[name] for name in _NAMES if name in st.query_params}


def choose() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _state()
        chosen = st.popover(_label(), icon=":material/filter_list:", key="filters", on_change="rerun")
        more = st.popover(
            t("moderation.more"), icon=":material/more_horiz:", key="more-of-desk", on_change="rerun"
        )
    # Both are closed at almost every click of the day.
    if chosen.open:
        with chosen:
            _choices()
    if more.open:
        with more:
            _more()


def _more() -> None:
    open_link("similar", t("similar_ideas.to_clusters"), icon="compare")
    open_link("moderation", t("moderation.templates"), icon="chat", view="templates")
    open_link("moderation", t("moderation.load"), icon="bar_chart", view="load")


def _label() -> str:
    """Says how many filters narrow the queue: they are not seen until it is opened."""
    chosen = len(query().keys() - {"state"})
    return f"{t('moderation.filters')} ({chosen})" if chosen else t("moderation.filters")


def _choices() -> None:
    _choice("kind", list(moderation.HANDLERS), lambda kind: t(f"kind.{kind}"))
    _choice("municipality", list(places.municipalities()), municipality)
    _choice("because", list(OpenedBecause), lambda why: t(f"opened_because.{why}"))
    st.toggle(
        t("moderation.mine"),
        value=st.query_params.get("mine") == "1",
        key="filter-mine",
        on_change=_keep,
        args=("mine",),
    )


def _state() -> None:
    states = [ReviewState.WAITING, ReviewState.APPEALED, ReviewState.DECIDED]
    now = current().state
    st.segmented_control(
        t("moderation.state"),
        states,
        default=now if now in states else ReviewState.WAITING,
        required=True,
        format_func=lambda state: t(f"review_state.{state}"),
        key="filter-state",
        label_visibility="collapsed",
        on_change=_keep,
        args=("state",),
    )


def _choice(name: str, offered: Sequence[str], words: Callable[[str], str]) -> None:
    values = [str(value) for value in offered]
    now = st.query_params.get(name, "")
    st.selectbox(
        t(f"moderation.by_{name}"),
        values,
        index=values.index(now) if now in values else None,
        format_func=words,
        placeholder=t("moderation.all"),
        key=f"filter-{name}",
        on_change=_keep,
        args=(name,),
    )


def _keep(name: str) -> None:
    """Writes the choice into the address; another view begins at its beginning."""
    value = st.session_state[f"filter-{name}"]
    st.query_params.pop("after", None)
    if not value or value == ReviewState.WAITING:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = "1" if value is True else str(value)
