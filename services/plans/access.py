"""Who sees a plan, and who may do what in it."""

from enum import Enum
from typing import Any

from sqlmodel import Session, col, or_, select

from models import PLAN_LIFECYCLE, Forbidden, ImplementerRole, NotFound, Plan, PlanAction, PlanPart
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


class Whose(Enum):
    """Whose act it is."""

    # It follows from other acts.
    NOBODYS = "nobody's"
    LEADS = "the lead's"
    # Not even the lead writes in another association's name.
    WRITERS = "the part's writers'"
    WRITERS_OR_LEADS = "either's"
    # A cooperation partner takes part without a budget.
    IMPLEMENTERS = "the part's writers', when it has a budget"
    # An association promises money: its owner does.
    OWNERS = "the part's owner's, when it has a budget"


WHOSE = {
    PlanAction.BEGIN: Whose.LEADS,
    PlanAction.ASK: Whose.LEADS,
    PlanAction.CALL_BACK: Whose.LEADS,
    PlanAction.CONFIRM: Whose.OWNERS,
    PlanAction.SETTLE: Whose.NOBODYS,
    PlanAction.UNSETTLE: Whose.NOBODYS,
    PlanAction.SUBMIT: Whose.LEADS,
    PlanAction.TAKE_BACK: Whose.LEADS,
    PlanAction.FUND: Whose.LEADS,
    PlanAction.REFUSE: Whose.LEADS,
    PlanAction.REVISE: Whose.LEADS,
    PlanAction.START: Whose.LEADS,
    PlanAction.COMPLETE: Whose.LEADS,
    PlanAction.SHARE: Whose.LEADS,
    PlanAction.UNSHARE: Whose.LEADS,
    PlanAction.EDIT_SHARED: Whose.LEADS,
    PlanAction.EDIT_PART: Whose.WRITERS,
    PlanAction.EDIT_FRAME: Whose.LEADS,
    PlanAction.EDIT_MONEY: Whose.IMPLEMENTERS,
    PlanAction.EDIT_PACKAGE: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_RISK: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_INDICATOR: Whose.WRITERS,
    PlanAction.COUNT: Whose.WRITERS,
    PlanAction.REPORT: Whose.WRITERS_OR_LEADS,
    PlanAction.ASSESS: Whose.LEADS,
    PlanAction.ATTACH: Whose.WRITERS,
    PlanAction.SHIFT: Whose.LEADS,
    PlanAction.ADD_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.MOVE_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.REMOVE_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.ADD_MILESTONE: Whose.LEADS,
    PlanAction.EDIT_MILESTONE: Whose.LEADS,
    PlanAction.REACH_MILESTONE: Whose.LEADS,
    PlanAction.REMOVE_MILESTONE: Whose.LEADS,
}


def may(actor: Actor, action: PlanAction, plan: Plan, part: PlanPart | None = None) -> bool:
    """The verdict; acts in one implementer's part also need to know which part."""
    leads = actor.acts_for(plan.lead_association_id)
    writes = part is not None and actor.acts_for(part.association_id)
    implements = part is not None and part.role != ImplementerRole.COOPERATION_PARTNER
    match WHOSE[action]:
        case Whose.NOBODYS:
            return False
        case Whose.LEADS:
            return leads
        case Whose.WRITERS:
            return writes
        case Whose.WRITERS_OR_LEADS:
            return writes or leads
        case Whose.IMPLEMENTERS:
            return implements and writes
        case Whose.OWNERS:
            return implements and part is not None and actor.owns(part.association_id)


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
