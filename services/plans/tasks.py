"""What is to be done: each task in one implementer's part, with an owner and dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from models import (
    Conflict,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
    Task,
    TaskAction,
    WorkPackage,
    WrongState,
)
from services import journal, notices, words
from services.actors import Actor
from services.plans import dependencies
from services.plans.access import address, fetch, part_of, require
from services.plans.dates import period

# As many as a schedule can show and a group can follow.
MOST = 500
LONGEST_TITLE = 160


@dataclass(frozen=True)
class TaskWords:
    title: str
    owner_id: int | None
    starts_on: date | None
    ends_on: date | None
    package_id: int | None = None
    # The tasks that must be done before this one begins.
    needs: tuple[int, ...] = ()


def add_task(session: Session, actor: Actor, plan_id: int, part_id: int, typed: TaskWords) -> Task:
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.ADD_TASK, plan, part)
    if session.exec(select(func.count()).where(Task.plan_id == plan.id)).one() >= MOST:
        raise WrongState("plan_full", most=MOST)
    clean = _clean(session, plan, part, typed)
    # The same task a second time is a second click on the same button.
    if found := session.exec(select(Task).filter_by(part_id=part.id, **clean)).first():
        return found
    task = Task(plan_id=plan.id, part_id=part.id, **clean)
    session.add(task)
    session.flush()
    dependencies.set_needs(session, plan, task, typed.needs)
    entry = _record(session, actor, task, PlanAction.ADD_TASK, after=task.state)
    _tell(session, entry, [task.owner_id], plan, task, "plan_task_assigned", by_mail=True)
    return task


def edit_task(session: Session, actor: Actor, task_id: int, typed: TaskWords, *, version: int) -> Task:
    """New words, dates and needs; a new owner hears that the task is theirs, the old one that it is not."""
    plan, part, task = _task(session, actor, task_id, PlanAction.EDIT_TASK, version)
    before = task.owner_id
    for name, value in _clean(session, plan, part, typed, owner_before=before).items():
        setattr(task, name, value)
    dependencies.set_needs(session, plan, task, typed.needs)
    entry = _record(session, actor, task, PlanAction.EDIT_TASK)
    if task.owner_id != before:
        _tell(session, entry, [task.owner_id], plan, task, "plan_task_assigned", by_mail=True)
    _tell(session, entry, [before], plan, task, "plan_task_changed")
    return task


def move_task(session: Session, actor: Actor, task_id: int, action: TaskAction, *, version: int) -> Task:
    plan, _, task = _task(session, actor, task_id, PlanAction.MOVE_TASK, version)
    dependencies.require_open(session, task, action)
    before = task.state
    task.move(action)
    entry = _record(session, actor, task, PlanAction.MOVE_TASK, before=before, after=task.state)
    _tell(session, entry, [task.owner_id], plan, task, "plan_task_changed")
    return task


def remove_task(session: Session, actor: Actor, task_id: int, *, version: int) -> None:
    """Takes the task away; its title stays in the history."""
    plan, _, task = _task(session, actor, task_id, PlanAction.REMOVE_TASK, version)
    entry = _record(session, actor, task, PlanAction.REMOVE_TASK, before=task.state)
    _tell(session, entry, [task.owner_id], plan, task, "plan_task_removed")
    dependencies.forget(session, task)
    session.delete(task)
    session.flush()


def _task(
    session: Session, actor: Actor, task_id: int, action: PlanAction, version: int
) -> tuple[Plan, PlanPart, Task]:
    """The task as it was seen, for somebody who may do this to it."""
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound
    plan = fetch(session, actor, task.plan_id)
    part = part_of(session, plan, task.part_id)
    require(actor, action, plan, part)
    if task.version != version:
        raise Conflict("plan_task_meanwhile")
    return plan, part, task


def _clean(
    session: Session, plan: Plan, part: PlanPart, typed: TaskWords, *, owner_before: int | None = None
) -> dict[str, Any]:
    starts_on, ends_on = period(typed.starts_on, typed.ends_on)
    # Somebody who has left the association stays on the task until another takes it.
    stays = typed.owner_id is not None and typed.owner_id == owner_before
    return {
        "title": words.line(typed.title, field="title", most=LONGEST_TITLE),
        "owner_id": owner_before if stays else _owner(session, part, typed.owner_id),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "package_id": package_in(session, plan, typed.package_id),
    }


def package_in(session: Session, plan: Plan, package_id: int | None) -> int | None:
    """The work package, when it is one of this plan's."""
    if package_id is None:
        return None
    package = session.get(WorkPackage, package_id)
    if package is None or package.plan_id != plan.id:
        raise Invalid("plan_package_elsewhere", field="package_id")
    return package.id


def _owner(session: Session, part: PlanPart, person_id: int | None) -> int | None:
    if person_id is None:
        return None
    if person_id not in notices.people_of(session, part.association_id, writing=False):
        raise Invalid("plan_owner_elsewhere", field="owner_id")
    return person_id


def _record(
    session: Session, actor: Actor, task: Task, action: PlanAction, *, before: str = "", after: str = ""
) -> JournalEntry:
    # On the plan and not on the task: the plan's history is one story, and outlives its tasks.
    return journal.record(
        session, actor, Kind.PLAN, task.plan_id, action, before=before, after=after, why=task.title
    )


def _tell(
    session: Session,
    entry: JournalEntry,
    owners: Iterable[int | None],
    plan: Plan,
    task: Task,
    key: str,
    *,
    by_mail: bool = False,
) -> None:
    # Who has left the association no longer reads the plan.
    part = session.get_one(PlanPart, task.part_id)
    people = set(notices.people_of(session, part.association_id, writing=False)).intersection(owners)
    link = address(plan.id, "schedule")
    notices.tell(session, entry, people, key, link, by_mail=by_mail, plan=plan.name, task=task.title)
