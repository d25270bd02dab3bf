"""The cost model of the whole project, and the rates that the call's record does not say: the lead's to choose."""

from decimal import Decimal

from sqlmodel import Session

from models import BudgetTerms, Conflict, CostModel, Invalid, Kind, PlanAction, now
from services import journal, notices
from services.actors import Actor
from services.budgets.reading import RATES, rates_of
from services.budgets.typed import MOST_EUROS, amount, share
from services.plans.access import address, fetch, require
from services.plans.acts import writers


def choose_model(session: Session, actor: Actor, plan_id: int, model: CostModel, *, version: int) -> None:
    """One model for all implementers and for the project's whole life; everybody who writes is told."""
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.EDIT_FRAME, plan)
    if plan.version != version:
        raise Conflict("budget_terms_meanwhile")
    if model not in rates_of(session, plan).allowed:
        raise Invalid("budget_model_not_allowed", field="cost_model")
    if plan.cost_model == model:
        return
    before, plan.cost_model = plan.cost_model, model
    entry = journal.record(
        session,
        actor,
        Kind.PLAN,
        plan.id,
        PlanAction.EDIT_FRAME,
        before=before or "",
        after=model,
        why="cost_model",
    )
    link = address(plan.id, "money")
    notices.tell(session, entry, writers(session, plan), "plan_cost_model", link, plan=plan.name)


def say_rates(session: Session, actor: Actor, plan_id: int, typed: dict[str, str]) -> None:
    """What the lead has read in the notice, per cent and euros as people write them; only what the call leaves open.

    An empty text takes the value away again.
    """
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.EDIT_FRAME, plan)
    said = rates_of(session, plan).said
    clean = {name: _value(name, typed[name]) for name in RATES if name in typed and name not in said}
    row = session.get(BudgetTerms, plan.id) or BudgetTerms(plan_id=plan.id, edited_by=actor.id)
    new = {name: value for name, value in clean.items() if getattr(row, name) != value}
    if not new:
        return
    for name, value in new.items():
        setattr(row, name, value)
    row.edited_by, row.edited_at = actor.id, now()
    session.add(row)
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.EDIT_FRAME, why=" ".join(new))


def _value(name: str, text: str) -> Decimal | None:
    if not text.strip():
        return None
    if name != "lump_sum":
        return share(text, field=name)
    try:
        found = amount(text)
    except Invalid as refused:
        raise Invalid(refused.key, field=name) from None
    if not 0 < found <= MOST_EUROS:
        raise Invalid("budget_bounds", field=name, least=Decimal("0.01"), most=MOST_EUROS)
    return found
