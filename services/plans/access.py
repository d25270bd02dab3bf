"""Who sees a plan, and who may do what in it."""

from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import bindparam, event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, or_, select

from models import (
    PLAN_LIFECYCLE,
    PLAN_OPEN,
    PLAN_RUNS,
    Forbidden,
    ImplementerRole,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    WrongState,
)
from services.actors import Actor
from services.plans import revisions

_SEEN = "plans_seen"


class Part(Protocol):
    """What the rights ask of a part."""

    @property
    def association_id(self) -> int: ...
    @property
    def role(self) -> ImplementerRole: ...
    @property
    def left_at(self) -> datetime | None: ...


def visible(actor: Actor) -> Any:
    """The plans of this person's associations, and for facilitators those shared with them.

    Who has left a plan does not read on in it.
    """
    return _visible(list(actor.roles), desk=actor.is_facilitator)


def _visible(roles: Any, *, desk: bool) -> Any:
    mine = select(PlanPart.plan_id).where(taking_part(), col(PlanPart.association_id).in_(roles))
    seen = [col(Plan.id).in_(mine)]
    if desk:
        seen.append(col(Plan.shared_at).is_not(None))
    return select(Plan).where(or_(*seen))


def fetch(session: Session, actor: Actor, plan_id: int) -> Plan:
    """The plan, for who may know of it. A session that has changed nothing asks once for the same person."""
    seen: dict[int, tuple[Actor, Plan]] = session.info.setdefault(_SEEN, {})
    if plan_id in seen and seen[plan_id][0] is actor and not revisions.has_changed(session):
        return seen[plan_id][1]
    asked = {"roles": list(actor.roles), "plan_id": plan_id}
    plan: Plan | None = session.execute(_FETCH[actor.is_facilitator], asked).scalar_one_or_none()
    if plan is None:
        raise NotFound
    seen[plan_id] = (actor, plan)
    return plan


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_SEEN, None)


def sees(session: Session, actor: Actor, plan_id: int) -> bool:
    """Whether this person may know of the plan."""
    return session.exec(visible(actor).where(Plan.id == plan_id)).first() is not None


def held(session: Session, plan: Plan) -> Plan:
    """This plan as it stands now, held until the end of the transaction.

    A step, a confirmation and a change of the same plan come one after the other. Rows that point at the plan may
    still be added: two writers who have each added one do not wait for each other.
    """
    session.refresh(plan, with_for_update={"key_share": True})
    return plan


def taking_part() -> Any:
    """Of the parts, those whose association has not left: for every list, sum and notice."""
    return col(PlanPart.left_at).is_(None)


def parts_in(session: Session, plan: Plan) -> list[PlanPart]:
    """The parts of those who are in, in the order in which they came."""
    query = select(PlanPart).where(PlanPart.plan_id == plan.id, taking_part()).order_by(col(PlanPart.id))
    return list(session.exec(query))


def part_of(session: Session, plan: Plan, part_id: int) -> PlanPart:
    part = session.get(PlanPart, part_id)
    if part is None or part.plan_id != plan.id:
        raise NotFound
    return part


# By whether a facilitator asks. Asked at every click in a plan, so put together once.
_FETCH = {
    desk: _visible(bindparam("roles", expanding=True), desk=desk).where(Plan.id == bindparam("plan_id"))
    for desk in (False, True)
}


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
    OWNERS_OR_LEADS = "the part's owner's or the lead's"


WHOSE = {
    PlanAction.BEGIN: Whose.LEADS,
    PlanAction.ASK: Whose.LEADS,
    PlanAction.CALL_BACK: Whose.LEADS,
    PlanAction.CONFIRM: Whose.OWNERS,
    PlanAction.DECLINE: Whose.OWNERS,
    PlanAction.SETTLE: Whose.NOBODYS,
    PlanAction.UNSETTLE: Whose.NOBODYS,
    PlanAction.SUBMIT: Whose.LEADS,
    PlanAction.TAKE_BACK: Whose.LEADS,
    PlanAction.FUND: Whose.LEADS,
    PlanAction.REFUSE: Whose.LEADS,
    PlanAction.REVISE: Whose.LEADS,
    PlanAction.START: Whose.LEADS,
    PlanAction.COMPLETE: Whose.LEADS,
    PlanAction.LEAVE: Whose.OWNERS_OR_LEADS,
    PlanAction.BRING_BACK: Whose.LEADS,
    PlanAction.SHARE: Whose.LEADS,
    PlanAction.UNSHARE: Whose.LEADS,
    PlanAction.EDIT_SHARED: Whose.LEADS,
    PlanAction.EDIT_PART: Whose.WRITERS,
    PlanAction.EDIT_FRAME: Whose.LEADS,
    PlanAction.TAKE_CALL: Whose.LEADS,
    PlanAction.EDIT_MONEY: Whose.IMPLEMENTERS,
    PlanAction.EDIT_PACKAGE: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_RISK: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_INDICATOR: Whose.IMPLEMENTERS,
    PlanAction.COUNT: Whose.IMPLEMENTERS,
    PlanAction.REPORT: Whose.WRITERS_OR_LEADS,
    PlanAction.DEVIATE: Whose.WRITERS_OR_LEADS,
    PlanAction.CHANGE: Whose.WRITERS_OR_LEADS,
    PlanAction.WRITE_RESULTS: Whose.LEADS,
    PlanAction.AGREE_RESULTS: Whose.IMPLEMENTERS,
    PlanAction.WITHDRAW_RESULTS: Whose.IMPLEMENTERS,
    PlanAction.ASSESS: Whose.LEADS,
    PlanAction.ATTACH: Whose.WRITERS,
    PlanAction.SHIFT: Whose.LEADS,
    # A treasurer seldom signs in: what she tells the lead, the lead may mark.
    PlanAction.SET_DEADLINE: Whose.WRITERS_OR_LEADS,
    PlanAction.ADD_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.EDIT_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.MOVE_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.REMOVE_TASK: Whose.WRITERS_OR_LEADS,
    PlanAction.ADD_MILESTONE: Whose.LEADS,
    PlanAction.EDIT_MILESTONE: Whose.LEADS,
    PlanAction.REACH_MILESTONE: Whose.LEADS,
    PlanAction.REMOVE_MILESTONE: Whose.LEADS,
}


