"""The money of a plan as it stands: rows, sums and checks of each implementer, and the group's row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from models import (
    Association,
    Budget,
    BudgetLine,
    BudgetTerms,
    CostModel,
    Forbidden,
    ImplementerRole,
    Person,
    Plan,
    PlanAction,
    PlanPart,
    WagePost,
    today,
)
from services import calls
from services.actors import Actor
from services.budgets import checks, sums
from services.budgets.checks import Check
from services.budgets.rows import Line, Post, Rates, Written
from services.budgets.sums import Sums
from services.calls import CallTerms
from services.plans.access import fetch, may, taking_part
from services.plans.parts import PartRow, rows_in
from services.plans.revisions import remembered

Row = TypeVar("Row", WagePost, BudgetLine)
RATES = ("side_cost_rate", "support_rate", "lump_sum")


@dataclass(frozen=True)
class PartBudget:
    """One implementer's money; a cooperation partner has none."""

    written: Written
    sums: Sums
    checks: tuple[Check, ...]
    # The reader belongs to this association, and may write here.
    mine: bool = False
    writes: bool = False

    @property
    def part_id(self) -> int:
        return self.written.part_id

    @property
    def association(self) -> str:
        return self.written.association


@dataclass(frozen=True)
class GroupBudget:
    plan_id: int
    rates: Rates
    # The lead first, then in the order of joining.
    parts: tuple[PartBudget, ...]
    total: Sums
    checks: tuple[Check, ...]
    # The reader may choose the cost model and say what the call's record does not.
    sets_terms: bool = False
    # The plan's version, which `choose_model` is told to have seen.
    version: int = 0

    @property
    def lacking(self) -> tuple[str, ...]:
        """What nobody has said yet; while there is something, the sums are no budget."""
        return self.rates.lacking

    @property
    def all_checks(self) -> tuple[Check, ...]:
        return (*self.checks, *(check for part in self.parts for check in part.checks))


def of_plan(session: Session, actor: Actor, plan_id: int) -> GroupBudget:
    """For the implementers' people, and for facilitators when the plan is shared with them.

    Forbidden for a cooperation partner, who takes part without a budget: wages are not for everybody's eyes.
    """
    plan = fetch(session, actor, plan_id)
    found = figures_in(session, plan)
    if not _reads(actor, plan, found):
        raise Forbidden("budget_not_yours")
    rows = {part.id: part for part in rows_in(session, plan)}
    return replace(
        found,
        parts=tuple(_for(actor, plan, part, rows[part.part_id]) for part in found.parts),
        sets_terms=may(actor, PlanAction.EDIT_FRAME, plan),
    )


def figures_in(session: Session, plan: Plan) -> GroupBudget:
    """The figures for services that compose; whoever calls has asked whether they may be seen."""
    return remembered(session, plan.id, "budget", lambda: count_anew(session, plan))


def count_anew(session: Session, plan: Plan) -> GroupBudget:
    """The figures from their rows: a fixed number of queries, whatever the number of implementers and rows."""
    return replace(
        summed(_written(session, plan), rates_of(session, plan)), plan_id=plan.id, version=plan.version
    )


def summed(written: Sequence[Written], rates: Rates) -> GroupBudget:
    """Sums and checks of all implementers' tables: arithmetic alone."""
    parts = tuple(counted(each, rates) for each in written)
    total = sums.of_group(part.sums for part in parts)
    return GroupBudget(0, rates, parts, total, tuple(checks.of_group(written, total, rates)))


def counted(written: Written, rates: Rates) -> PartBudget:
    """Sums and checks of tables, whether they are stored or only looked at."""
    row = sums.of_written(written, rates)
    return PartBudget(written, row, tuple(checks.of_part(written, row, rates)))


def rates_of(session: Session, plan: Plan) -> Rates:
    """What the call says goes before what the lead has read; the rest is None, never a usual value."""
    terms = calls.terms_of(session, plan.call_version_id)
    day = plan.starts_on or today()
    said = _said(terms, day)
    typed = session.get(BudgetTerms, plan.id)
    known = {name: said.get(name) or getattr(typed, name, None) for name in RATES}
    return Rates(
        model=plan.cost_model,
        whole_euros=terms.whole_euros,
        allowed=terms.cost_models or tuple(CostModel),
        said=frozenset(said),
        day=day,
        amount=terms.amount,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        **known,
    )


def _said(terms: CallTerms, day: date) -> dict[str, Decimal]:
    values = {
        "side_cost_rate": terms.side_cost_rate(day),
        "support_rate": terms.support_rate,
        "lump_sum": terms.lump_sum,
    }
    return {name: value for name, value in values.items() if value is not None}


def _reads(actor: Actor, plan: Plan, found: GroupBudget) -> bool:
    implements = any(actor.belongs_to(part.written.association_id) for part in found.parts)
    return implements or (actor.is_facilitator and plan.shared_at is not None)


def _for(actor: Actor, plan: Plan, part: PartBudget, row: PartRow) -> PartBudget:
    return replace(
        part,
        mine=actor.belongs_to(row.association_id),
        writes=may(actor, PlanAction.EDIT_MONEY, plan, row),
    )


def _written(session: Session, plan: Plan) -> list[Written]:
    heads = {
        budget.part_id: (budget, name)
        for budget, name in session.exec(
            select(Budget, Person.name)
            .join(Person, col(Person.id) == Budget.edited_by)
            .where(Budget.plan_id == plan.id)
            .execution_options(populate_existing=True)
        )
    }
    posts = _grouped(session, plan, WagePost)
    lines = _grouped(session, plan, BudgetLine)
    return [
        Written(
            part_id=part.id,
            association_id=part.association_id,
            association=name,
            role=part.role,
            posts=tuple(_post(row) for row in posts.get(part.id, [])),
            lines=tuple(_line(row) for row in lines.get(part.id, [])),
            **_head(heads.get(part.id)),
        )
        for part, name in _implementers(session, plan)
    ]


def _implementers(session: Session, plan: Plan) -> list[tuple[PlanPart, str]]:
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            PlanPart.plan_id == plan.id,
            taking_part(),
            PlanPart.role != ImplementerRole.COOPERATION_PARTNER,
        )
    )
    return sorted(
        ((part, name) for part, name in rows),
        key=lambda row: (row[0].association_id != plan.lead_association_id, row[0].id),
    )


def _grouped(session: Session, plan: Plan, table: type[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    rows: Iterable[Row] = session.exec(
        select(table).where(col(table.plan_id) == plan.id).order_by(col(table.part_id), col(table.position))
    )
    for row in rows:
        found.setdefault(row.part_id, []).append(row)
    return found


def _post(row: WagePost) -> Post:
    return Post(row.task, row.people, row.working_time, row.pay, row.amount, row.gross, row.year)


def _line(row: BudgetLine) -> Line:
    return Line(row.kind, row.words, row.euros, row.year)


def _head(found: tuple[Budget, str] | None) -> dict[str, Any]:
    if found is None:
        return {}
    budget, name = found
    return {
        "volunteer_hours": budget.volunteer_hours,
        "lump_share": budget.lump_share,
        "version": budget.version,
        "edited_by": name,
        "edited_at": budget.edited_at,
    }
