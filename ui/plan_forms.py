"""The forms of a task and of a milestone: opened by the address, closed by it."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from models import Conflict, today
from services import plans
from services.plans import MilestoneRow, PartView, PlanView, Schedule, TaskRow, TaskWords
from ui import door, meeting_points, parts
from ui.plan_gantt_lines import package_name
from ui.texts import day, t

# How a date is typed; the calendar beside it speaks the browser's language.
DATE_FORMAT = "DD.MM.YYYY"
_USUAL_LENGTH = timedelta(days=30)


def task(view: PlanView, schedule: Schedule, row: TaskRow | None) -> None:
    """A new task, or this one."""
    fields = door.Fields()
    name = f"task-{row.id if row else 'new'}"
    if row:
        _seen("task", row)
    with st.container(border=True):
        st.subheader(t("plan.edit_task") if row else t("plan.add_task"))
        if row:
            meeting_points.of_task(view.id, row.id)
        part = _part(view, row)
        typed = _task_words(fields, name, schedule, part, row)
        fields.general()
        saved, removed = _buttons(name, removable=row is not None)
        if row and _seen("task", row) != row.version:
            who = row.owner or t("plan.nobody_yet")
            st.text(
                t(
                    "schedule.stands_now",
                    words=f"{row.title} · {day(row.starts_on)} – {day(row.ends_on)} · {who}",
                )
            )
    if saved and _save_task(fields, view, part, typed, row):
        _close(t("plan.task_saved"))
    if removed and row:
        parts.confirm(
            t("plan.remove_task"), t("plan.remove_sure"), t("plan.remove"), lambda: _remove_task(row)
        )


def milestone(view: PlanView, schedule: Schedule, row: MilestoneRow | None) -> None:
    """A new milestone, or this one."""
    fields = door.Fields()
    name = f"milestone-{row.id if row else 'new'}"
    if row:
        _seen("milestone", row)
    with st.container(border=True):
        st.subheader(t("plan.edit_milestone") if row else t("plan.add_milestone"))
        title = _title(fields, name, row.title if row else "")
        due_on = _date(fields, t("plan.due_on"), "due_on", name, row.due_on if row else None)
        package_id = _package(fields, name, schedule, row)
        fields.general()
        saved, removed = _buttons(name, removable=row is not None)
        if row and _seen("milestone", row) != row.version:
            st.text(t("schedule.stands_now", words=f"{row.title} · {day(row.due_on)}"))
    if saved and _save_milestone(fields, view, title, due_on, package_id, row):
        _close(t("plan.milestone_saved"))
    if removed and row:
        parts.confirm(
            t("plan.remove_milestone"),
            t("plan.remove_sure"),
            t("plan.remove"),
            lambda: _remove_milestone(row),
        )


def _part(view: PlanView, row: TaskRow | None) -> PartView:
    """The implementer that the task belongs to; chosen when it is new and there is a choice."""
    if row:
        return next(part for part in view.parts if part.id == row.part_id)
    open_to_me = [part for part in view.parts if part.may_add_tasks]
    if len(open_to_me) == 1:
        return open_to_me[0]
    own = next((place for place, part in enumerate(open_to_me) if part.mine), 0)
    return st.selectbox(
        t("plan.task_part"), open_to_me, index=own, format_func=lambda part: part.association, key="task-part"
    )


def _task_words(
    fields: door.Fields, name: str, schedule: Schedule, part: PartView, row: TaskRow | None
) -> TaskWords:
    title = _title(fields, name, row.title if row else "")
    owner_id = _owner(fields, name, schedule.people.get(part.id, []), row)
    package_id = _package(fields, name, schedule, row)
    first, last = st.columns(2)
    with first:
        starts_on = _date(fields, t("plan.starts_on"), "starts_on", name, row.starts_on if row else today())
    with last:
        ends_on = _date(
            fields, t("plan.ends_on"), "ends_on", name, row.ends_on if row else today() + _USUAL_LENGTH
        )
    needs = _needs(fields, name, schedule, row)
    return TaskWords(title, owner_id, starts_on, ends_on, package_id, needs)


def _package(
    fields: door.Fields, name: str, schedule: Schedule, row: TaskRow | MilestoneRow | None
) -> int | None:
    """The work package, when the plan has any; a new one begins in the package that the list is narrowed to."""
    names = {package.id: package_name(package) for package in schedule.packages}
    if not names:
        return None
    ids = list(names)
    here = row.package_id if row else parts.number_of("package")
    chosen = st.selectbox(
        t("schedule.filter_package"),
        ids,
        index=ids.index(here) if here in names else None,
        format_func=lambda package_id: names.get(package_id, ""),
        placeholder=t("schedule.no_package"),
        key=f"package-{name}",
    )
    fields.beside("package_id")
    return chosen


def _needs(fields: door.Fields, name: str, schedule: Schedule, row: TaskRow | None) -> tuple[int, ...]:
    """The tasks that must be done first; every other one of the plan can be."""
    titles = {other.id: other.title for other in schedule.tasks if row is None or other.id != row.id}
    if not titles:
        return ()
    chosen = st.multiselect(
        t("schedule.needs"),
        list(titles),
        default=[needed for needed in row.needs if needed in titles] if row else [],
        format_func=lambda task_id: titles.get(task_id, ""),
        placeholder=t("schedule.needs_none"),
        help=t("schedule.needs_help"),
        key=f"needs-{name}",
    )
    fields.beside("needs")
    return tuple(chosen)


def _title(fields: door.Fields, name: str, value: str) -> str:
    title = st.text_input(t("plan.what"), value, max_chars=plans.LONGEST_TITLE, key=f"title-{name}")
    fields.beside("title")
    return title


def _owner(fields: door.Fields, name: str, people: list[tuple[int, str]], row: TaskRow | None) -> int | None:
    names = dict(people)
    if row and row.owner_id:
        # Somebody who has left stays on the task until another takes it.
        names.setdefault(row.owner_id, row.owner)
    ids = list(names)
    chosen = st.selectbox(
        t("plan.who_does"),
        ids,
        index=ids.index(row.owner_id) if row and row.owner_id else None,
        format_func=lambda person_id: names.get(person_id, ""),
        placeholder=t("plan.nobody_yet"),
        help=t("plan.who_does_help"),
        key=f"owner-{name}",
    )
    fields.beside("owner_id")
    return chosen


def _date(fields: door.Fields, label: str, field: str, name: str, value: date | None) -> date | None:
    first, last = plans.bounds()
    chosen = st.date_input(
        label, value, min_value=first, max_value=last, format=DATE_FORMAT, key=f"{field}-{name}"
    )
    fields.beside(field)
    return chosen if isinstance(chosen, date) else None


def _buttons(name: str, *, removable: bool) -> tuple[bool, bool]:
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}")
        if st.button(t("plan.cancel"), key=f"cancel-{name}"):
            _close()
        removed = removable and st.button(
            t("plan.remove"), type="tertiary", icon=":material/delete:", key=f"remove-{name}"
        )
    return saved, removed


def _save_task(
    fields: door.Fields, view: PlanView, part: PartView, typed: TaskWords, row: TaskRow | None
) -> bool:
    if row is None:
        return bool(fields.perform(plans.add_task, view.id, part.id, typed))
    done = fields.perform(plans.edit_task, row.id, typed, version=_seen("task", row))
    return _settled("task", row, done)


def _save_milestone(
    fields: door.Fields,
    view: PlanView,
    title: str,
    due_on: date | None,
    package_id: int | None,
    row: MilestoneRow | None,
) -> bool:
    if row is None:
        return bool(fields.perform(plans.add_milestone, view.id, title, due_on, package_id=package_id))
    seen = _seen("milestone", row)
    done = fields.perform(plans.edit_milestone, row.id, title, due_on, package_id=package_id, version=seen)
    return _settled("milestone", row, done)


def _seen(noun: str, row: TaskRow | MilestoneRow) -> int:
    """The version that stood in the form when it was opened: each click loads the row anew."""
    return int(st.session_state.setdefault(f"version-{noun}-{row.id}", row.version))


def _settled(noun: str, row: TaskRow | MilestoneRow, done: door.Done[Any]) -> bool:
    """Who lost a race has now seen what stands there, below the form, and may save over it."""
    if isinstance(done.refused, Conflict):
        st.session_state[f"version-{noun}-{row.id}"] = row.version
    return done.ok


def _remove_task(row: TaskRow) -> None:
    _removed(door.attempt(plans.remove_task, row.id, version=row.version))


def _remove_milestone(row: MilestoneRow) -> None:
    _removed(door.attempt(plans.remove_milestone, row.id, version=row.version))


def _removed(done: door.Done[Any]) -> None:
    # The dialog closes itself, so the words must outlive it.
    door.flash_refused(done)
    if done:
        _close(t("plan.removed"))


def _close(words: str = "") -> None:
    """Back to where the form was opened. What was typed goes: it is saved, or its writer let it go."""
    for key in [key for key in st.session_state if "-task-" in str(key) or "-milestone-" in str(key)]:
        del st.session_state[key]
    if words:
        door.flash(words)
    for form in ("task", "milestone"):
        st.query_params.pop(form, None)
    st.rerun()
