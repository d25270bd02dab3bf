"""The matters of a meeting in their order, each with its minutes, its votes and what was promised."""

import streamlit as st

from models import MeetingAction
from services import meetings
from services.meetings import Item, MeetingView
from ui import circle_parts, decision_list, door, meeting_minutes, meeting_points, parts, turns
from ui.circle_parts import say
from ui.texts import t


def draw(view: MeetingView) -> None:
    writes = MeetingAction.WRITE in view.actions
    st.subheader(t("meetings.agenda_and_minutes") if view.begun else t("meetings.agenda"))
    for item in view.items:
        with st.container(border=True, key=f"item-{item.id}"):
            _item(view, item, writes=writes)
    if not view.items:
        st.caption(t("meetings.no_agenda"))
    if writes:
        _add(view)


def _item(view: MeetingView, item: Item, *, writes: bool) -> None:
    st.markdown(f"**{item.position}. {parts.plain(item.title)}**")
    if item.body:
        st.text(item.body)
    if writes and view.begun:
        meeting_minutes.write(item)
    else:
        meeting_minutes.read(item)
    for shown in item.decisions:
        decision_list.card(shown)
    for point in item.points:
        meeting_points.row(point, removable=writes)
    if writes:
        _buttons(view, item)
        meeting_points.form(view, item.id)


def _buttons(view: MeetingView, item: Item) -> None:
    """What one does in a meeting stands in sight; what changes the agenda is one click further."""
    with st.container(horizontal=True):
        if view.decides and _small(f"vote-on-{item.id}", t("meetings.vote_on"), "how_to_vote"):
            parts.go("decision_form", **circle_parts.place_query(view.kind, view.place_id), item=item.id)
        meeting_points.opener(view, item.id)
        with st.popover(t("meetings.more"), icon=":material/more_horiz:", type="tertiary"):
            _order(view, item)


def _order(view: MeetingView, item: Item) -> None:
    if item.position > 1:
        _mover(item, item.position - 1, t("meetings.up"), "arrow_upward")
    if item.position < len(view.items):
        _mover(item, item.position + 1, t("meetings.down"), "arrow_downward")
    if _small(f"edit-item-{item.id}", t("meetings.edit_item"), "edit"):
        _edit(item)
    empty = not (item.minutes or item.decisions or item.points)
    if empty and _small(f"remove-item-{item.id}", t("meetings.remove_item"), "delete"):
        parts.confirm(
            t("meetings.remove_item"),
            t("meetings.remove_item_words"),
            t("meetings.remove_item"),
            lambda: say(door.attempt(meetings.remove_item, item.id)),
        )


def _small(key: str, label: str, icon: str) -> bool:
    return st.button(label, type="tertiary", icon=f":material/{icon}:", key=key)


def _mover(item: Item, to: int, label: str, icon: str) -> None:
    st.button(
        label,
        type="tertiary",
        icon=f":material/{icon}:",
        key=f"{icon}-{item.id}",
        on_click=_move,
        args=(item.id, to),
    )


def _move(item_id: int, to: int) -> None:
    say(door.attempt(meetings.move_item, item_id, to=to))


def _edit(item: Item) -> None:
    def asking() -> None:
        fields = door.Fields()
        title = st.text_input(t("meetings.item_title"), item.title, key=f"item-title-{item.id}")
        fields.beside("title")
        body = st.text_area(t("meetings.item_body"), item.body, key=f"item-body-{item.id}")
        fields.beside("body")
        fields.general()
        if st.button(t("meetings.save"), type="primary", key=f"save-item-{item.id}") and fields.perform(
            meetings.edit_item, item.id, title=title, body=body
        ):
            st.rerun()

    st.dialog(t("meetings.edit_item"))(asking)()


def _add(view: MeetingView) -> None:
    name = f"new-item-{view.id}"
    key = turns.key(name)
    fields = door.Fields()
    with st.form(f"form-{key}", border=False):
        title = st.text_input(t("meetings.new_item"), key=key, placeholder=t("meetings.new_item_example"))
        fields.beside("title")
        fields.general()
        sent = st.form_submit_button(t("meetings.add_item"), icon=":material/add:")
    if sent and fields.perform(meetings.add_item, view.id, title):
        turns.over(name)
