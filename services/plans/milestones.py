"""The days that the whole group steers by; the lead sets them."""

from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from models import Conflict, Kind, Milestone, NotFound, Plan, PlanAction, WrongState, today
from services import journal, words
from services.actors import Actor
from services.plans.access import fetch, require
from services.plans.dates import sensible
from services.plans.tasks import LONGEST_TITLE, package_in

MOST = 50


def add_milestone(
    session: Session,
    actor: Actor,
    plan_id: int,
    title: str,
    due_on: date | None,
    *,
    package_id: int | None = None,
) -> Milestone:
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.ADD_MILESTONE, plan)
    if session.exec(select(func.count()).where(Milestone.plan_id == plan.id)).one() >= MOST:
        raise WrongState("plan_full", most=MOST)
    clean: dict[str, Any] = {
        "plan_id": plan.id,
        "title": _title(title),
        "due_on": sensible(due_on, field="due_on"),
        "package_id": package_in(session, plan, package_id),
    }
    # The same milestone a second time is a second click on the same button.
    if found := session.exec(select(Milestone).filter_by(**clean)).first():
        return found
    milestone = Milestone(**clean)
    session.add(milestone)
    _record(session, actor, milestone, PlanAction.ADD_MILESTONE)
    return milestone


def edit_milestone(
    session: Session,
    actor: Actor,
    milestone_id: int,
    title: str,
    due_on: date | None,
    *,
    package_id: int | None = None,
    version: int,
) -> Milestone:
    milestone = _milestone(session, actor, milestone_id, PlanAction.EDIT_MILESTONE, version)
    milestone.title = _title(title)
    milestone.due_on = sensible(due_on, field="due_on")
    plan = session.get_one(Plan, milestone.plan_id)
    milestone.package_id = package_in(session, plan, package_id)
    _record(session, actor, milestone, PlanAction.EDIT_MILESTONE)
    return milestone


def reach_milestone(
    session: Session, actor: Actor, milestone_id: int, reached: bool, *, version: int
) -> Milestone:
    """Marks it reached today, or not reached after all."""
    milestone = _milestone(session, actor, milestone_id, PlanAction.REACH_MILESTONE, version)
    before = milestone.reached_on
    milestone.reached_on = today() if reached else None
    _record(session, actor, milestone, PlanAction.REACH_MILESTONE, before=before, after=milestone.reached_on)
    return milestone


def remove_milestone(session: Session, actor: Actor, milestone_id: int, *, version: int) -> None:
    milestone = _milestone(session, actor, milestone_id, PlanAction.REMOVE_MILESTONE, version)
    _record(session, actor, milestone, PlanAction.REMOVE_MILESTONE)
    session.delete(milestone)
    session.flush()


def _milestone(
    session: Session, actor: Actor, milestone_id: int, action: PlanAction, version: int
) -> Milestone:
    milestone = session.get(Milestone, milestone_id)
    if milestone is None:
        raise NotFound
    require(actor, action, fetch(session, actor, milestone.plan_id))
    if milestone.version != version:
        raise Conflict("plan_milestone_meanwhile")
    return milestone


def _title(typed: str) -> str:
    return words.line(typed, field="title", most=LONGEST_TITLE)


def _record(
    session: Session,
    actor: Actor,
    milestone: Milestone,
    action: PlanAction,
    *,
    before: date | None = None,
    after: date | None = None,
) -> None:
    journal.record(
        session,
        actor,
        Kind.PLAN,
        milestone.plan_id,
        action,
        before=str(before or ""),
        after=str(after or ""),
        why=milestone.title,
    )
