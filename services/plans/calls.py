"""The call that a plan follows: as it stood when the plan was begun, until its lead takes the newer one."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from models import CallVersion, Kind, NotFound, Plan, PlanAction, WrongState
from services import calls, journal, notices
from services.actors import Actor
from services.calls import CallTerms, Difference
from services.plans.access import address, fetch, may, require
from services.plans.acts import writers
from services.plans.revisions import remembered


@dataclass(frozen=True)
class PlanCall:
    """Empty terms mean that the plan has no call."""

    terms: CallTerms
    # The number of the version that holds now; 0 without a call.
    newest: int
    # What the call says now otherwise than the plan's version.
    changes: list[Difference]
    # This person may take the newer version, or choose a call.
    may_take: bool

    @property
    def has_changed(self) -> bool:
        return self.newest > self.terms.number


def call_of(session: Session, actor: Actor, plan_id: int) -> PlanCall:
    plan = fetch(session, actor, plan_id)
    found = remembered(session, plan.id, "call", lambda: _call(session, plan))
    return replace(found, may_take=may(actor, PlanAction.TAKE_CALL, plan))


def _call(session: Session, plan: Plan) -> PlanCall:
    terms = calls.terms_of(session, plan.call_version_id)
    newest = calls.newest_version(session, plan.call_id)
    changed = newest is not None and newest.id != plan.call_version_id
    return PlanCall(
        terms=terms,
        newest=newest.number if newest else 0,
        changes=calls.differences(terms, calls.terms_from(newest.terms)) if newest and changed else [],
        may_take=False,
    )


def take_newest_call(session: Session, actor: Actor, plan_id: int) -> Plan:
    """The plan follows the call as it is now; the others who write in it are told."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.TAKE_CALL, plan)
    if plan.call_id is None:
        raise WrongState("plan_has_no_call")
    return _follow(session, actor, plan, calls.newest_version(session, plan.call_id))


def choose_call(session: Session, actor: Actor, plan_id: int, call_id: int) -> Plan:
    """The plan is written for this call, as it is now; what is written stays."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.TAKE_CALL, plan)
    if call_id not in calls.choices(session, actor):
        raise NotFound
    return _follow(session, actor, plan, calls.newest_version(session, call_id))


def _follow(session: Session, actor: Actor, plan: Plan, version: CallVersion | None) -> Plan:
    if version is None:
        raise NotFound
    if plan.call_version_id == version.id:
        return plan
    before = calls.terms_of(session, plan.call_version_id)
    plan.call_id, plan.call_version_id = version.call_id, version.id
    name = str(version.terms["name"])
    entry = journal.record(
        session,
        actor,
        Kind.PLAN,
        plan.id,
        PlanAction.TAKE_CALL,
        before=str(before.number or ""),
        after=str(version.number),
        why=name,
    )
    people = writers(session, plan)
    notices.tell(
        session,
        entry,
        people,
        "plan_call_taken",
        address(plan.id, "overview"),
        plan=plan.name,
        call=name,
    )
    return plan
