"""Who sees a plan, and who may do what in it."""

from typing import Any

from sqlmodel import Session, col, or_, select

from models import PLAN_LIFECYCLE, Forbidden, NotFound, Plan, PlanAction, PlanPart
from services.actors import Actor


def visible(actor: Actor) -> Any:
    """The plans of this person's associations, and for facilitators those shared with them."""
    mine = select(PlanPart.plan_id).where(col(PlanPart.association_id).in_(actor.roles))
    seen = [col(Plan.id).in_(mine)]
    if actor.is_facilitator:
        seen.append(col(Plan.shared_at).is_not(None))
    return select(Plan).where(or_(*seen))


def fetch(session: Session, actor: Actor, plan_id: int) -> Plan:
    plan: Plan | None = session.exec(visible(actor).where(Plan.id == plan_id)).one_or_none()
    if plan is None:
        raise NotFound
    return plan


def part_of(session: Session, plan: Plan, part_id: int) -> PlanPart:
    part = session.get(PlanPart, part_id)
    if part is None or part.plan_id != plan.id:
        raise NotFound
    return part


def may(actor: Actor, action: PlanAction, plan: Plan, part: PlanPart | None = None) -> bool:
    """The verdict; acts in one implementer's part also need to know which part."""
    leads = actor.acts_for(plan.lead_association_id)
    writes = part is not None and actor.acts_for(part.association_id)
    match action:
        case PlanAction.BEGIN | PlanAction.SHARE | PlanAction.UNSHARE | PlanAction.EDIT_SHARED:
            return leads
        case PlanAction.EDIT_PART:
            # Not even the lead writes in another association's name.
            return writes
        case PlanAction.ADD_TASK | PlanAction.EDIT_TASK | PlanAction.MOVE_TASK | PlanAction.REMOVE_TASK:
            return writes or leads
        case (
            PlanAction.ADD_MILESTONE
            | PlanAction.EDIT_MILESTONE
            | PlanAction.REACH_MILESTONE
            | PlanAction.REMOVE_MILESTONE
        ):
            return leads


def require(actor: Actor, action: PlanAction, plan: Plan, part: PlanPart | None = None) -> None:
    if not may(actor, action, plan, part):
        raise Forbidden


def actions_for(actor: Actor, plan: Plan) -> list[PlanAction]:
    """The steps on the plan as a whole that are open to this person now."""
    sharing = PlanAction.UNSHARE if plan.shared_at else PlanAction.SHARE
    open_now = [*PLAN_LIFECYCLE.actions(plan.state), sharing]
    return [action for action in open_now if may(actor, action, plan)]


def address(plan_id: int, view: str = "") -> str:
    return f"/plan?id={plan_id}" + (f"&view={view}" if view else "")
