"""Steps on the plan as a whole: the writing begins, the facilitators may read."""

from sqlmodel import Session

from models import Kind, Plan, PlanAction, now
from services import journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, parts_in, require


def move(session: Session, actor: Actor, plan_id: int, action: PlanAction) -> Plan:
    """A step of the plan's lifecycle; those who write in it are told."""
    plan = fetch(session, actor, plan_id)
    require(actor, action, plan)
    before = plan.state
    plan.move(action)
    entry = journal.record(session, actor, Kind.PLAN, plan.id, action, before=before, after=plan.state)
    notices.tell(
        session, entry, writers(session, plan), f"plan_{plan.state}", address(plan.id), plan=plan.name
    )
    return plan


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
