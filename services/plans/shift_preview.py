"""What a move of the timeline, or of one work package, would change.

What is done stays where it was done: a task that is done and a milestone that was reached do not move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from sqlmodel import Session, col, select

from models import Invalid, Milestone, NotFound, Plan, PlanAction, Task, TaskState, WorkPackage
from services import calls
from services.actors import Actor
from services.plans.access import fetch, require
from services.plans.dates import bounds
from services.plans.dependencies import edges_of

# Ten years: a decision that comes later than this is about another project.
MOST_DAYS = 3660


@dataclass(frozen=True)
class Moved:
    """One thing that moves: a task, a milestone (which has only a last day), or the project itself."""

    id: int
    title: str
    starts_on: date | None
    ends_on: date
    new_starts_on: date | None
    new_ends_on: date


@dataclass(frozen=True)
class ShiftPreview:
    days: int
    # The package that moves; empty for the whole timeline.
    package: str
    tasks: list[Moved]
    milestones: list[Moved]
    # The project's own first and last day, when they move too.
    frame: Moved | None
    # How many tasks stay, for they are done.
    done: int
    # Titles of tasks that would begin before one that they need has ended, and did not before.
    too_early: list[str]
    # The last day that the call allows, when the project would end after it.
    ends_latest: date | None
    # What was shown: the act refuses when something has changed since.
    mark: str

    @property
    def moves_something(self) -> bool:
        return bool(self.tasks or self.milestones or self.frame)


def preview_shift(
    session: Session, actor: Actor, plan_id: int, days: int | None, package_id: int | None = None
) -> ShiftPreview:
    """What a move by these days would change; Invalid beside `days` when a day would leave the calendar."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.SHIFT, plan)
    by = _days(days)
    package = _package(session, plan, package_id)
    tasks, milestones = _moving(session, plan, package_id)
    moved = [_moved(row, row.starts_on, row.ends_on, by) for row in tasks]
    stones = [_moved(row, None, row.due_on, by) for row in milestones]
    frame = _frame(plan, by) if package is None else None
    _check_bounds([*moved, *stones, *([frame] if frame else [])])
    return ShiftPreview(
        by.days,
        package.title if package else "",
        moved,
        stones,
        frame,
        _done(session, plan, package_id),
        _too_early(session, plan, moved),
        _past_the_call(session, plan, frame),
        _mark(plan, tasks, milestones),
    )


def _days(days: int | None) -> timedelta:
    if not days:
        raise Invalid("needed", field="days")
    if abs(days) > MOST_DAYS:
        raise Invalid("plan_shift_days", field="days", most=MOST_DAYS)
    return timedelta(days=days)


def _package(session: Session, plan: Plan, package_id: int | None) -> WorkPackage | None:
    if package_id is None:
        return None
    package = session.get(WorkPackage, package_id)
    if package is None or package.plan_id != plan.id:
        raise NotFound
    return package


def _moving(
    session: Session, plan: Plan, package_id: int | None
) -> tuple[Sequence[Task], Sequence[Milestone]]:
    tasks = select(Task).where(Task.plan_id == plan.id, Task.state != TaskState.DONE)
    stones = select(Milestone).where(Milestone.plan_id == plan.id, col(Milestone.reached_on).is_(None))
    if package_id is not None:
        tasks = tasks.where(Task.package_id == package_id)
        stones = stones.where(Milestone.package_id == package_id)
    return (
        session.exec(tasks.order_by(col(Task.starts_on), col(Task.ends_on), col(Task.id))).all(),
        session.exec(stones.order_by(col(Milestone.due_on), col(Milestone.id))).all(),
    )


def _moved(row: Task | Milestone, starts_on: date | None, ends_on: date, by: timedelta) -> Moved:
    return Moved(
        row.id, row.title, starts_on, ends_on, starts_on and later(starts_on, by), later(ends_on, by)
    )


def _frame(plan: Plan, by: timedelta) -> Moved | None:
    starts_on, ends_on = plan.starts_on, plan.ends_on or plan.starts_on
    if ends_on is None:
        return None
    return Moved(
        plan.id, plan.name, starts_on, ends_on, starts_on and later(starts_on, by), later(ends_on, by)
    )


def later(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        raise Invalid("plan_shift_days", field="days", most=MOST_DAYS) from None


def _check_bounds(rows: Iterable[Moved]) -> None:
    first, last = bounds()
    for row in rows:
        if not first <= (row.new_starts_on or row.new_ends_on) <= row.new_ends_on <= last:
            raise Invalid("plan_date_bounds", field="days", first=first.year, last=last.year)


def _done(session: Session, plan: Plan, package_id: int | None) -> int:
    query = select(Task.id).where(Task.plan_id == plan.id, Task.state == TaskState.DONE)
    if package_id is not None:
        query = query.where(Task.package_id == package_id)
    return len(session.exec(query).all())


def _too_early(session: Session, plan: Plan, moved: Sequence[Moved]) -> list[str]:
    """Tasks that would now begin before what they need has ended."""
    rows = session.exec(select(Task).where(Task.plan_id == plan.id))
    was = {row.id: (row.title, row.starts_on, row.ends_on) for row in rows}
    will = was | {row.id: (row.title, row.new_starts_on or row.new_ends_on, row.new_ends_on) for row in moved}
    found = {
        task
        for task, needed in edges_of(session, plan.id)
        if will[task][1] <= will[needed][2] and was[task][1] > was[needed][2]
    }
    return [will[task][0] for task in sorted(found)]


def _past_the_call(session: Session, plan: Plan, frame: Moved | None) -> date | None:
    latest = calls.terms_of(session, plan.call_version_id).ends_latest if frame else None
    return latest if latest and frame and frame.new_ends_on > latest else None


def _mark(plan: Plan, tasks: Sequence[Task], milestones: Sequence[Milestone]) -> str:
    seen = [(row.id, row.version) for row in tasks], [(row.id, row.version) for row in milestones]
    return f"{crc32(repr((plan.starts_on, plan.ends_on, seen)).encode()):08x}"
