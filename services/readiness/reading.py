"""A plan's readiness: the checks by area, a percentage, and what to do next."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from models import Plan
from services.actors import Actor
from services.plans import fetch
from services.plans.revisions import remembered
from services.readiness.checks import CHECKS, Area, Check
from services.readiness.facts import facts_in

NEXT = 3


@dataclass(frozen=True)
class AreaState:
    area: Area
    done: int
    all: int


@dataclass(frozen=True)
class Readiness:
    plan_id: int
    # Whole per cents; 100 only when every check holds.
    percent: int
    areas: tuple[AreaState, ...]
    checks: tuple[Check, ...]
    # What this person could do first, or, when nothing is theirs, what waits for others.
    next: tuple[Check, ...]


def of_plan(session: Session, actor: Actor, plan_id: int) -> Readiness:
    plan = fetch(session, actor, plan_id)
    found = remembered(session, plan.id, "readiness", lambda: _found(session, plan))
    return replace(found, next=_next(actor, plan, found.checks))


def _found(session: Session, plan: Plan) -> Readiness:
    """The same for everybody; what is next depends on who reads."""
    facts = facts_in(session, plan)
    checks = tuple(check for checker in CHECKS for check in checker(facts))
    areas = tuple(_area(area, checks) for area in Area if any(check.area == area for check in checks))
    return Readiness(plan_id=plan.id, percent=percent(areas), areas=areas, checks=checks, next=())


def percent(areas: tuple[AreaState, ...]) -> int:
    """Each area weighs the same, so that thirty texts do not outweigh the money; rounded down."""
    # In whole numbers: a third is no reason for 99 %.
    shares = [row.done * 1000 // row.all for row in areas]
    return sum(shares) // (len(shares) * 10)


def _area(area: Area, checks: tuple[Check, ...]) -> AreaState:
    mine = [check for check in checks if check.area == area]
    return AreaState(area, sum(check.ok for check in mine), len(mine))


def _next(actor: Actor, plan: Plan, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    undone = [check for check in checks if not check.ok]

    def of_others(check: Check) -> bool:
        return not _theirs(actor, plan, check)

    return tuple(sorted(undone, key=of_others)[:NEXT])


def _theirs(actor: Actor, plan: Plan, check: Check) -> Any:
    return actor.acts_for(check.part.association_id if check.part else plan.lead_association_id)
