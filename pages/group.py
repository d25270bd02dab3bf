import streamlit as st

from models import Kind
from services import groups, ideas, threads
from services.groups import GroupView
from ui import (
    decision_list,
    door,
    files,
    group_door,
    group_head,
    group_hosts,
    group_people,
    group_search,
    group_talk,
    idea_cards,
    meeting_list,
    parts,
)
from ui.texts import t


def sections(group: GroupView) -> list[str]:
    if not group.takes_part:
        return ["ideas", "members"]
    inside = ["talk", "meetings", "decisions", "files", "ideas", "members"]
    return [*inside, "requests"] if group.runs else inside


def label(section: str) -> str:
    waiting = f" ({group.requests})" if section == "requests" and group.requests else ""
    return t(f"group.show_{section}") + waiting


def choose() -> str:
    """What of the group is shown; the choice stands in the address."""
    offered = sections(group)
    asked = st.query_params.get("show", "")
    st.session_state["group-show"] = asked if asked in offered else offered[0]
    chosen = st.segmented_control(
        t("group.show"),
        offered,
        required=True,
        format_func=label,
        label_visibility="collapsed",
        key="group-show",
        on_change=keep,
    )
    return chosen or offered[0]


def keep() -> None:
    st.query_params["show"] = st.session_state["group-show"]


def show_ideas() -> None:
    page = door.load(ideas.visible_to, group=group.id, after=st.query_params.get("ideas", ""))
    if group.takes_part and st.button(
        t("group.write_idea"), type="primary", icon=":material/edit:", key="write-idea"
    ):
        parts.go("idea_form", group=group.id)
    if page.rows:
        idea_cards.show(page)
    else:
        st.write(t("group.no_ideas"))
    parts.pager(page, name="ideas")


def opened() -> int:
    """The group of the address, or that of the discussion which it names alone."""
    alone = parts.number_of("thread") if "id" not in st.query_params else 0
    return door.load(threads.view, alone).group_id if alone else parts.number_of()


group = door.load(groups.view, opened())
if thread := parts.number_of("thread"):
    group_talk.thread(group, thread)
    st.stop()
group_head.head(group)
group_head.steps(group)
group_hosts.quiet(group)
group_door.show(group)
if group.takes_part and group_search.show(group):
    st.stop()
match choose():
    case "talk":
        group_talk.talk(group)
    case "meetings":
        meeting_list.draw(Kind.GROUP, group.id)
    case "decisions":
        decision_list.draw(Kind.GROUP, group.id)
    case "files":
        files.shelf(Kind.GROUP, group.id)
    case "members":
        group_people.members(group)
    case "requests":
        group_people.requests(group)
        group_hosts.tools(group)
    case _:
        show_ideas()
if not group.takes_part:
    st.caption(t("group.talk_hidden"))
group_head.leaving(group)
