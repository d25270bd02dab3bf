"""The money of the cast's plan: its three implementers with the figures T6 of the domain notes."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from models import Association, Call, CostModel, Idea, ImplementerRole, Plan
from services import budgets, calls, plans
from services.budgets import LineTyped, PostTyped, Typed
from tests.cast import Cast
from tests.services.plan_world import make_idea, make_request, part_of

# Gross wages of the lead and of the two beside it.
T6 = {"satusuo": "60 000,00", "toivonsilta": "36 000", "keksila": "18000"}
OWN = {"satusuo": "21 241,92", "toivonsilta": "12 745,15", "keksila": "6 372,58"}


def make_call(session: Session, **said: Any) -> Call:
    words: dict[str, Any] = {"name": "Haku", "programme": "Ohjelma", "slug": "haku"}
    window = {"opens_on": date(2026, 10, 1), "closes_on": date(2027, 1, 29)}
    call = Call(**(words | window | said))
    session.add(call)
    session.flush()
    return call


def follow(session: Session, plan: Plan, **said: Any) -> Call:
    """The plan follows a call that says this; the usual terms of the examples when nothing is given."""
    usual: dict[str, Any] = {
        "support_rate": Decimal("0.80"),
        "side_cost_rates": [{"rate": "0.2644", "valid_from": "2026-01-01", "valid_to": None}],
        "cost_models": ["flat_40", "flat_7"],
    }
    call = make_call(session, **(usual | said))
    plan.call_id = call.id
    plan.call_version_id = calls.keep_version(session, None, call).id
    session.flush()
    return call


def make_group(cast: Cast, model: CostModel | None = CostModel.FLAT_40, *, others: int = 1) -> Plan:
    """Satusuo leads; Toivonsilta implements beside it, and with `others` = 2 Keksilä too."""
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    if others > 1:
        make_request(cast, idea, cast.keksila)
    plan = plans.begin(cast.session, cast.aino, idea.id)
    follow(cast.session, plan)
    plan.cost_model = model
    cast.session.flush()
    return plan


def with_partner(cast: Cast) -> Plan:
    """Keksilä is a cooperation partner: it takes part without a budget."""
    plan = make_group(cast)
    request = make_request(
        cast,
        cast.session.get_one(Idea, plan.idea_id),
        cast.keksila,
        ImplementerRole.COOPERATION_PARTNER,
    )
    plans.join_if_begun(cast.session, cast.aino, request)
    return plan


def year_of(gross: str) -> PostTyped:
    """One person's wages as one sum."""
    return PostTyped("Koordinaattori", "1", "100 %", "month", "1", gross, "2027")


def money(gross: str, own: str = "") -> Typed:
    financing = (LineTyped("private", "Oma raha", own, "2027"),) if own else ()
    return Typed(posts=(year_of(gross),), financing=financing)


def write(
    cast: Cast, plan: Plan, association: Association, typed: Typed, *, who: str, version: int = 0
) -> int:
    part = part_of(cast.session, plan, association)
    return budgets.save(cast.session, getattr(cast, who), plan.id, part.id, typed, version=version)


def write_t6(cast: Cast, plan: Plan, *, own: bool = True) -> None:
    for name, who in (("satusuo", "aino"), ("toivonsilta", "pekka"), ("keksila", "sami")):
        association = getattr(cast, name)
        typed = money(T6[name], OWN[name] if own else "")
        write(cast, plan, association, typed, who=who)
