"""The list of the queue; it refreshes by itself, since two people work on it.

Twenty rows are drawn at every click, so all of them are one text. While somebody picks rows to decide together,
a row is three elements: its box, its title, and all else as one text, which the style sheet lays out as a table.
"""

from collections.abc import Sequence

import streamlit as st

from models import Decision, Kind, ReviewState, now
from services import moderation, similar_ideas
from services.moderation import MOST_COUNTED, QueueFilter, QueueRow, QueueView
from ui import (
    moderation_bulk,
    moderation_desk,
    moderation_filters,
    moderation_promise,
    moderation_undo,
    parts,
)
from ui.door import load
from ui.parts import empty, pager, plain
from ui.texts import moment, t, waited

_COLOURS: dict[Decision | None, str] = {
    Decision.PUBLISH: "green",
    Decision.RESTORE: "green",
    Decision.RETURN: "orange",
    Decision.REJECT: "red",
    Decision.HIDE: "red",
}
_PICK = "pick-many"


def show() -> None:
    moderation_desk.leave()
    moderation_undo.offer()
    moderation_filters.choose()
    _live()


@st.fragment(run_every="30s")
def _live() -> None:
    filters = moderation_filters.current()
    view = load(moderation.queue_view, filters, after=st.query_params.get("after", ""))
    moderation_promise.warn(view.pressing)
    page = view.page
    with st.container(horizontal=True, vertical_alignment="center"):
        _counts(view)
        picking = _picking() if page.rows else False
    if page.rows:
        _rows(page.rows, picking=picking)
    else:
        empty(_nothing(filters))
    moderation_bulk.show(page.rows)
    pager(page)
    st.caption(t("moderation.refreshes"))


def _counts(view: QueueView) -> None:
    """How many of each kind wait, in one line; appeals come first."""
    told = [f":blue-badge[{t(f'kind.{kind}')} {_number(n)}]" for kind, n in view.counts.items() if n]
    if view.appeals:
        told.insert(0, f":orange-badge[{t('review_state.appealed')} {_number(view.appeals)}]")
    if told:
        st.markdown(" ".join(told))


def _number(n: int) -> str:
    return f"{n}+" if n >= MOST_COUNTED else str(n)


def _nothing(filters: QueueFilter) -> str:
    if moderation_filters.query():
        return t("moderation.nothing_here")
    return t("moderation.nothing") if filters.state == ReviewState.WAITING else t("moderation.nothing_here")


def _picking() -> bool:
    """Whether rows are being picked; what is picked stays in sight until it is decided or put down."""
    held = bool(moderation_desk.picked())
    if held:
        st.session_state[_PICK] = True
    return st.toggle(t("moderation.pick_many"), key=_PICK, disabled=held)


def _rows(rows: Sequence[QueueRow], *, picking: bool) -> None:
    alike, kept = _alike(rows), moderation_filters.query()
    if not picking:
        parts.things("queue", ([_title(row, kept), _told(row, alike.get(row.id, 0))] for row in rows))
        return
    picked = moderation_desk.picked()
    with st.container(border=True, gap=None, key="queue"):
        for row in rows:
            _pick(row, picked=row.id in picked)
            st.markdown(_title(row, kept))
            st.markdown(_told(row, alike.get(row.id, 0)))


def _alike(rows: Sequence[QueueRow]) -> dict[int, int]:
    """How many other ideas each of the ideas that wait resembles, by the row's id."""
    waiting = {
        row.thing_id: row.id for row in rows if row.kind == Kind.IDEA and row.state != ReviewState.DECIDED
    }
    if not waiting:
        return {}
    return {waiting[idea]: n for idea, n in load(similar_ideas.counted, waiting.keys()).items()}


def _title(row: QueueRow, kept: dict[str, str]) -> str:
    """Opens the item."""
    return parts.text_link("moderation", f"**{plain(_named(row))}**", item=row.id, **kept)


def _told(row: QueueRow, alike: int) -> str:
    facts = parts.small(_when(row), t(f"kind.{row.kind}"), row.association)
    return " ".join([facts, *_marks(row, alike)])


def _named(row: QueueRow) -> str:
    return row.title or t("moderation.untitled")


def _pick(row: QueueRow, *, picked: bool) -> None:
    st.checkbox(
        t("moderation.pick", title=plain(_named(row))),
        value=picked,
        key=f"pick-{row.id}",
        label_visibility="collapsed",
        disabled=row.own or row.again,
        on_change=moderation_desk.pick,
        args=(row.id, row.version),
    )


def _marks(row: QueueRow, alike: int) -> list[str]:
    if row.state == ReviewState.DECIDED:
        return [f":{_COLOURS.get(row.decision, 'gray')}-badge[{t(f'decision_done.{row.decision}')}]"]
    marks = []
    if row.due_at and row.due_at <= now():
        marks.append(f":red-badge[:material/timer_off: {t('moderation.late')}]")
    if row.automatic:
        marks.append(f":red-badge[:material/visibility_off: {t('moderation.automatic_mark')}]")
    elif row.because != "new":
        marks.append(f":orange-badge[{t(f'opened_because.{row.because}')}]")
    if row.own or row.again:
        words = t("moderation.own_mark") if row.own else t("moderation.again_mark")
        marks.append(f":gray-badge[:material/block: {words}]")
    elif row.claimed_by and row.claimed_until:
        held = t("moderation.held", who=plain(row.claimed_by), until=row.claimed_until)
        marks.append(f":orange-badge[:material/lock_clock: {held}]")
    if alike:
        marks.append(f":violet-badge[:material/compare: {t('similar_ideas.around', n=alike)}]")
    return marks


def _when(row: QueueRow) -> str:
    """How long it has waited, or who decided and when."""
    if row.state == ReviewState.DECIDED and row.decided_at:
        return f"{row.decided_by or t('moderation.readers')}, {moment(row.decided_at)}"
    return waited(row.opened_at)
