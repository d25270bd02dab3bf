"""The plan on a calendar: a timeline, a board and a table of the same tasks, and the way to the funder's last day."""

import streamlit as st

from services import plans
from services.plans import MilestoneRow, PlanView, Schedule
from ui import (
    door,
    parts,
    plan_calendar,
    plan_deadlines,
    plan_forms,
    plan_kanban,
    plan_schedule_filters,
    plan_schedule_table,
    plan_shift,
    plan_timeline,
)
from ui.plan_schedule_table import slipped
from ui.texts import day, t

NEW = "new"
WAYS = ("timeline", "board", "table", "deadlines")
# What an address keeps on the way from one of them to another.
_KEPT = ("id", "view", *plan_schedule_filters.NAMES)
# So many milestones under the chart, until somebody asks for all.
_STONES, _ALL_STONES = 4, "milestones"


def draw(view: PlanView) -> None:
    schedule = door.load(plans.schedule_of, view.id)
    if _form(view, schedule):
        return
    way = _choose(view)
    if way == "deadlines":
        plan_deadlines.draw(view)
        return
    _begin_buttons(view, schedule)
    if not plan_timeline.has_something(schedule):
        st.info(t("plan.schedule_empty"), icon=":material/calendar_month:")
        return
    plan_schedule_filters.show(view, schedule)
    shown = plan_schedule_filters.narrowed(schedule)
    if not plan_timeline.has_something(shown):
        st.info(t("schedule.nothing_left"), icon=":material/filter_alt:")
        return
    _show(view, way, shown, schedule)


def _show(view: PlanView, way: str, shown: Schedule, schedule: Schedule) -> None:
    match way:
        case "board":
            plan_kanban.draw(view, shown)
        case "table":
            plan_schedule_table.draw(view, shown)
        case _:
            plan_timeline.draw(view, shown, schedule)
            _milestones(view, shown)
            plan_calendar.draw(view)


def _choose(view: PlanView) -> str:
    asked = st.query_params.get("sub", "")
    key = f"schedule-{view.id}"
    st.session_state[key] = asked if asked in WAYS else WAYS[0]
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


def _begin_buttons(view: PlanView, schedule: Schedule) -> None:
    with st.container(horizontal=True):
        if any(part.may_add_tasks for part in view.parts):
            _ask(t("plan.add_task"), ":material/add_task:", "add-task", "task", NEW, primary=True)
        if view.sets_milestones:
            _ask(t("plan.add_milestone"), ":material/flag:", "add-milestone", "milestone", NEW)
        if view.shifts and plan_timeline.has_something(schedule):
            _ask(t("schedule.shift"), ":material/event_repeat:", "shift", "shift", plan_shift.WHOLE)
    if view.shifts:
        plan_shift.offer_undo(view)


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


def _milestones(view: PlanView, schedule: Schedule) -> None:
    if not schedule.milestones:
        return
    st.subheader(t("plan.milestones"))
    # Those that are still to come first.
    rows = sorted(schedule.milestones, key=lambda row: (row.reached_on is not None, row.due_on))
    shown = len(rows) if st.query_params.get(_ALL_STONES) else _STONES
    for row in rows[:shown]:
        _milestone(view, row)
    if len(rows) > shown:
        st.button(
            t("schedule.more_milestones", n=len(rows) - shown),
            icon=":material/expand_more:",
            key="all-milestones",
            on_click=_address,
            args=(_ALL_STONES, "1"),
        )


def _milestone(view: PlanView, row: MilestoneRow) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**◆ {parts.plain(row.title)}**")
        reached = t("plan.reached", on=day(row.reached_on)) if row.reached_on else t("plan.not_reached")
        st.caption(" · ".join(filter(None, (day(row.due_on), reached, slipped(row.slipped)))))
        if view.sets_milestones:
            _milestone_buttons(row)


def _milestone_buttons(row: MilestoneRow) -> None:
    reached = row.reached_on is not None
    with st.container(horizontal=True):
        st.button(
            t("plan.unreach") if reached else t("plan.reach"),
            icon=":material/flag:",
            key=f"reach-{row.id}-{reached}",
            on_click=_reach,
            args=(row,),
        )
        st.button(
            t("plan.edit"),
            type="tertiary",
            icon=":material/edit:",
            key=f"edit-milestone-{row.id}",
            on_click=_address,
            args=("milestone", str(row.id)),
        )


def _reach(row: MilestoneRow) -> None:
    reached = row.reached_on is None
    door.flash_refused(door.attempt(plans.reach_milestone, row.id, reached, version=row.version))