_CONFIRMABLE = (PlanState.CONFIRMING, PlanState.READY)
# The work is arranged anew while it is waited for and done; what the funder has read stands all the same.
_WORKED = (*PLAN_OPEN, PlanState.SUBMITTED, PlanState.FUNDED, PlanState.RUNNING)

# In which states an act that is no step of the plan is open.
WHEN: dict[PlanAction, tuple[PlanState, ...]] = {
    PlanAction.CONFIRM: _CONFIRMABLE,
    PlanAction.DECLINE: _CONFIRMABLE,
    PlanAction.LEAVE: PLAN_OPEN,
    PlanAction.BRING_BACK: PLAN_OPEN,
    PlanAction.SHARE: tuple(PlanState),
    PlanAction.UNSHARE: tuple(PlanState),
    PlanAction.EDIT_SHARED: PLAN_OPEN,
    PlanAction.EDIT_PART: PLAN_OPEN,
    PlanAction.EDIT_FRAME: PLAN_OPEN,
    PlanAction.TAKE_CALL: PLAN_OPEN,
    PlanAction.EDIT_MONEY: PLAN_OPEN,
    PlanAction.EDIT_PACKAGE: PLAN_OPEN,
    PlanAction.EDIT_RISK: PLAN_OPEN,
    PlanAction.EDIT_INDICATOR: PLAN_OPEN,
    PlanAction.COUNT: PLAN_RUNS,
    PlanAction.REPORT: PLAN_RUNS,
    PlanAction.DEVIATE: PLAN_RUNS,
    PlanAction.CHANGE: PLAN_RUNS,
    PlanAction.WRITE_RESULTS: PLAN_RUNS,
    PlanAction.AGREE_RESULTS: PLAN_RUNS,
    # Whatever becomes of the plan, nobody is shown to the world against their will.
    PlanAction.WITHDRAW_RESULTS: tuple(PlanState),
    PlanAction.ASSESS: PLAN_OPEN,
    # The funder's decision, a contract, a report: papers come in every state.
    PlanAction.ATTACH: tuple(PlanState),
    # It moves the project's own dates, and a decision that comes late moves them again.
    PlanAction.SHIFT: (*PLAN_OPEN, PlanState.FUNDED, PlanState.RUNNING),
    # What has been sent waits for no board.
    PlanAction.SET_DEADLINE: PLAN_OPEN,
    PlanAction.ADD_TASK: _WORKED,
    PlanAction.EDIT_TASK: _WORKED,
    PlanAction.MOVE_TASK: _WORKED,
    PlanAction.REMOVE_TASK: _WORKED,
    PlanAction.ADD_MILESTONE: _WORKED,
    PlanAction.EDIT_MILESTONE: _WORKED,
    PlanAction.REACH_MILESTONE: _WORKED,
    PlanAction.REMOVE_MILESTONE: _WORKED,
}


def may(actor: Actor, action: PlanAction, plan: Plan, part: Part | None = None) -> bool:
    """Whether this person may do it now; acts in one implementer's part also need to know which part."""
    return theirs(actor, action, plan, part) and open_in(action, plan.state)


def open_in(action: PlanAction, state: PlanState) -> bool:
    """Whether the act is anybody's in this state of the plan."""
    return state in WHEN[action] if action in WHEN else action in PLAN_LIFECYCLE.actions(state)


def theirs(actor: Actor, action: PlanAction, plan: Plan, part: Part | None = None) -> bool:
    """Whether the act is this person's at all."""
    leads = actor.acts_for(plan.lead_association_id)
    stays = part is not None and part.left_at is None
    writes = stays and part is not None and actor.acts_for(part.association_id)
    owns = stays and part is not None and actor.owns(part.association_id)
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
            return implements and owns
        case Whose.OWNERS_OR_LEADS:
            return owns or leads


def require(actor: Actor, action: PlanAction, plan: Plan, part: Part | None = None) -> None:
    """Forbidden when it is not this person's act; WrongState, saying what to do, when it is not open now."""
    if not theirs(actor, action, plan, part):
        raise Forbidden
    if open_in(action, plan.state):
        return
    if WHEN.get(action) == PLAN_RUNS:
        raise WrongState("plan_not_funded_yet")
    if action in WHEN and plan.state not in PLAN_OPEN:
        # What stands, and how it may be opened.
        raise WrongState(f"plan_stands_{plan.state}")
    raise WrongState


def actions_for(actor: Actor, plan: Plan) -> list[PlanAction]:
    """The steps on the plan as a whole that are open to this person now."""
    sharing = PlanAction.UNSHARE if plan.shared_at else PlanAction.SHARE
    open_now = [*PLAN_LIFECYCLE.actions(plan.state), sharing]
    return [action for action in open_now if may(actor, action, plan)]


def address(plan_id: int, view: str = "", sub: str = "") -> str:
    """The link of one of the plan's screens: `ui/plan_views.py` names them."""
    return f"/plan?id={plan_id}" + (f"&view={view}" if view else "") + (f"&sub={sub}" if sub else "")
