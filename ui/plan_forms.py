"""The forms of a task and of a milestone: opened by the address, closed by it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
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
    _open(name, row)
    with st.container(border=True):
        st.subheader(t("plan.edit_task") if row else t("plan.add_task"))
        if row:
            meeting_points.of_task(view.id, row.id)
        part = _part(view, row)
        _task_fields(fields, name, schedule, part, row)
        fields.general()
        removed = _buttons(name, partial(_save_task, view.id, part.id, name, row and row.id), row)
        if row and _seen(name) != row.version:
            who = row.owner or t("plan.nobody_yet")
            st.text(
                t(
                    "schedule.stands_now",
                    words=f"{row.title} · {day(row.starts_on)} – {day(row.ends_on)} · {who}",
                )
            )
    _show_refusal(fields, name, row)
    if removed and row:
        parts.confirm(
            t("plan.remove_task"), t("plan.remove_sure"), t("plan.remove"), lambda: _remove_task(row)
        )


def milestone(view: PlanView, schedule: Schedule, row: MilestoneRow | None) -> None:
    """A new milestone, or this one."""
    fields = door.Fields()
    name = f"milestone-{row.id if row else 'new'}"
    _open(name, row)
    with st.container(border=True):
        st.subheader(t("plan.edit_milestone") if row else t("plan.add_milestone"))
        _title(fields, name, row.title if row else "")
        _date(fields, t("plan.due_on"), "due_on", name, row.due_on if row else None)
        _package(fields, name, schedule, row)
        fields.general()
        removed = _buttons(name, partial(_save_milestone, view.id, name, row and row.id), row)
        if row and _seen(name) != row.version:
            st.text(t("schedule.stands_now", words=f"{row.title} · {day(row.due_on)}"))
    _show_refusal(fields, name, row)
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


def _task_fields(
    fields: door.Fields, name: str, schedule: Schedule, part: PartView, row: TaskRow | None
) -> None:
    _title(fields, name, row.title if row else "")
    _owner(fields, name, schedule.people.get(part.id, []), row)
    _package(fields, name, schedule, row)
    first, last = st.columns(2)
    with first:
        _date(fields, t("plan.starts_on"), "starts_on", name, row.starts_on if row else today())
    with last:
        _date(fields, t("plan.ends_on"), "ends_on", name, row.ends_on if row else today() + _USUAL_LENGTH)
    _needs(fields, name, schedule, row)


def _package(fields: door.Fields, name: str, schedule: Schedule, row: TaskRow | MilestoneRow | None) -> None:
    """The work package, when the plan has any; a new one begins in the package that the list is narrowed to."""
    names = {package.id: package_name(package) for package in schedule.packages}
    if not names:
        return
    ids = list(names)
    here = row.package_id if row else parts.number_of("package")
    st.selectbox(
        t("schedule.filter_package"),
        ids,
        index=ids.index(here) if here in names else None,
        format_func=lambda package_id: names.get(package_id, ""),
        placeholder=t("schedule.no_package"),
        key=f"package-{name}",
    )
    fields.beside("package_id")


def _needs(fields: door.Fields, name: str, schedule: Schedule, row: TaskRow | None) -> None:
    """The tasks that must be done first; every other one of the plan can be."""
    titles = {other.id: other.title for other in schedule.tasks if row is None or other.id != row.id}
    if not titles:
        return
    st.multiselect(
        t("schedule.needs"),
        list(titles),
        default=[needed for needed in row.needs if needed in titles] if row else [],
        format_func=lambda task_id: titles.get(task_id, ""),
        placeholder=t("schedule.needs_none"),
        help=t("schedule.needs_help"),
        key=f"needs-{name}",
    )
    fields.beside("needs")


def _title(fields: door.Fields, name: str, value: str) -> None:
    st.text_input(t("plan.what"), value, max_chars=plans.LONGEST_TITLE, key=f"title-{name}")
    fields.beside("title")


def _owner(fields: door.Fields, name: str, people: list[tuple[int, str]], row: TaskRow | None) -> None:
    names = dict(people)
    if row and row.owner_id:
        # Somebody who has left stays on the task until another takes it.
        names.setdefault(row.owner_id, row.owner)
    ids = list(names)
    st.selectbox(
        t("plan.who_does"),
        ids,
        index=ids.index(row.owner_id) if row and row.owner_id else None,
        format_func=lambda person_id: names.get(person_id, ""),
        placeholder=t("plan.nobody_yet"),
        help=t("plan.who_does_help"),
        key=f"owner-{name}",
    )
    fields.beside("owner_id")


def _date(fields: door.Fields, label: str, field: str, name: str, value: date | None) -> None:
    first, last = plans.bounds()
    st.date_input(label, value, min_value=first, max_value=last, format=DATE_FORMAT, key=f"{field}-{name}")
    fields.beside(field)


def _buttons(name: str, save: Callable[[], None], row: TaskRow | MilestoneRow | None) -> bool:
    """Saving and leaving happen before the next screen is drawn: one run shows it. Removing is asked about first."""
    with st.container(horizontal=True):
        st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}", on_click=save)
        st.button(t("plan.cancel"), key=f"cancel-{name}", on_click=_close)
        return row is not None and st.button(
            t("plan.remove"), type="tertiary", icon=":material/delete:", key=f"remove-{name}"
        )


def _save_task(plan_id: int, part_id: int, name: str, task_id: int | None) -> None:
    if not _is_open(name):
        return
    typed = TaskWords(
        _typed("title", name) or "",
        _typed("owner", name),
        _day("starts_on", name),
        _day("ends_on", name),
        _typed("package", name),
        tuple(_typed("needs", name) or ()),
    )
    if task_id is None:
        done = door.attempt(plans.add_task, plan_id, part_id, typed)
    else:
        done = door.attempt(plans.edit_task, task_id, typed, version=_seen(name))
    _saved(name, done, t("plan.task_saved"))


def _save_milestone(plan_id: int, name: str, milestone_id: int | None) -> None:
    if not _is_open(name):
        return
    title, due_on, package_id = _typed("title", name) or "", _day("due_on", name), _typed("package", name)
    if milestone_id is None:
        done = door.attempt(plans.add_milestone, plan_id, title, due_on, package_id=package_id)
    else:
        done = door.attempt(
            plans.edit_milestone, milestone_id, title, due_on, package_id=package_id, version=_seen(name)
        )
    _saved(name, done, t("plan.milestone_saved"))


def _saved(name: str, done: door.Done[Any], words: str) -> None:
    if done:
        _close(words)
    else:
        st.session_state[f"refused-{name}"] = done.refused


def _show_refusal(fields: door.Fields, name: str, row: TaskRow | MilestoneRow | None) -> None:
    """Beside its field; who lost a race has now seen what stands there, and may save over it."""
    if refused := st.session_state.pop(f"refused-{name}", None):
        fields.show(refused)
        if row and isinstance(refused, Conflict):
            st.session_state[f"version-{name}"] = row.version


def _typed(field: str, name: str) -> Any:
    """None where the form has no such field."""
    return st.session_state.get(f"{field}-{name}")


def _day(field: str, name: str) -> date | None:
    chosen = _typed(field, name)
    return chosen if isinstance(chosen, date) else None


def _open(name: str, row: TaskRow | MilestoneRow | None) -> None:
    """Keeps the version that stood in the form when it was opened: each click loads the row anew."""
    st.session_state.setdefault(f"version-{name}", row.version if row else 0)


def _is_open(name: str) -> bool:
    """No more after the first of two clicks on the same button."""
    return f"version-{name}" in st.session_state


def _seen(name: str) -> int:
    return int(st.session_state[f"version-{name}"])


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
