"""The schedule as a table: what the chart shows with places, colours and lines, in words."""

from collections.abc import Sequence
from functools import lru_cache

import pyarrow
import streamlit as st

from services.plans import MilestoneRow, PartView, PlanView, Schedule, TaskRow
from ui import plan_schedule_pages as paging
from ui.plan_gantt_lines import implementer, package_name
from ui.texts import day, language, t

Row = dict[str, str]
# As many rows as one looks through at a time.
PAGE = 100


def draw(view: PlanView, schedule: Schedule) -> None:
    page, pages = paging.at(len(schedule.tasks) + len(schedule.milestones), PAGE)
    st.dataframe(_page(schedule, tuple(view.parts), page, language()), hide_index=True, width="stretch")
    paging.draw(page, pages)


@lru_cache(maxsize=32)
def _page(schedule: Schedule, parts: tuple[PartView, ...], page: int, _language: str) -> pyarrow.Table:
    """Made once for a schedule, which is the same object as long as nothing of the plan changes."""
    rows = rows_of(parts, schedule, in_order(schedule)[(page - 1) * PAGE : page * PAGE])
    # Columns as they are: by way of pandas it would take as long as all the rest of the screen.
    return pyarrow.table({name: [row[name] for row in rows] for name in rows[0]})


def in_order(schedule: Schedule) -> list[TaskRow | MilestoneRow]:
    """Tasks and milestones as the days come."""
    rows: list[TaskRow | MilestoneRow] = [*schedule.tasks, *schedule.milestones]
    return sorted(rows, key=lambda row: row.starts_on if isinstance(row, TaskRow) else row.due_on)


def rows_of(
    parts: Sequence[PartView], schedule: Schedule, shown: Sequence[TaskRow | MilestoneRow]
) -> list[Row]:
    """These in words; columns that would be empty all the way down are left out."""
    names = {part.id: implementer(place, part) for place, part in enumerate(parts)}
    packages = {row.id: package_name(row) for row in schedule.packages}
    titles = {row.id: row.title for row in schedule.tasks}
    rows = [
        _task(row, names.get(row.part_id, ""), packages, titles)
        if isinstance(row, TaskRow)
        else _stone(row, packages)
        for row in shown
    ]
    kept = [name for name in (rows[0] if rows else {}) if any(row[name] for row in rows)]
    return [{name: row[name] for name in kept} for row in rows]


def slipped(days: int) -> str:
    """Against the baseline: `3 päivää myöhässä`; empty when nothing has moved."""
    if days > 0:
        return t("schedule.slipped", n=days)
    return t("schedule.earlier", n=-days) if days else ""


def _task(row: TaskRow, whose: str, packages: dict[int, str], titles: dict[int, str]) -> Row:
    needs = ", ".join(titles[needed] for needed in row.needs if needed in titles)
    return _row(
        title=row.title,
        package=packages.get(row.package_id or 0, ""),
        whose=whose,
        who=row.owner or t("plan.nobody_yet"),
        first=day(row.starts_on),
        last=day(row.ends_on),
        state=t(f"task_state.{row.state}"),
        needs=needs,
        moved=slipped(row.slipped),
        slack=_slack(row),
    )


def _slack(row: TaskRow) -> str:
    if row.critical:
        return t("schedule.on_critical_path")
    return t("schedule.slack", n=row.slack) if row.slack and row.slack > 0 else ""


def _stone(row: MilestoneRow, packages: dict[int, str]) -> Row:
    reached = t("plan.reached", on=day(row.reached_on)) if row.reached_on else t("plan.not_reached")
    return _row(
        title=f"◆ {row.title}",
        package=packages.get(row.package_id or 0, ""),
        whose=t("plan.milestone"),
        last=day(row.due_on),
        state=reached,
        moved=slipped(row.slipped),
    )


def _row(
    *,
    title: str,
    package: str,
    whose: str,
    last: str,
    state: str,
    who: str = "",
    first: str = "",
    needs: str = "",
    moved: str = "",
    slack: str = "",
) -> Row:
    return {
        t("plan.chart_title"): title,
        t("plan.starts_on"): first,
        t("plan.ends_on"): last,
        t("plan.chart_state"): state,
        t("schedule.moved"): moved,
        t("plan.chart_implementer"): whose,
        t("plan.chart_who"): who,
        t("schedule.filter_package"): package,
        t("schedule.needs"): needs,
        t("schedule.slack_title"): slack,
    }
