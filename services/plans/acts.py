"""The facilitators may read a plan, or no longer."""

from sqlmodel import Session

from models import Kind, Plan, PlanAction, now
from services import journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, parts_in, require


def share(session: Session, actor: Actor, plan_id: int) -> None:
    """The facilitators may read and comment."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.SHARE, plan)
    if plan.shared_at:
        return
    plan.shared_at = now()
    entry = journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.SHARE)
    notices.tell(
        session, entry, notices.facilitators(session), "plan_shared", address(plan.id), plan=plan.name
    )


def unshare(session: Session, actor: Actor, plan_id: int) -> None:
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.UNSHARE, plan)
    if plan.shared_at is None:
        return
    plan.shared_at = None
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.UNSHARE)


def writers(session: Session, plan: Plan) -> list[int]:
    """Everybody who may write in some part of the plan."""
    return [
        person
        for part in parts_in(session, plan)
        for person in notices.people_of(session, part.association_id)
    ]
