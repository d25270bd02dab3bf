"""What the schedule is narrowed to: one implementer, one work package, or one's own tasks. It stands in the address."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from services.plans import PlanView, Schedule
from ui import door
from ui.filters import Filters
from ui.plan_gantt_lines import implementer, package_name
from ui.texts import t

NAMES = ("part", "package", "mine")
# In the place of a package's number: what stands in none.
NO_PACKAGE = "none"
filters = Filters("schedule", NAMES)


def show(view: PlanView, schedule: Schedule) -> None:
    """The fields, when there is anything to choose between; drawn when somebody opens them."""
    narrow = filters.narrowed()
    place = st.expander(
        t("schedule.filter"),
        icon=":material/filter_alt:",
        expanded=narrow,
        key=f"schedule-filter-{narrow}",
        on_change="rerun",
    )
    if place.open:
        with place.container(horizontal=True, vertical_alignment="bottom"):
            _fields(view, schedule)
    if narrow:
        filters.clearing(t("schedule.show_all"), key="schedule-clear")


def _fields(view: PlanView, schedule: Schedule) -> None:
    parts = {str(part.id): implementer(place, part) for place, part in enumerate(view.parts)}
    packages = {str(row.id): package_name(row) for row in schedule.packages}
    if len(parts) > 1:
        _choose("part", t("schedule.filter_part"), parts)
    if packages:
        _choose("package", t("schedule.filter_package"), packages | {NO_PACKAGE: t("schedule.no_package")})
    if door.actor().person_id in {row.owner_id for row in schedule.tasks}:
        filters.switch("mine", t("schedule.filter_mine"))


def narrowed(schedule: Schedule) -> Schedule:
    """What the address leaves of it. The critical path and what waits for what are those of the whole plan."""
    part, package, mine = (filters.value(name) for name in NAMES)
    if not (part or package or mine):
        return schedule
    return _narrowed(schedule, part, package, door.actor().person_id if mine else None)


@lru_cache(maxsize=32)
def _narrowed(schedule: Schedule, part: str, package: str, me: int | None) -> Schedule:
    """The same one for the same schedule, so that what is drawn of it is made once."""
    tasks = [
        row
        for row in schedule.tasks
        if (not part or str(row.part_id) == part)
        and (not package or _package(row.package_id) == package)
        and (me is None or row.owner_id == me)
    ]
    # A milestone is nobody's own.
    stones = [
        row
        for row in schedule.milestones
        if not part and me is None and (not package or _package(row.package_id) == package)
    ]
    return replace(schedule, tasks=tasks, milestones=stones)


def _package(package_id: int | None) -> str:
    return str(package_id) if package_id else NO_PACKAGE


def _choose(name: str, label: str, offered: dict[str, str]) -> None:
    with st.container(width=300):
        filters.choose(name, label, list(offered), lambda key: offered.get(key, ""), t("schedule.all"))
