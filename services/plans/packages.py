"""Work packages: a goal, the action towards it and its result, with one implementer who answers for it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select, update

from models import (
    Conflict,
    Kind,
    Milestone,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
    Task,
    TaskState,
    WorkPackage,
    WrongState,
)
from services import journal, words
from services.actors import Actor
from services.plans.access import fetch, may, part_of, require
from services.plans.tasks import LONGEST_TITLE

MOST_PACKAGES = 60
LONGEST_GOAL = LONGEST_RESULT = 2000
LONGEST_ACTION = 3000


@dataclass(frozen=True)
class PackageWords:
    title: str
    goal: str = ""
    action: str = ""
    result: str = ""
    part_id: int | None = None


@dataclass(frozen=True)
class PackageRow:
    id: int
    # Its place among the plan's packages, from 1 on: what people call it by.
    number: int
    title: str
    goal: str
    action: str
    result: str
    part_id: int | None
    tasks: int
    tasks_done: int
    milestones: int
    version: int
    # The reader may change it.
    writes: bool


def packages_of(session: Session, actor: Actor, plan_id: int) -> list[PackageRow]:
    """The plan's packages in their order; as many queries for one as for many."""
    plan = fetch(session, actor, plan_id)
    tasks = _counted(session, plan, Task)
    done = _counted(session, plan, Task, Task.state == TaskState.DONE)
    milestones = _counted(session, plan, Milestone)
    parts = {part.id: part for part in session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))}
    return [
        PackageRow(
            number=number,
            tasks=tasks.get(row.id, 0),
            tasks_done=done.get(row.id, 0),
            milestones=milestones.get(row.id, 0),
            writes=may(actor, PlanAction.EDIT_PACKAGE, plan, parts.get(row.part_id or 0)),
            **row.model_dump(exclude={"plan_id", "position"}),
        )
        for number, row in enumerate(_packages(session, plan), 1)
    ]


def add_package(session: Session, actor: Actor, plan_id: int, typed: PackageWords) -> WorkPackage:
    """Puts a new package last; an implementer adds only packages that it answers for itself."""
    plan = fetch(session, actor, plan_id)
    clean = _clean(session, actor, plan, typed)
    there = _packages(session, plan)
    if len(there) >= MOST_PACKAGES:
        raise WrongState("plan_full", most=MOST_PACKAGES)
    # The same package a second time is a second click on the same button.
    if found := session.exec(select(WorkPackage).filter_by(plan_id=plan.id, **clean)).first():
        return found
    last = max((row.position for row in there), default=0)
    package = WorkPackage(plan_id=plan.id, position=last + 1, **clean)
    session.add(package)
    session.flush()
    _record(session, actor, package, "add")
    return package


def edit_package(
    session: Session, actor: Actor, package_id: int, typed: PackageWords, *, version: int
) -> WorkPackage:
    plan, package = _package(session, actor, package_id, version)
    for name, value in _clean(session, actor, plan, typed).items():
        setattr(package, name, value)
    _record(session, actor, package, "edit")
    return package


def move_package(session: Session, actor: Actor, package_id: int, *, down: bool, version: int) -> None:
    """Changes places with its neighbour; the order is everybody's, so the lead sets it."""
    plan, package = _package(session, actor, package_id, version)
    require(actor, PlanAction.EDIT_PACKAGE, plan)
    order = _packages(session, plan)
    here = next(place for place, row in enumerate(order) if row.id == package.id)
    there = here + (1 if down else -1)
    if not 0 <= there < len(order):
        return
    other = order[there]
    package.position, other.position = other.position, package.position
    _record(session, actor, package, "move")


def remove_package(session: Session, actor: Actor, package_id: int, *, version: int) -> None:
    """Takes the package away; its tasks and milestones stay in the schedule, in no package."""
    _, package = _package(session, actor, package_id, version)
    for table in (Task, Milestone):
        session.exec(update(table).where(col(table.package_id) == package.id).values(package_id=None))
    _record(session, actor, package, "remove")
    session.delete(package)
    session.flush()


def _packages(session: Session, plan: Plan) -> list[WorkPackage]:
    query = select(WorkPackage).where(WorkPackage.plan_id == plan.id)
    return list(session.exec(query.order_by(col(WorkPackage.position), col(WorkPackage.id))))


def _counted(session: Session, plan: Plan, table: Any, *where: Any) -> dict[int, int]:
    rows = session.exec(
        select(table.package_id, func.count())
        .where(table.plan_id == plan.id, table.package_id.is_not(None), *where)
        .group_by(table.package_id)
    )
    return dict(rows.all())


def _package(session: Session, actor: Actor, package_id: int, version: int) -> tuple[Plan, WorkPackage]:
    """The package as it was seen, for somebody who may change it."""
    package = session.get(WorkPackage, package_id)
    if package is None:
        raise NotFound
    plan = fetch(session, actor, package.plan_id)
    require(actor, PlanAction.EDIT_PACKAGE, plan, _part(session, plan, package.part_id))
    if package.version != version:
        raise Conflict("plan_package_meanwhile")
    return plan, package


def _part(session: Session, plan: Plan, part_id: int | None) -> PlanPart | None:
    return part_of(session, plan, part_id) if part_id else None


def _clean(session: Session, actor: Actor, plan: Plan, typed: PackageWords) -> dict[str, Any]:
    require(actor, PlanAction.EDIT_PACKAGE, plan, _part(session, plan, typed.part_id))
    return {
        "title": words.line(typed.title, field="title", most=LONGEST_TITLE),
        "goal": words.body(typed.goal, field="goal", most=LONGEST_GOAL, needed=False),
        "action": words.body(typed.action, field="action", most=LONGEST_ACTION, needed=False),
        "result": words.body(typed.result, field="result", most=LONGEST_RESULT, needed=False),
        "part_id": typed.part_id,
    }


def _record(session: Session, actor: Actor, package: WorkPackage, what: str) -> None:
    journal.record(
        session,
        actor,
        Kind.PLAN,
        package.plan_id,
        PlanAction.EDIT_PACKAGE,
        after=what,
        why=package.title,
    )
