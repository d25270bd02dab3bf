"""The tools of those who run a group, beside the requests to come in: quiet, away, discussions, handing over."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from services import groups, hosting, threads
from services.groups import GroupView
from services.hosting import AwayCard
from services.threads import ThreadView
from ui import door, parts
from ui.texts import day, t


def tools(group: GroupView) -> None:
    """Below the requests, which wait for somebody."""
    if group.meets:
        _away(group)
        _pinned(group)
        _hand_over(group)


def quiet(group: GroupView) -> None:
    """Said to those who run it, with what they can do."""
    if group.quiet_since:
        days = hosting.QUIET_AFTER.days
        st.warning(t("group.quiet", n=days, since=day(group.quiet_since)), icon=":material/bedtime:")


def of_discussion(thread: ThreadView) -> None:
    """Beside an open discussion: first in the list or not, and ended or not."""
    with st.container(horizontal=True):
        if thread.pinned:
            _act(thread.id, hosting.unpin, "unpin", "keep_off")
        else:
            _act(thread.id, hosting.pin, "pin", "keep")
        if thread.closed:
            _act(thread.id, hosting.reopen, "reopen", "lock_open")
        else:
            _act(thread.id, hosting.close, "close", "lock")


def _act(thread_id: int, act: Callable[..., Any], name: str, icon: str) -> None:
    label = t(f"group_hosts.{name}")
    pressed = st.button(label, type="tertiary", icon=f":material/{icon}:", key=f"{name}-{thread_id}")
    if pressed and door.perform(act, thread_id):
        door.flash(t(f"group_hosts.{name}_done"))
        st.rerun()


def _away(group: GroupView) -> None:
    st.subheader(t("group_hosts.away"))
    st.caption(t("group_hosts.away_words", n=hosting.AWAY_AFTER.days))
    page = door.load(hosting.away, group.id, after=st.query_params.get("away", ""))
    if not page.rows:
        st.write(t("group_hosts.nobody_away"))
    for card in page.rows:
        _away_card(card)
    parts.pager(page, name="away")


def _away_card(card: AwayCard) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(parts.plain(card.name), width="stretch")
        if card.reminded:
            st.caption(t("group_hosts.reminded"))
        elif st.button(t("group_hosts.remind"), icon=":material/waving_hand:", key=f"remind-{card.id}"):
            done = door.attempt(hosting.remind, card.id)
            door.flash_refused(done)
            if done:
                door.flash(t("group_hosts.reminded"))
            st.rerun()


def _pinned(group: GroupView) -> None:
    st.subheader(t("group_hosts.pinned"))
    cards = door.load(threads.pinned, group.id)
    if not cards:
        st.write(t("group_hosts.none_pinned", n=hosting.MOST_PINNED))
    for card in cards:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            parts.open_link("group", parts.plain(card.title), icon="keep", id=group.id, thread=card.id)
            _act(card.id, hosting.unpin, "unpin", "keep_off")


def _hand_over(group: GroupView) -> None:
    if not door.actor().hosts(group.id):
        return
    offered = {other.member_id: other.name for other in door.load(groups.others_in, group.id)}
    if not offered:
        return
    st.subheader(t("group_hosts.hand_over"))
    st.write(t("group_hosts.hand_over_words"))
    chosen = st.selectbox(
        t("group_hosts.successor"),
        list(offered),
        index=None,
        format_func=lambda member_id: offered[member_id],
        placeholder=t("parts.choose"),
        key="successor",
    )
    pressed = st.button(
        t("group_hosts.hand_over"), icon=":material/handshake:", key="hand-over", disabled=chosen is None
    )
    if pressed and chosen is not None:
        parts.confirm(
            t("group_hosts.hand_over"),
            t("group_hosts.hand_over_sure", who=parts.plain(offered[chosen])),
            t("group_hosts.hand_over"),
            partial(_give, chosen),
        )


def _give(member_id: int) -> None:
    done = door.attempt(hosting.hand_over, member_id)
    door.flash_refused(done)
    if done:
        door.flash(t("group_hosts.handed_over"))
