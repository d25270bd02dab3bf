"""What must be done before what: a task waits for the tasks that it needs, and nothing waits for itself."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, delete, or_, select

from models import Invalid, Plan, Task, TaskAction, TaskDependency, TaskState, WrongState
from services.plans.critical import Edge, path_between

# More than this is no plan that anybody follows.
MOST = 20
# Between the titles of a chain.
ARROW = " → "


def edges_of(session: Session, plan_id: int) -> list[Edge]:
    """(the task that waits, the task that it needs), in a steady order."""
    rows = session.exec(
        select(TaskDependency.task_id, TaskDependency.needs_id)
        .where(TaskDependency.plan_id == plan_id)
        .order_by(col(TaskDependency.task_id), col(TaskDependency.needs_id))
    )
    return [(task, needed) for task, needed in rows]


def set_needs(session: Session, plan: Plan, task: Task, needs: Iterable[int]) -> None:
    """What this task needs, from now on: these tasks of the same plan and no others.

    Refused (Invalid beside `needs`): a task of another plan, too many, and what would wait for itself in the end;
    that refusal shows the whole way round, in titles.
    """
    wanted = set(needs)
    before = set(session.exec(select(TaskDependency.needs_id).where(TaskDependency.task_id == task.id)))
    if wanted == before:
        return
    # Two who each add half of a circle do so one after the other.
    session.refresh(plan, with_for_update=True)
    _check(session, plan, task, wanted)
    session.exec(
        delete(TaskDependency).where(
            col(TaskDependency.task_id) == task.id, col(TaskDependency.needs_id).in_(before - wanted)
        )
    )
    session.add_all(
        TaskDependency(task_id=task.id, needs_id=needed, plan_id=plan.id)
        for needed in sorted(wanted - before)
    )
    session.flush()


def forget(session: Session, task: Task) -> None:
    """Before a task goes: nothing needs it any more."""
    session.exec(
        delete(TaskDependency).where(
            or_(col(TaskDependency.task_id) == task.id, col(TaskDependency.needs_id) == task.id)
        )
    )


def require_open(session: Session, task: Task, action: TaskAction) -> None:
    """WrongState when the task waits for others: it neither begins nor ends before they are done.

    What was begun may end: the one that it needed was done then.
    """
    if task.state != TaskState.TODO or action == TaskAction.REOPEN:
        return
    missing = session.exec(
        select(Task.title)
        .join(TaskDependency, col(TaskDependency.needs_id) == Task.id)
        .where(TaskDependency.task_id == task.id, Task.state != TaskState.DONE)
        .order_by(col(Task.ends_on), col(Task.id))
    ).all()
    if missing:
        raise WrongState("plan_task_blocked", tasks=", ".join(missing))


def _check(session: Session, plan: Plan, task: Task, wanted: set[int]) -> None:
    if len(wanted) > MOST:
        raise Invalid("plan_needs_many", field="needs", most=MOST)
    there = set(session.exec(select(Task.id).where(Task.plan_id == plan.id, col(Task.id).in_(wanted))))
    if there != wanted:
        raise Invalid("plan_needs_elsewhere", field="needs")
    others = [edge for edge in edges_of(session, plan.id) if edge[0] != task.id]
    for needed in sorted(wanted):
        if way := path_between(needed, task.id, others):
            raise Invalid("plan_needs_circle", field="needs", path=_titles(session, [task.id, *way]))


def _titles(session: Session, ids: Sequence[int]) -> str:
    rows = session.exec(select(Task.id, Task.title).where(col(Task.id).in_(ids)))
    titles = dict(rows.all())
    return ARROW.join(titles[each] for each in ids)
