"""Action points: what was promised, by whom and until when; done with one click, or a task of the plan."""

from datetime import timedelta

import streamlit as st

from models import Kind, today
from services import circles, meetings
from services.circles import Named
from services.meetings import MeetingView, PointRow, PointWords
from ui import door, parts
from ui.circle_parts import say
from ui.texts import day, t

_USUAL = timedelta(days=14)


def of_place(kind: Kind, place_id: int) -> None:
    """What is still to be done of all that was promised in the meetings; nothing when there is none."""
    done = st.query_params.get("done", "") == "1"
    page = door.load(meetings.points_of, kind, place_id, done=done, after=st.query_params.get("points", ""))
    if not page.rows and not done and "points" not in st.query_params:
        return
    st.subheader(t("meetings.points"))
    st.toggle(t("meetings.show_done"), done, key="points-done", on_change=_show_done)
    for point in page.rows:
        with st.container(border=True):
            row(point, with_meeting=True)
    if not page.rows:
        st.caption(t("meetings.no_points"))
    parts.pager(page, name="points")


def _show_done() -> None:
    st.query_params["done"] = "1" if st.session_state["points-done"] else ""
    st.query_params.pop("points", None)


def row(point: PointRow, *, removable: bool = False, with_meeting: bool = False) -> None:
    with st.container(gap=None):
        st.markdown(f":material/checklist: **{parts.plain(point.title)}**")
        parts.facts(point.association, point.person, t("meetings.until", day=day(point.due_on)))
        if point.done:
            st.badge(t("meetings.done"), icon=":material/check:", color="green")
        elif point.due_on < today():
            st.badge(t("plan.late"), icon=":material/schedule:", color="orange")
    with st.container(horizontal=True, vertical_alignment="center"):
        _ways(point, removable, with_meeting)


def _ways(point: PointRow, removable: bool, with_meeting: bool) -> None:
    if point.may_finish:
        label, icon = ("reopen_point", "undo") if point.done else ("finish_point", "check")
        st.button(
            t(f"meetings.{label}"),
            icon=f":material/{icon}:",
            key=f"finish-{point.id}",
            on_click=_finish,
            args=(point.id, not point.done, point.version),
        )
    if point.may_take_up:
        st.button(
            t("meetings.take_up"),
            icon=":material/add_task:",
            key=f"take-up-{point.id}",
            on_click=_take_up,
            args=(point.id,),
        )
    if point.task_id is not None:
        parts.open_link(
            "plan",
            t("meetings.is_task"),
            icon="add_task",
            id=point.plan_id,
            view="schedule",
            task=point.task_id,
        )
    if with_meeting:
        parts.open_link("meeting", parts.plain(point.meeting), icon="groups", id=point.meeting_id)
    if removable and st.button(
        t("meetings.remove_point"), type="tertiary", icon=":material/delete:", key=f"remove-{point.id}"
    ):
        parts.confirm(
            t("meetings.remove_point"),
            t("meetings.remove_point_words"),
            t("meetings.remove_point"),
            lambda: say(door.attempt(meetings.remove_point, point.id, version=point.version)),
        )


def _finish(point_id: int, done: bool, version: int) -> None:
    say(door.attempt(meetings.finish, point_id, done=done, version=version))


def _take_up(point_id: int) -> None:
    say(door.attempt(meetings.take_up, point_id), t("meetings.taken_up"))


def of_task(plan_id: int, task_id: int) -> None:
    """From a task back to the meeting in which it was promised; nothing when it was not."""
    if found := door.load(meetings.of_tasks, plan_id).get(task_id):
        meeting_id, title = found
        label = t("plan.from_meeting", meeting=parts.plain(title))
        parts.open_link("meeting", label, icon="groups", id=meeting_id)


def opener(view: MeetingView, item_id: int) -> None:
    """Opens the form below the matter; the address says which."""
    if st.button(
        t("meetings.add_point"), type="tertiary", icon=":material/checklist:", key=f"add-point-{item_id}"
    ):
        st.query_params["point"] = str(item_id)
        st.rerun()


def form(view: MeetingView, item_id: int) -> None:
    if parts.number_of("point") != item_id:
        return
    fields = door.Fields()
    with st.container(border=True, key="point-form"):
        title = st.text_input(
            t("meetings.point_title"), key="point-title", placeholder=t("meetings.point_example")
        )
        fields.beside("title")
        association_id, person_id = _who(view, fields)
        due_on = st.date_input(t("meetings.due_on"), today() + _USUAL, format="DD.MM.YYYY", key="point-due")
        fields.beside("due_on")
        fields.general()
        with st.container(horizontal=True):
            saved = st.button(
                t("meetings.save_point"), type="primary", icon=":material/check:", key="save-point"
            )
            if st.button(t("parts.back"), key="close-point"):
                _close()
    typed = PointWords(title, due_on, association_id, person_id, item_id)
    if saved and (done := fields.perform(meetings.add_point, view.id, typed)):
        door.flash(t("meetings.point_is_task") if done.value.task_id else t("meetings.point_saved"))
        _close()


def _who(view: MeetingView, fields: door.Fields) -> tuple[int | None, int | None]:
    """The association that answers for it, and who of its people does it."""
    associations = door.load(circles.names_in, view.kind, view.place_id)
    association = _choose(t("meetings.point_association"), associations, key="point-association")
    fields.beside("association_id")
    helpers = door.load(circles.helpers_in, view.kind, view.place_id)
    inside = helpers.get(association or 0, [])
    person = _choose(t("meetings.point_person"), inside, key=f"point-person-{association}")
    fields.beside("person_id")
    return association, person


def _choose(label: str, offered: list[Named], *, key: str) -> int | None:
    names = {each.id: each.name for each in offered}
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda one: names.get(one, ""),
        placeholder=t("parts.choose"),
        key=key,
    )


def _close() -> None:
    for key in [key for key in st.session_state if str(key).startswith("point-")]:
        del st.session_state[key]
    st.query_params.pop("point", None)
    st.rerun()
