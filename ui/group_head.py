"""What a group is, in which state, and the steps that are open to this reader."""

from typing import Any

import streamlit as st

from models import GroupAction, GroupState, Kind
from services import groups
from services.groups import GroupView, Joining
from ui import comments, door, group_people, listening, parts
from ui.texts import municipality, refusal, t


def head(group: GroupView) -> None:
    parts.name_tab(group.name)
    parts.back("groups", t("group.back"))
    st.title(parts.plain(group.name))
    if group.state != GroupState.ACTIVE:
        parts.state_badge("group_state", group.state)
        _state(group)
    st.text(group.purpose)
    parts.facts(
        municipality(group.municipality) or t("groups.anywhere"),
        t("groups.members", n=group.members),
        t(f"join_mode.{group.join_mode}"),
        t("group.proposed_by", association=group.association) if group.association else "",
    )
    listening.choice(Kind.GROUP, group.id)


def _state(group: GroupView) -> None:
    with st.container(border=True):
        st.write(t(f"group.state_{group.state}"))
        if group.why:
            st.caption(t("group.reason"))
            st.text(group.why)


def steps(group: GroupView) -> None:
    """The buttons of those who run the group, and of the facilitator the way to the queue."""
    with st.container(horizontal=True):
        if GroupAction.EDIT in group.actions:
            again = GroupAction.SUBMIT in group.actions
            label = t("group.mend") if again else t("group_action.edit")
            if st.button(label, icon=":material/edit:", key="edit", type="primary" if again else "secondary"):
                parts.go("group_form", id=group.id)
        waits = GroupAction.PUBLISH in group.actions
        if group.review and st.button(
            t("group.review"), icon=":material/rule:", key="review", type="primary" if waits else "secondary"
        ):
            parts.go("moderation", item=group.review)


def leaving(group: GroupView) -> None:
    """The steps out, at the end of the page, and what has happened so far."""
    if group.runs:
        with st.expander(t("group.history"), icon=":material/history:"):
            parts.history("group", door.load(groups.history, group.id))
    with st.container(horizontal=True):
        if group.may_flag and not group.review and _quiet(t("group.flag"), "flag"):
            comments.ask_for_a_look(Kind.GROUP, group.id)
        # The last one is a host, who ends the group instead of leaving it.
        if group.joining == Joining.MEMBER and group.members > 1 and _quiet(t("group.leave"), "logout"):
            parts.confirm(
                t("group.leave"), t("group.leave_words"), t("group.leave"), lambda: _leave(group.id)
            )
        if GroupAction.ARCHIVE in group.actions and _quiet(t("group_action.archive"), "inventory_2"):
            group_people.ask_why(t("group_action.archive"), t("group.archive_words"), group.id, groups.end)
        ended = group.state == GroupState.ARCHIVED and GroupAction.RESTORE in group.actions
        if ended and _quiet(t("group.begin_again"), "unarchive"):
            _step(group.id, GroupAction.RESTORE)
            st.rerun()


def _quiet(label: str, icon: str) -> bool:
    return st.button(label, type="tertiary", icon=f":material/{icon}:", key=icon)


def _leave(group_id: int) -> None:
    _say(door.attempt(groups.leave, group_id), t("group.left"))


def _step(group_id: int, action: GroupAction) -> None:
    _say(door.attempt(groups.move, group_id, action), t("group.done"))


def _say(done: door.Done[Any], words: str) -> None:
    """After the rerun that closes the dialog."""
    if done.refused:
        door.flash(refusal(done.refused), icon=":material/error:")
    else:
        door.flash(words)
