"""What goes otherwise than planned: why, and what follows from it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, func, select

from models import Conflict, Deviation, Kind, NotFound, Plan, PlanAction, PlanPart, WrongState, today
from services import anonymous, clicks, journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, part_of, require
from services.plans.acts import writers
from services.progress.reports import package_of

MOST = 200
LONGEST_WHAT, LONGEST = 500, 1000


@dataclass(frozen=True)
class DeviationWords:
    what: str
    reason: str
    effect: str
    package_id: int | None = None


def note_deviation(
    session: Session, actor: Actor, plan_id: int, part_id: int, typed: DeviationWords
) -> Deviation:
    """Everybody who writes in the plan hears of it."""
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.DEVIATE, plan, part)
    said = {"plan_id": plan.id, "part_id": part.id, "noted_by": actor.id} | _clean(session, plan, typed)
    if made := clicks.just_made(session, Deviation, **said):
        return made
    if session.exec(select(func.count()).where(Deviation.plan_id == plan.id)).one() >= MOST:
        raise WrongState("plan_full", most=MOST)
    made = Deviation(**said)
    session.add(made)
    entry = journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.DEVIATE, why=made.what)
    link = address(plan.id, "running", "deviations")
    notices.tell(
        session, entry, writers(session, plan), "plan_deviates", link, plan=plan.name, what=made.what
    )
    return made


def edit_deviation(
    session: Session, actor: Actor, deviation_id: int, typed: DeviationWords, *, version: int
) -> Deviation:
    plan, _, found = _deviation(session, actor, deviation_id, version)
    for name, value in _clean(session, plan, typed).items():
        setattr(found, name, value)
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.DEVIATE, why=found.what)
    return found


def settle_deviation(
    session: Session, actor: Actor, deviation_id: int, settled: bool, *, version: int
) -> Deviation:
    """It is over today, or not over after all."""
    plan, _, found = _deviation(session, actor, deviation_id, version)
    before = found.settled_on
    found.settled_on = today() if settled else None
    told = {"before": str(before or ""), "after": str(found.settled_on or "")}
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.DEVIATE, why=found.what, **told)
    return found


def _deviation(
    session: Session, actor: Actor, deviation_id: int, version: int
) -> tuple[Plan, PlanPart, Deviation]:
    found = session.get(Deviation, deviation_id)
    if found is None:
        raise NotFound
    plan = fetch(session, actor, found.plan_id)
    part = part_of(session, plan, found.part_id)
    require(actor, PlanAction.DEVIATE, plan, part)
    if found.version != version:
        raise Conflict("deviation_meanwhile")
    return plan, part, found


def _clean(session: Session, plan: Plan, typed: DeviationWords) -> dict[str, Any]:
    package_of(session, plan, typed.package_id)
    return {
        "what": anonymous.line(typed.what, field="what", most=LONGEST_WHAT, staff=True),
        "reason": anonymous.body(typed.reason, field="reason", most=LONGEST, staff=True),
        "effect": anonymous.body(typed.effect, field="effect", most=LONGEST, staff=True),
        "package_id": typed.package_id,
    }
