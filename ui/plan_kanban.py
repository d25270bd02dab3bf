"""The tasks on a board: to do, under way, done. They move by buttons: a finger on a tablet does not drag well."""

from collections.abc import Iterator, Sequence

import streamlit as st

from models import TaskAction, TaskState, today
from services import plans
from services.plans import PartView, PlanView, Schedule, TaskRow
from ui import door, parts, plan_parts
from ui.plan_cards import card, deck, mark
from ui.plan_gantt_lines import letter_of
from ui.plan_schedule_table import slipped
from ui.texts import day, t

# So many cards of a column at a time: the next ones, and of what is done the newest.
CARDS = {TaskState.TODO: 5, TaskState.DOING: 5, TaskState.DONE: 3}
_ICONS = {
    TaskAction.START: ":material/play_arrow:",
    TaskAction.FINISH: ":material/check:",
    TaskAction.REOPEN: ":material/undo:",
}


def draw(view: PlanView, schedule: Schedule) -> None:
    by_part = {part.id: (letter_of(place), part) for place, part in enumerate(view.parts)}
    with deck("board"):
        columns = st.columns(len(TaskState))
    for column, state in zip(columns, TaskState, strict=True):
        with column:
            rows = [row for row in schedule.tasks if row.state == state]
            st.subheader(t("schedule.column", state=t(f"task_state.{state}"), n=len(rows)))
            _column(state, rows, by_part)


def _column(state: TaskState, rows: Sequence[TaskRow], by_part: dict[int, tuple[str, PartView]]) -> None:
    if not rows:
        st.caption(t("schedule.column_empty"))
    # The newest done ones first; else in the order of time.
    rows = list(reversed(rows)) if state == TaskState.DONE else rows
    name = f"more_{state}"
    shown = CARDS[state] * max(1, parts.number_of(name))
    for row in rows[:shown]:
        letter, part = by_part[row.part_id]
        _card(row, letter, part)
    if (left := len(rows) - shown) > 0:
        st.button(
            t("schedule.show_more", n=left),
            icon=":material/expand_more:",
            key=name,
            on_click=_show_more,
            args=(name,),
        )


def _show_more(name: str) -> None:
    st.query_params[name] = str(max(1, parts.number_of(name)) + 1)


def _card(row: TaskRow, letter: str, part: PartView) -> None:
    when = f"{day(row.starts_on)} – {day(row.ends_on)}"
    who = parts.plain(row.owner) or t("plan.nobody_yet")
    way = [plan_parts.opening(t("plan.edit"), task=row.id)] if part.may_add_tasks else []
    place = card(f"{letter} · {parts.plain(row.title)}", f"{when} · {who}", *_marks(row), *way)
    if part.may_add_tasks:
        with place:
            _buttons(row)


def _marks(row: TaskRow) -> Iterator[str]:
    """What is out of the ordinary, each with a sign and a word."""
    if row.waits_for and row.state == TaskState.TODO:
        yield mark(t("schedule.blocked"), "block", "red")
        yield f":small[{t('schedule.waits_for', tasks=parts.plain(', '.join(row.waits_for)))}]"
    if row.state != TaskState.DONE and row.ends_on < today():
        yield mark(t("plan.late"), "schedule", "orange")
    if row.slipped > 0:
        yield mark(slipped(row.slipped), "trending_flat", "gray")


def _buttons(row: TaskRow) -> None:
    for action in row.actions:
        st.button(
            t(f"task_action.{action}"),
            icon=_ICONS[action],
            key=f"{action}-task-{row.id}",
            on_click=_move,
            args=(row, action),
        )


def _move(row: TaskRow, action: TaskAction) -> None:
    """Before the board is drawn: one run shows the card in its new column."""
    door.flash_refused(door.attempt(plans.move_task, row.id, action, version=row.version))
