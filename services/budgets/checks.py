"""What the funder would ask of the figures, each with what would mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models import CostModel
from services.budgets import formulas
from services.budgets.formulas import NOTHING
from services.budgets.rows import PAY_OF, Rates, Written
from services.budgets.sums import Sums


class CheckKind(StrEnum):
    # What must be known before anything can be counted.
    MODEL = "model"
    SIDE_COST_RATE = "side_cost_rate"
    SUPPORT_RATE = "support_rate"
    LUMP_SUM = "lump_sum"
    MODEL_ALLOWED = "model_allowed"
    # An implementer has written nothing.
    WRITTEN = "written"
    # Rows that wait for a figure.
    COMPLETE = "complete"
    # Wages that this cost model cannot count.
    PAY = "pay"
    YEARS = "years"
    INCOME = "income"
    OWN_SHARE = "own_share"
    BALANCE = "balance"
    LUMP_SHARED = "lump_shared"
    CALL_AMOUNT = "call_amount"


@dataclass(frozen=True)
class Check:
    kind: CheckKind
    ok: bool
    # The implementer that it is about; none for the whole project.
    part_id: int | None = None
    # The figures that its sentence is filled with: euros, shares of one, counts.
    figures: Mapping[str, Decimal | int] = field(default_factory=dict)


def of_terms(rates: Rates) -> list[Check]:
    """Whether the project's terms are known, and whether the call has this cost model."""
    names = ["model", "lump_sum" if rates.model == CostModel.LUMP_SUM else "side_cost_rate", "support_rate"]
    known = [Check(CheckKind(name), getattr(rates, name) is not None) for name in names]
    if rates.model is None:
        return known[:1]
    return [*known, Check(CheckKind.MODEL_ALLOWED, rates.model in rates.allowed)]


def of_part(written: Written, sums: Sums, rates: Rates) -> list[Check]:
    """The checks of one implementer; of money only when everything that it is counted with is known."""
    found = [Check(CheckKind.WRITTEN, not written.empty, written.part_id)]
    if written.empty:
        return found
    found += _of_rows(written, rates)
    return found if rates.lacking else found + _of_money(written, sums, rates)


def of_group(parts: Iterable[Written], total: Sums, rates: Rates) -> list[Check]:
    found = of_terms(rates)
    if rates.lacking:
        return found
    found += [_own_share(total, rates, None), _balance(total, None)]
    if rates.model == CostModel.LUMP_SUM and rates.lump_sum is not None:
        shared = sum((part.lump_share or NOTHING for part in parts), NOTHING)
        figures = {"sum": rates.lump_sum, "shared": shared, "difference": abs(rates.lump_sum - shared)}
        found.append(Check(CheckKind.LUMP_SHARED, shared == rates.lump_sum, None, figures))
    if rates.amount is not None:
        figures = {"support": total.support, "amount": rates.amount}
        found.append(Check(CheckKind.CALL_AMOUNT, total.support <= rates.amount, None, figures))
    return found


def _of_rows(written: Written, rates: Rates) -> list[Check]:
    half = sum(not post.complete for post in written.posts) + sum(
        line.euros is None for line in written.lines
    )
    found = [Check(CheckKind.COMPLETE, not half, written.part_id, {"n": half})]
    if rates.model is not None and rates.model != CostModel.LUMP_SUM:
        strange = sum(post.pay not in PAY_OF[rates.model] for post in written.posts)
        found.append(Check(CheckKind.PAY, not strange, written.part_id, {"n": strange}))
    if rates.starts_on and rates.ends_on:
        first, last = rates.starts_on.year, rates.ends_on.year
        years = [post.year for post in written.posts] + [line.year for line in written.lines]
        outside = sum(year is not None and not first <= year <= last for year in years)
        figures = {"n": outside, "first": first, "last": last}
        found.append(Check(CheckKind.YEARS, not outside, written.part_id, figures))
    return found


def _of_money(written: Written, sums: Sums, rates: Rates) -> list[Check]:
    over = {"income": sums.income, "total": sums.total}
    return [
        Check(CheckKind.INCOME, sums.income <= sums.total, written.part_id, over),
        _own_share(sums, rates, written.part_id),
        _balance(sums, written.part_id),
    ]


def _own_share(sums: Sums, rates: Rates, part_id: int | None) -> Check:
    """Compared with the rounded product: a share of 19.9999 % that is the rate's remainder to the cent is enough."""
    rate = rates.support_rate or NOTHING
    most = formulas.most_net(sums.promised, rate, whole_euros=rates.whole_euros)
    cut = max(sums.net - most, NOTHING) if most is not None else NOTHING
    figures = {
        "share": sums.own_share or NOTHING,
        "needed": 1 - rate,
        "promised": sums.promised,
        "own": sums.own,
        "missing": sums.missing,
        "cut": cut,
    }
    return Check(CheckKind.OWN_SHARE, not sums.missing, part_id, figures)


def _balance(sums: Sums, part_id: int | None) -> Check:
    """Costs = financing; what one implementer has too much does not pay for another."""
    over = max(sums.income - sums.total, NOTHING)
    figures = {
        "total": sums.total,
        "financing": sums.financing,
        "missing": sums.missing,
        "surplus": sums.surplus + over,
    }
    return Check(CheckKind.BALANCE, not (sums.missing or sums.surplus or over), part_id, figures)
