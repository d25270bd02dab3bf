"""The list of the queue; it refreshes by itself, since two people work on it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from models import Decision, Kind, ReviewState
from services import moderation, similar_ideas
from services.moderation import QueueFilter, QueueRow
from ui import moderation_desk, moderation_filters, moderation_undo
from ui.door import load
from ui.parts import empty, facts, open_link, pager, plain
from ui.texts import moment, t, waited

# Of the width of a row: the title, kind and association, how long it has waited.
_SHARES = (10, 7, 4)
_COLOURS: dict[Decision | None, Any] = {
    Decision.PUBLISH: "green",
    Decision.RESTORE: "green",
    Decision.RETURN: "orange",
    Decision.REJECT: "red",
    Decision.HIDE: "red",
}


def show() -> None:
    moderation_desk.leave()
    moderation_undo.offer()
    moderation_filters.choose()
    open_link("similar", t("similar_ideas.to_clusters"), icon="compare")
    _live()


@st.fragment(run_every="30s")
def _live() -> None:
    filters = moderation_filters.current()
    if filters.state == ReviewState.WAITING:
        _counts()
    page = load(moderation.queue, filters, after=st.query_params.get("after", ""))
    if page.rows:
        alike = _alike(page.rows)
        with st.container(border=True, gap=None, key="queue"):
            for row in page.rows:
                _row(row, alike)
    else:
        empty(_nothing(filters))
    pager(page)
    st.caption(t("moderation.refreshes"))


def _counts() -> None:
    found = load(moderation.counts)
    waiting = {kind: number for kind, number in found.items() if number}
    if not waiting:
        return
    with st.container(horizontal=True, gap="small"):
        for kind, number in waiting.items():
            st.badge(f"{t(f'kind.{kind}')} {number}", color="blue")


def _nothing(filters: QueueFilter) -> str:
    if moderation_filters.query():
        return t("moderation.nothing_here")
    return t("moderation.nothing") if filters.state == ReviewState.WAITING else t("moderation.nothing_here")


def _alike(rows: Sequence[QueueRow]) -> dict[int, int]:
    """How many other ideas each of the ideas that wait resembles, by the row's id."""
    waiting = {
        row.thing_id: row.id for row in rows if row.kind == Kind.IDEA and row.state != ReviewState.DECIDED
    }
    return {waiting[idea]: n for idea, n in load(similar_ideas.counted, waiting.keys()).items()}


def _row(row: QueueRow, alike: dict[int, int]) -> None:
    """A line on a wide screen, so that ten are seen at once; the title opens the item."""
    with st.container(key=f"row-{row.id}"):
        title, whose, when = st.columns(_SHARES, gap="small", vertical_alignment="center")
        with title:
            open_link(
                "moderation",
                f"**{plain(row.title) or t('moderation.untitled')}**",
                item=row.id,
                **moderation_filters.query(),
            )
        with whose.container(gap=None):
            facts(t(f"kind.{row.kind}"), row.association)
            _marks(row)
            if n := alike.get(row.id):
                st.badge(t("similar_ideas.around", n=n), icon=":material/compare:", color="violet")
        when.caption(_when(row))


def _marks(row: QueueRow) -> None:
    if row.state == ReviewState.DECIDED:
        st.badge(t(f"decision_done.{row.decision}"), color=_COLOURS.get(row.decision, "gray"))
        return
    if row.because != "new":
        st.badge(t(f"opened_because.{row.because}"), color="orange")
    if row.own:
        st.badge(t("moderation.own_mark"), icon=":material/block:", color="gray")
    elif row.claimed_by and row.claimed_until:
        st.badge(
            t("moderation.held", who=plain(row.claimed_by), until=row.claimed_until),
            icon=":material/lock_clock:",
            color="orange",
        )


def _when(row: QueueRow) -> str:
    """How long it has waited, or who decided and when."""
    if row.state == ReviewState.DECIDED and row.decided_at:
        return plain(f"{row.decided_by}, {moment(row.decided_at)}")
    return waited(row.opened_at)
