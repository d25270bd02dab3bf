"""The plan on a calendar: what the chart, its table and the list of tasks are drawn from."""

from dataclasses import dataclass
from datetime import date

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
)
from services.actors import Actor
from services.plans.access import fetch, taking_part


@dataclass(frozen=True)
class TaskRow:
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


@dataclass(frozen=True)
class MilestoneRow:
    id: int
    title: str
    due_on: date
    reached_on: date | None
    version: int


@dataclass(frozen=True)
class Schedule:
    tasks: list[TaskRow]
    milestones: list[MilestoneRow]
    # By part: the people whom a task of it may be given to, by name.
    people: dict[int, list[tuple[int, str]]]


def schedule_of(session: Session, actor: Actor, plan_id: int) -> Schedule:
    """All of the plan's tasks and milestones in order of time; their number is bounded when they are made."""
    plan = fetch(session, actor, plan_id)
    return Schedule(_tasks(session, plan.id), _milestones(session, plan.id), _people(session, plan.id))


def _tasks(session: Session, plan_id: int) -> list[TaskRow]:
    rows = session.exec(
        select(Task, Person.name)
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .where(Task.plan_id == plan_id)
        .order_by(col(Task.starts_on), col(Task.ends_on), col(Task.id))
    )
    return [_task_row(task, owner or "") for task, owner in rows]


def _task_row(task: Task, owner: str) -> TaskRow:
    return TaskRow(
        id=task.id,
        part_id=task.part_id,
        title=task.title,
        owner_id=task.owner_id,
        owner=owner,
        starts_on=task.starts_on,
        ends_on=task.ends_on,
        state=task.state,
        version=task.version,
        actions=TASK_LIFECYCLE.actions(task.state),
    )


def _milestones(session: Session, plan_id: int) -> list[MilestoneRow]:
    rows = session.exec(
        select(Milestone)
        .where(Milestone.plan_id == plan_id)
        .order_by(col(Milestone.due_on), col(Milestone.id))
    )
    return [MilestoneRow(row.id, row.title, row.due_on, row.reached_on, row.version) for row in rows]


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
