"""The discussions of a group: the list, one of them with its replies, and a form to begin one."""

import streamlit as st

from models import Kind, ThreadState
from services import threads
from services.groups import GroupView
from services.threads import ThreadCard, ThreadView
from ui import comments, door, group_hosts, listening, parts, turns
from ui.texts import moment, t


def talk(group: GroupView) -> None:
    """The discussions, the liveliest first, below the form that begins one."""
    page = door.load(threads.of, group.id, after=st.query_params.get("talk", ""))
    pinned = [] if "talk" in st.query_params else door.load(threads.pinned, group.id)
    if group.meets:
        _start(group, nothing=not page.rows and not pinned)
    for card in [*pinned, *page.rows]:
        with st.container(border=True, gap="small"):
            _card(group, card)
    if not page.rows and not pinned:
        st.caption(t("threads.none") if group.meets else t("threads.nothing"))
    parts.pager(page, name="talk")


def _card(group: GroupView, card: ThreadCard) -> None:
    parts.open_link("group", f"**{parts.plain(card.title)}**", id=group.id, thread=card.id)
    if card.state != ThreadState.VISIBLE:
        parts.state_badge("thread_state", card.state)
    _marks(card)
    parts.facts(card.author, card.association)
    parts.facts(t("threads.replies", n=card.replies), t("threads.active", at=moment(card.active_at)))


def _marks(thread: ThreadCard | ThreadView) -> None:
    """In words too: a colour alone tells nothing."""
    if not thread.pinned and not thread.closed:
        return
    with st.container(horizontal=True, gap="small"):
        if thread.pinned:
            st.badge(t("threads.pinned"), icon=":material/keep:", color="green")
        if thread.closed:
            st.badge(t("threads.closed"), icon=":material/lock:", color="gray")


def _start(group: GroupView, *, nothing: bool) -> None:
    name = f"thread-{group.id}"
    key = turns.key(name)
    fields = door.Fields()
    with (
        st.expander(t("threads.start"), icon=":material/add_comment:", expanded=nothing),
        st.form(f"form-{key}", border=False),
    ):
        title = st.text_input(t("threads.title"), key=f"{key}-title")
        fields.beside("title")
        body = st.text_area(t("threads.body"), key=f"{key}-body", height=160)
        fields.beside("body")
        st.caption(t("threads.seen_by"))
        fields.general()
        sent = st.form_submit_button(t("threads.send"), type="primary", icon=":material/send:")
    if sent and fields.perform(threads.start, group.id, title=title, body=body):
        turns.over(name, t("threads.started"))


def thread(group: GroupView, thread_id: int) -> None:
    """One discussion with its replies; one of another group is not found here."""
    found = door.load(threads.view, thread_id)
    if found.group_id != group.id:
        door.missing()
    parts.from_the_top(f"thread-{thread_id}")
    parts.name_tab(found.title)
    parts.open_link("group", parts.plain(group.name), icon="arrow_back", id=group.id, show="talk")
    st.title(parts.plain(found.title))
    parts.facts(found.author, found.association, moment(found.created_at))
    if found.state != ThreadState.VISIBLE:
        parts.state_badge("thread_state", found.state)
    _marks(found)
    st.text(found.body)
    _look(found)
    if group.runs:
        group_hosts.of_discussion(found)
    listening.choice(Kind.THREAD, found.id)
    comments.discussion(Kind.THREAD, found.id)


def _look(found: ThreadView) -> None:
    """To ask the facilitators to look at it; for them, the way to the queue."""
    with st.container(horizontal=True):
        if found.may_flag and st.button(
            t("threads.flag"), type="tertiary", icon=":material/flag:", key="flag-thread"
        ):
            comments.ask_for_a_look(Kind.THREAD, found.id)
        if found.review:
            parts.open_link("moderation", t("threads.review"), icon="rule", item=found.review)
