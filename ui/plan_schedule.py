"""The plan on a calendar: a timeline, a board and a table of the same tasks, and the way to the funder's last day."""

import streamlit as st

from services import plans
from services.plans import PlanCalendar, PlanView, Schedule
from ui import (
    door,
    plan_calendar,
    plan_deadlines,
    plan_forms,
    plan_kanban,
    plan_milestones,
    plan_schedule_filters,
    plan_schedule_table,
    plan_shift,
    plan_timeline,
)
from ui.texts import t

NEW = "new"
WAYS = ("timeline", "board", "table", "deadlines")
# What an address keeps on the way from one of them to another.
_KEPT = ("id", "view", *plan_schedule_filters.NAMES)
# What in the address opens a form.
_FORMS = ("task", "milestone", "shift")


def draw(view: PlanView) -> None:
    if _way() == "deadlines" and not any(name in st.query_params for name in _FORMS):
        _choose(view)
        plan_deadlines.draw(view)
        return
    found = door.load(plans.calendar_of, view.id, feed=_way() == WAYS[0])
    if _form(view, found.schedule):
        return
    if _choose(view) == "deadlines":
        plan_deadlines.draw(view)
    else:
        _draw(view, found)


def _draw(view: PlanView, found: PlanCalendar) -> None:
    schedule = found.schedule
    _begin_buttons(view, found)
    if not plan_timeline.has_something(schedule):
        st.info(t("plan.schedule_empty"), icon=":material/calendar_month:")
        return
    plan_schedule_filters.show(view, schedule)
    shown = plan_schedule_filters.narrowed(schedule)
    if not plan_timeline.has_something(shown):
        st.info(t("schedule.nothing_left"), icon=":material/filter_alt:")
        return
    _show(view, shown, found)


def _show(view: PlanView, shown: Schedule, found: PlanCalendar) -> None:
    match _way():
        case "board":
            _board(view, shown)
        case "table":
            plan_schedule_table.draw(view, shown)
        case _:
            plan_timeline.draw(view, shown, found.schedule)
            plan_milestones.draw(view, shown)
            plan_calendar.draw(view, found.feed)


@st.fragment
def _board(view: PlanView, shown: Schedule) -> None:
    """A button of a card draws the board alone, and the screen around it stands still."""
    if door.alone():
        door.show_flash()
        shown = plan_schedule_filters.narrowed(door.load(plans.calendar_of, view.id, feed=False).schedule)
    plan_kanban.draw(view, shown)


def _way() -> str:
    asked = st.query_params.get("sub", "")
    return asked if asked in WAYS else WAYS[0]


def _choose(view: PlanView) -> str:
    key = f"schedule-{view.id}"
    st.session_state[key] = _way()
    st.segmented_control(
        t("plan_view.schedule"),
        WAYS,
        format_func=lambda way: t(f"schedule_way.{way}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_go,
        args=(key,),
    )
    return str(st.session_state[key])


def _go(key: str) -> None:
    kept = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
    st.query_params.from_dict(kept | {"sub": st.session_state[key]})


def _form(view: PlanView, schedule: Schedule) -> bool:
    """The form that the address asks for; true when one is open."""
    if not any(name in st.query_params for name in _FORMS):
        return False
    task, milestone = st.query_params.get("task", ""), st.query_params.get("milestone", "")
    tasks = {str(row.id): row for row in schedule.tasks}
    milestones = {str(row.id): row for row in schedule.milestones}
    if (task == NEW or task in tasks) and any(part.may_add_tasks for part in view.parts):
        plan_forms.task(view, schedule, tasks.get(task))
        return True
    if (milestone == NEW or milestone in milestones) and view.sets_milestones:
        plan_forms.milestone(view, schedule, milestones.get(milestone))
        return True
    if "shift" in st.query_params and view.shifts:
        plan_shift.draw(view, schedule)
        return True
    return False


def _begin_buttons(view: PlanView, found: PlanCalendar) -> None:
    with st.container(horizontal=True):
        if any(part.may_add_tasks for part in view.parts):
            _ask(t("plan.add_task"), ":material/add_task:", "add-task", "task", NEW, primary=True)
        if view.sets_milestones:
            _ask(t("plan.add_milestone"), ":material/flag:", "add-milestone", "milestone", NEW)
        if view.shifts and plan_timeline.has_something(found.schedule):
            _ask(t("schedule.shift"), ":material/event_repeat:", "shift", "shift", plan_shift.WHOLE)
    if found.last_shift:
        plan_shift.offer_undo(found.last_shift)


def _ask(label: str, icon: str, key: str, name: str, value: str, *, primary: bool = False) -> None:
    """A button that opens a form: the address names it before the screen is drawn."""
    st.button(
        label,
        type="primary" if primary else "secondary",
        icon=icon,
        key=key,
        on_click=_address,
        args=(name, value),
    )


def _address(name: str, value: str) -> None:
    st.query_params[name] = value
