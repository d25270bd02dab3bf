"""The advice cases that a person has a seat in, and the views beside them."""

import streamlit as st

from services import advice, sealing
from services.actors import Actor
from services.advice import CaseCard
from ui import door, parts
from ui.texts import moment, number, t


def warn_of_keys() -> None:
    """While the key is away nothing can be asked or read; better said before somebody types."""
    if not sealing.ready():
        st.error(t("errors.advice_key_missing"), icon=":material/key_off:")


def choose(actor: Actor) -> str:
    """Which list; the choice stands in the address."""
    if actor.is_admin or actor.is_facilitator:
        _counts()
    offered = ["open", "closed"] + (["queue", "times"] if actor.is_facilitator else [])
    asked = st.query_params.get("show", "")
    shown = st.segmented_control(
        t("advice.show"),
        offered,
        default=asked if asked in offered else "open",
        format_func=lambda one: t(f"advice.show_{one}"),
        key="advice-show",
        label_visibility="collapsed",
    )
    shown = shown or "open"
    if shown != (asked or "open"):
        st.query_params.from_dict({"show": shown} if shown != "open" else {})
    return shown


def cases(*, closed: bool) -> None:
    parts.keep_place("advice")
    page = door.load(advice.of, closed=closed, after=st.query_params.get("after", ""))
    for card in page.rows:
        _card(card)
    if not page.rows:
        parts.empty(t("advice.none_closed") if closed else t("advice.none"))
    parts.pager(page)


def _counts() -> None:
    found = door.load(advice.counts)
    told = [f"{t(f'advice_state.{state}')} {number(count)}" for state, count in found.states.items()]
    st.caption(t("advice.counts", counts=" · ".join(told), waiting=number(found.waiting)))


def _card(card: CaseCard) -> None:
    with st.container(border=True, gap="small", key=f"advice-{card.id}"):
        topic = parts.plain(card.topic) if card.topic else t("advice.sealed")
        parts.open_link("advice_case", f"**{topic}**", icon="lock", id=card.id)
        with st.container(horizontal=True):
            parts.state_badge("advice_state", card.state)
            st.badge(t(f"advice_channel.{card.channel}"), color="gray")
        parts.facts(card.association, t("advice.active", at=moment(card.active_at)))
