"""What a plan's overview tells, in one look: where the plan stands, its call, and who has left."""

from dataclasses import dataclass

from sqlmodel import Session

from models import PLAN_OPEN
from services import calls, departures, plans, readiness
from services.actors import Actor
from services.departures import Gone
from services.plans import PlanCall, Sent
from services.readiness import Readiness


@dataclass(frozen=True)
class Overview:
    sent: list[Sent]
    # Until it is sent: then it stands as the funder has it.
    readiness: Readiness | None
    call: PlanCall
    # The calls that this person may have the plan written for, by id.
    calls: dict[int, str]
    gone: list[Gone]
    # The parts that this person may take out of the plan now, by id.
    leavers: dict[int, str]


def of_plan(session: Session, actor: Actor, plan_id: int) -> Overview:
    plan = plans.fetch(session, actor, plan_id)
    call = plans.call_of(session, actor, plan.id)
    return Overview(
        sent=plans.sendings(session, actor, plan.id),
        readiness=readiness.of_plan(session, actor, plan.id) if plan.state in PLAN_OPEN else None,
        call=call,
        calls=calls.choices(session, actor) if call.may_take else {},
        gone=departures.gone_from(session, actor, plan.id),
        leavers=dict(departures.leavers(session, actor, plan.id)),
    )
