"""A plan of the cast that the funder has said yes to: Satusuo leads, Toivonsilta implements beside it."""

from datetime import date

from models import Plan, PlanPart, PlanState, WorkPackage
from services import participants
from services.participants import Counted, PeriodRow
from tests.cast import Cast
from tests.services.plan_world import make_plan, part_of

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 31)
BUSY = {"EECO01": 20, "EECO02": 9, "EECO04": 11}


def running(cast: Cast, state: PlanState = PlanState.RUNNING) -> Plan:
    plan = make_plan(cast)
    plan.state = state
    cast.session.flush()
    return plan


def ours(cast: Cast, plan: Plan) -> PlanPart:
    return part_of(cast.session, plan, cast.satusuo)


def theirs(cast: Cast, plan: Plan) -> PlanPart:
    return part_of(cast.session, plan, cast.toivonsilta)


def make_package(cast: Cast, plan: Plan, part: PlanPart | None, title: str = "Ryhmät") -> WorkPackage:
    package = WorkPackage(plan_id=plan.id, position=1, title=title, part_id=part.id if part else None)
    cast.session.add(package)
    cast.session.flush()
    return package


def counted(
    counts: dict[str, int] | None = None, note: str = "", first: date = FIRST, last: date = LAST
) -> Counted:
    return Counted(first, last, BUSY if counts is None else counts, note)


def seen(cast: Cast, plan: Plan) -> list[PeriodRow]:
    """Toivonsilta's periods as Pekka sees them."""
    parts = participants.counts_of(cast.session, cast.pekka, plan.id).parts
    return next(part for part in parts if part.mine).periods
