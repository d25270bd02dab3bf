"""The plan on a calendar: the chart, the same as a table, and the tasks with their next steps."""

import streamlit as st

from models import TaskAction, TaskState, today
from services import plans
from services.plans import MilestoneRow, PartView, PlanView, Schedule, TaskRow
from ui import door, parts, plan_forms
from ui.plan_gantt import gantt, implementer
from ui.texts import day, t

NEW = "new"
_ICONS = {
    TaskAction.START: ":material/play_arrow:",
    TaskAction.FINISH: ":material/check:",
    TaskAction.REOPEN: ":material/undo:",
}


def draw(view: PlanView) -> None:
    schedule = door.load(plans.schedule_of, view.id)
    if not _form(view, schedule):
        _begin_buttons(view)
    if not schedule.tasks and not schedule.milestones:
        st.info(t("plan.schedule_empty"), icon=":material/calendar_month:")
        return
    _chart(view, schedule)
    _milestones(view, schedule)
    _tasks(view, schedule)


def _form(view: PlanView, schedule: Schedule) -> bool:
    """The form that the address asks for; true when one is open."""
    task, milestone = st.query_params.get("task", ""), st.query_params.get("milestone", "")
    tasks = {str(row.id): row for row in schedule.tasks}
    milestones = {str(row.id): row for row in schedule.milestones}
    if (task == NEW or task in tasks) and any(part.may_add_tasks for part in view.parts):
        plan_forms.task(view, schedule, tasks.get(task))
        return True
    if (milestone == NEW or milestone in milestones) and view.sets_milestones:
        plan_forms.milestone(view, milestones.get(milestone))
        return True
    return False


def _begin_buttons(view: PlanView) -> None:
    with st.container(horizontal=True):
        if any(part.may_add_tasks for part in view.parts) and st.button(
            t("plan.add_task"), type="primary", icon=":material/add_task:", key="add-task"
        ):
            _ask(task=NEW)
        if view.sets_milestones and st.button(
            t("plan.add_milestone"), icon=":material/flag:", key="add-milestone"
        ):
            _ask(milestone=NEW)


def _ask(**form: str) -> None:
    st.query_params.update(form)
    st.rerun()


def _chart(view: PlanView, schedule: Schedule) -> None:
    counted = t("plan.chart_alt", tasks=len(schedule.tasks), milestones=len(schedule.milestones))
    theme = st.context.theme.type or "light"
    st.altair_chart(gantt(schedule, view.parts, today(), theme=theme), width="stretch", alt=counted)
    with st.expander(t("plan.as_table"), icon=":material/table:"):
        st.dataframe(_table(view, schedule), hide_index=True)


def _table(view: PlanView, schedule: Schedule) -> list[dict[str, str]]:
    names = {part.id: implementer(place, part) for place, part in enumerate(view.parts)}
    tasks = [(row.starts_on, _task_line(row, names[row.part_id])) for row in schedule.tasks]
    milestones = [(row.due_on, _milestone_line(row)) for row in schedule.milestones]
    return [line for _, line in sorted(tasks + milestones, key=lambda pair: pair[0])]


def _task_line(row: TaskRow, implementer: str) -> dict[str, str]:
    return {
        t("plan.chart_title"): row.title,
        t("plan.chart_implementer"): implementer,
        t("plan.chart_who"): row.owner or t("plan.nobody_yet"),
        t("plan.starts_on"): day(row.starts_on),
        t("plan.ends_on"): day(row.ends_on),
        t("plan.chart_state"): t(f"task_state.{row.state}"),
    }


def _milestone_line(row: MilestoneRow) -> dict[str, str]:
    return {
        t("plan.chart_title"): f"◆ {row.title}",
        t("plan.chart_implementer"): t("plan.milestone"),
        t("plan.chart_who"): "",
        t("plan.starts_on"): "",
        t("plan.ends_on"): day(row.due_on),
        t("plan.chart_state"): _reached(row),
    }


def _reached(row: MilestoneRow) -> str:
    return t("plan.reached", on=day(row.reached_on)) if row.reached_on else t("plan.not_reached")


def _milestones(view: PlanView, schedule: Schedule) -> None:
    if schedule.milestones:
        st.subheader(t("plan.milestones"))
    for row in schedule.milestones:
        with st.container(border=True):
            st.markdown(f"**◆ {parts.plain(row.title)}**")
            st.caption(f"{day(row.due_on)} · {_reached(row)}")
            if view.sets_milestones:
                _milestone_buttons(row)


def _milestone_buttons(row: MilestoneRow) -> None:
    reached = row.reached_on is not None
    label = t("plan.unreach") if reached else t("plan.reach")
    with st.container(horizontal=True):
        if st.button(label, icon=":material/flag:", key=f"reach-{row.id}-{reached}") and door.perform(
            plans.reach_milestone, row.id, not reached, version=row.version
        ):
            st.rerun()
        if st.button(t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-milestone-{row.id}"):
            _ask(milestone=str(row.id))


def _tasks(view: PlanView, schedule: Schedule) -> None:
    for place, part in enumerate(view.parts):
        rows = [row for row in schedule.tasks if row.part_id == part.id]
        if rows:
            st.subheader(parts.plain(implementer(place, part)))
        for row in rows:
            _task(part, row)


def _task(part: PartView, row: TaskRow) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{parts.plain(row.title)}**", width="content")
            parts.state_badge("task_state", row.state)
        late = row.state != TaskState.DONE and row.ends_on < today()
        when = f"{day(row.starts_on)} – {day(row.ends_on)}"
        st.caption(f"{when} · {parts.plain(row.owner) or t('plan.nobody_yet')}")
        if late:
            st.badge(t("plan.late"), icon=":material/schedule:", color="orange")
        if part.may_add_tasks:
            _task_buttons(row)


def _task_buttons(row: TaskRow) -> None:
    with st.container(horizontal=True):
        for action in row.actions:
            if st.button(
                t(f"task_action.{action}"), icon=_ICONS[action], key=f"{action}-task-{row.id}"
            ) and door.perform(plans.move_task, row.id, action, version=row.version):
                st.rerun()
        if st.button(t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-task-{row.id}"):
            _ask(task=str(row.id))
