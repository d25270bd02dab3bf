"""The list of the queue; it refreshes by itself, since two people work on it."""

import streamlit as st

from models import ReviewState
from services import moderation
from services.moderation import QueueFilter, QueueRow
from ui import moderation_desk, moderation_filters, moderation_undo
from ui.door import load
from ui.parts import empty, open_link, pager, plain
from ui.texts import moment, municipality, t


def show() -> None:
    moderation_desk.leave()
    moderation_undo.offer()
    moderation_filters.choose()
    _live()


@st.fragment(run_every="30s")
def _live() -> None:
    filters = moderation_filters.current()
    _counts()
    page = load(moderation.queue, filters, after=st.query_params.get("after", ""))
    for row in page.rows:
        _card(row)
    if not page.rows:
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


def _card(row: QueueRow) -> None:
    with st.container(border=True, key=f"row-{row.id}"):
        st.markdown(f"**{plain(row.title) or t('moderation.untitled')}**")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.badge(t(f"kind.{row.kind}"), color="gray")
            _marks(row)
        st.caption(plain(" · ".join(part for part in _about(row) if part)))
        open_link(
            "moderation",
            t("moderation.look_at") if row.own or row.decision else t("moderation.review"),
            icon="arrow_forward",
            item=row.id,
            **moderation_filters.query(),
        )


def _marks(row: QueueRow) -> None:
    if row.state == ReviewState.DECIDED:
        st.badge(t(f"decision_done.{row.decision}"), color="green")
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


def _about(row: QueueRow) -> list[str]:
    about = [row.association, municipality(row.municipality)]
    if row.state == ReviewState.DECIDED and row.decided_at:
        return [*about, row.decided_by, moment(row.decided_at)]
    return [*about, t("moderation.since", since=moment(row.opened_at))]
