"""The plan on a calendar: what the chart, its table, the board and the list of tasks are drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models import (
    TASK_LIFECYCLE,
    AssociationMember,
    MembershipState,
    Milestone,
    Person,
    PlanPart,
    Task,
    TaskAction,
    TaskState,
    WorkPackage,
)
from services.actors import Actor
from services.plans.access import fetch, taking_part
from services.plans.baselines import Baseline, baseline_of
from services.plans.critical import Critical, Edge, Span, critical_path
from services.plans.dependencies import edges_of
from services.plans.revisions import remembered


class TaskRow(NamedTuple):
    """A tuple, for hundreds are made anew after each change of a plan."""

    id: int
    part_id: int
    title: str
    owner_id: int | None
    owner: str
    starts_on: date
    ends_on: date
    state: TaskState
    version: int
    # The steps that exist from here; who may take them is the part's `may_add_tasks`.
    actions: list[TaskAction]
    package_id: int | None = None
    # The tasks that must be done first, and the titles of those among them that are not.
    needs: tuple[int, ...] = ()
    waits_for: tuple[str, ...] = ()
    # Days that it may end later before anything else moves.
    slack: int | None = None
    critical: bool = False
    # The days that the newest baseline had for it.
    before: tuple[date, date] | None = None

    @property
    def slipped(self) -> int:
        """By how many days it ends later than in the baseline; negative when earlier."""
        return (self.ends_on - self.before[1]).days if self.before else 0


class MilestoneRow(NamedTuple):
    id: int
    title: str
    due_on: date
    reached_on: date | None
    version: int
    package_id: int | None = None
    before: date | None = None

    @property
    def slipped(self) -> int:
        return (self.due_on - self.before).days if self.before else 0


@dataclass(frozen=True)
class PackageLine:
    id: int
    # As people call it: work package 1 is the first one.
    number: int
    title: str
    part_id: int | None


@dataclass(frozen=True, eq=False)
class Schedule:
    """Nobody alters it: while nothing of the plan changes, everybody is given the same one."""

    tasks: list[TaskRow]
    milestones: list[MilestoneRow]
    # By part: the people whom a task of it may be given to, by name.
    people: dict[int, list[tuple[int, str]]]
    packages: list[PackageLine] = field(default_factory=list)
    # The ids of the critical path, first to last.
    path: tuple[int, ...] = ()
    baseline: Baseline | None = None


def schedule_of(session: Session, actor: Actor, plan_id: int) -> Schedule:
    """All of the plan's tasks and milestones in order of time; their number is bounded when they are made."""
    return schedule_in(session, fetch(session, actor, plan_id).id)


def schedule_in(session: Session, plan_id: int) -> Schedule:
    """The same, when it is known that the plan may be seen."""
    return remembered(session, plan_id, "schedule", lambda: _read(session, plan_id))


def _read(session: Session, plan_id: int) -> Schedule:
    baseline = baseline_of(session, plan_id)
    tasks, edges = _tasks(session, plan_id), edges_of(session, plan_id)
    spans = tuple((row.id, row.starts_on, row.ends_on) for row in tasks)
    critical = _critical(spans, tuple(edges))
    return Schedule(
        _joined(tasks, edges, critical.slack, set(critical.path), baseline.tasks if baseline else {}),
        _milestones(session, plan_id, baseline.milestones if baseline else {}),
        _people(session, plan_id),
        _packages(session, plan_id),
        critical.path,
        baseline,
    )


@lru_cache(maxsize=64)
def _critical(spans: tuple[tuple[int, date, date], ...], edges: tuple[Edge, ...]) -> Critical:
    """Most changes of a schedule move no day: a task is begun, or given to somebody."""
    return critical_path([Span(*span) for span in spans], edges)


_TASK = (
    col(Task.id),
    col(Task.part_id),
    col(Task.title),
    col(Task.owner_id),
    col(Task.starts_on),
    col(Task.ends_on),
    col(Task.state),
    col(Task.version),
    col(Task.package_id),
)


_MILESTONE = (
    col(Milestone.id),
    col(Milestone.title),
    col(Milestone.due_on),
    col(Milestone.reached_on),
    col(Milestone.version),
    col(Milestone.package_id),
)


def _tasks(session: Session, plan_id: int) -> list[Any]:
    """Columns and not rows of the table: hundreds are read at each click."""
    query = (
        select(*_TASK, col(Person.name).label("owner"))  # type: ignore[call-overload]
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .where(Task.plan_id == plan_id)
        .order_by(col(Task.starts_on), col(Task.ends_on), col(Task.id))
    )
    return list(session.exec(query))


def _joined(
    tasks: Sequence[Any],
    edges: Sequence[Edge],
    slack: Mapping[int, int],
    path: set[int],
    before: Mapping[int, tuple[date, date]],
) -> list[TaskRow]:
    open_titles = {row.id: row.title for row in tasks if row.state != TaskState.DONE}
    needs: dict[int, tuple[int, ...]] = {}
    for task, needed in edges:
        needs[task] = (*needs.get(task, ()), needed)
    steps = {state: TASK_LIFECYCLE.actions(state) for state in TaskState}
    rows: list[TaskRow] = []
    for task_id, part_id, title, owner_id, starts_on, ends_on, state, version, package_id, owner in tasks:
        its_needs = needs.get(task_id, ())
        waits_for = tuple(open_titles[needed] for needed in its_needs if needed in open_titles)
        rows.append(
            TaskRow(
                task_id,
                part_id,
                title,
                owner_id,
                owner or "",
                starts_on,
                ends_on,
                state,
                version,
                # What waits for others neither begins nor ends before they are done.
                [] if waits_for and state == TaskState.TODO else steps[state],
                package_id,
                its_needs,
                waits_for,
                slack[task_id],
                task_id in path,
                before.get(task_id),
            )
        )
    return rows


def _milestones(session: Session, plan_id: int, before: Mapping[int, date]) -> list[MilestoneRow]:
    query = (
        select(*_MILESTONE)  # type: ignore[call-overload]
        .where(Milestone.plan_id == plan_id)
        .order_by(col(Milestone.due_on), col(Milestone.id))
    )
    return [MilestoneRow._make((*row, before.get(row.id))) for row in session.exec(query)]


def _packages(session: Session, plan_id: int) -> list[PackageLine]:
    rows = session.exec(
        select(WorkPackage.id, WorkPackage.title, WorkPackage.part_id)
        .where(WorkPackage.plan_id == plan_id)
        .order_by(col(WorkPackage.position), col(WorkPackage.id))
    )
    return [
        PackageLine(package_id, number, title, part_id)
        for number, (package_id, title, part_id) in enumerate(rows, start=1)
    ]


def _people(session: Session, plan_id: int) -> dict[int, list[tuple[int, str]]]:
    rows = session.exec(
        select(PlanPart.id, Person.id, Person.name)
        .join(AssociationMember, col(AssociationMember.association_id) == PlanPart.association_id)
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(PlanPart.plan_id == plan_id, taking_part(), AssociationMember.state == MembershipState.MEMBER)
        .order_by(Person.name)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for part_id, person_id, name in rows:
        found.setdefault(part_id, []).append((person_id, name))
    return found
