"""Moving the whole timeline, or one work package, by some days, as the preview has shown it; and back again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models import (
    Conflict,
    Kind,
    Milestone,
    NotFound,
    Person,
    Plan,
    PlanAction,
    PlanShift,
    Task,
    WorkPackage,
    WrongState,
    now,
)
from services import journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, may, require
from services.plans.acts import writers
from services.plans.revisions import remembered
from services.plans.shift_preview import later, preview_shift

# For so long the last shift is offered to be undone.
UNDOABLE = timedelta(days=14)


@dataclass(frozen=True)
class LastShift:
    id: int
    days: int
    # Empty for the whole timeline.
    package: str
    who: str
    at: datetime


def shift(
    session: Session,
    actor: Actor,
    plan_id: int,
    days: int | None,
    package_id: int | None = None,
    *,
    mark: str,
) -> PlanShift:
    """Moves what the preview with this mark has shown; one row in the history. Conflict when that has changed."""
    plan = fetch(session, actor, plan_id)
    shown = preview_shift(session, actor, plan.id, days, package_id)
    if not shown.moves_something:
        raise WrongState("plan_shift_nothing")
    if shown.mark != mark:
        raise Conflict("plan_shift_meanwhile")
    made = PlanShift(
        plan_id=plan.id,
        package_id=package_id,
        days=shown.days,
        tasks=[row.id for row in shown.tasks],
        milestones=[row.id for row in shown.milestones],
        frame=shown.frame is not None,
        made_by=actor.id,
    )
    session.add(made)
    _move(session, plan, made, made.days)
    _tell(session, actor, plan, made.days, shown.package)
    return made


def unshift(session: Session, actor: Actor, shift_id: int) -> PlanShift:
    """Moves back what the newest shift moved and is still there, wherever it stands now."""
    made = session.get(PlanShift, shift_id)
    if made is None:
        raise NotFound
    plan = fetch(session, actor, made.plan_id)
    require(actor, PlanAction.SHIFT, plan)
    newest = _newest(session, plan.id)
    if newest is None or newest.id != made.id:
        raise WrongState("plan_shift_undone")
    made.undone_at = now()
    _move(session, plan, made, -made.days)
    _tell(session, actor, plan, -made.days, _title(session, made.package_id))
    return made


def last_shift(session: Session, actor: Actor, plan_id: int) -> LastShift | None:
    """The shift that this person may undo; None when there is none, or it is long ago."""
    return shift_to_undo(session, actor, fetch(session, actor, plan_id))


def shift_to_undo(session: Session, actor: Actor, plan: Plan) -> LastShift | None:
    """The same, of a plan that was found for this person."""
    if not may(actor, PlanAction.SHIFT, plan):
        return None
    # The days for which it may be undone end at some hour: the screen may say so until midnight, the act does not.
    return remembered(session, plan.id, "last shift", lambda: _told(session, plan.id))


def _told(session: Session, plan_id: int) -> LastShift | None:
    made = _newest(session, plan_id)
    if made is None:
        return None
    who = session.get_one(Person, made.made_by).name
    return LastShift(made.id, made.days, _title(session, made.package_id), who, made.made_at)


def _title(session: Session, package_id: int | None) -> str:
    package = session.get(WorkPackage, package_id) if package_id else None
    return package.title if package else ""


def _move(session: Session, plan: Plan, made: PlanShift, days: int) -> None:
    """Each thing that the shift names and that is still there."""
    by = timedelta(days=days)
    for task in session.exec(select(Task).where(Task.plan_id == plan.id, col(Task.id).in_(made.tasks))):
        task.starts_on, task.ends_on = later(task.starts_on, by), later(task.ends_on, by)
    for stone in session.exec(
        select(Milestone).where(Milestone.plan_id == plan.id, col(Milestone.id).in_(made.milestones))
    ):
        stone.due_on = later(stone.due_on, by)
    if made.frame:
        plan.starts_on = plan.starts_on and later(plan.starts_on, by)
        plan.ends_on = plan.ends_on and later(plan.ends_on, by)
    session.flush()


def _newest(session: Session, plan_id: int) -> PlanShift | None:
    return session.exec(
        select(PlanShift)
        .where(
            PlanShift.plan_id == plan_id,
            col(PlanShift.undone_at).is_(None),
            col(PlanShift.made_at) > now() - UNDOABLE,
        )
        .order_by(col(PlanShift.id).desc())
        .limit(1)
    ).first()


def _tell(session: Session, actor: Actor, plan: Plan, days: int, package: str) -> None:
    # The history says it as words: how many days are in `after`, what moved in `why`.
    entry = journal.record(
        session, actor, Kind.PLAN, plan.id, PlanAction.SHIFT, after=f"{days:+d}", why=package
    )
    link = address(plan.id, "schedule")
    people = writers(session, plan)
    if days > 0:
        notices.tell(session, entry, people, "plan_shifted_later", link, plan=plan.name, n=days)
    else:
        notices.tell(session, entry, people, "plan_shifted_earlier", link, plan=plan.name, n=-days)
