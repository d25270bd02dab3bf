"""From an implementer's tables to its sums, and from the implementers' sums to the group's."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from models import OTHER_COSTS, SELF_FINANCING, BudgetLineKind, CostModel, PayUnit
from services.budgets import formulas
from services.budgets.formulas import NOTHING
from services.budgets.rows import PAY_OF, Line, Post, Rates, Written


@dataclass(frozen=True)
class Sums:
    """A row of the sum sheet, in euros; `total` = `income` + `support` + `own` whenever the income is no larger."""

    wages: Decimal = NOTHING
    side_costs: Decimal = NOTHING
    # Wage costs: P in the formulas.
    staff: Decimal = NOTHING
    # Other direct costs: nothing where the flat rate holds them.
    purchase: Decimal = NOTHING
    travel: Decimal = NOTHING
    rent: Decimal = NOTHING
    other: Decimal = NOTHING
    flat: Decimal = NOTHING
    total: Decimal = NOTHING
    income: Decimal = NOTHING
    net: Decimal = NOTHING
    # Asked of the EU and the state.
    support: Decimal = NOTHING
    # The self-financing that is needed: `net` - `support`.
    own: Decimal = NOTHING
    municipal: Decimal = NOTHING
    other_public: Decimal = NOTHING
    private: Decimal = NOTHING
    # Promised self-financing below and above what is needed; of a group, of its implementers one by one.
    missing: Decimal = NOTHING
    surplus: Decimal = NOTHING
    # Hours, and no money: shown, never part of a sum of euros.
    volunteer_hours: Decimal = NOTHING

    def __add__(self, another: "Sums") -> "Sums":
        return Sums(*(getattr(self, each.name) + getattr(another, each.name) for each in fields(Sums)))

    @property
    def direct(self) -> Decimal:
        """Other direct costs: O in the formulas."""
        return self.purchase + self.travel + self.rent + self.other

    @property
    def promised(self) -> Decimal:
        """The self-financing that the rows name."""
        return self.municipal + self.other_public + self.private

    @property
    def financing(self) -> Decimal:
        return self.income + self.support + self.promised

    @property
    def own_share(self) -> Decimal | None:
        """Promised self-financing as a share of the net costs, as it is; None when there are no costs."""
        return self.promised / self.net if self.net else None


def of_group(parts: Iterable[Sums]) -> Sums:
    """The group's row is the sum of its implementers' rows, never counted anew from a total."""
    return sum(parts, Sums())


def of_written(written: Written, rates: Rates) -> Sums:
    """Costs, then what is left of them for the support, then who pays. What is not known yet counts as nothing."""
    costs = _costs(written, rates)
    income = by_kind(written.lines, BudgetLineKind.INCOME)
    # Wages and side costs are in `staff` already.
    total = sum((each for name, each in costs.items() if name not in ("wages", "side_costs")), NOTHING)
    net = max(total - income, NOTHING)
    promised = {kind.value: by_kind(written.lines, kind) for kind in SELF_FINANCING}
    given = sum(promised.values(), NOTHING)
    support = _support(net, given, rates)
    own = net - support
    return Sums(
        **costs,
        **promised,
        total=total,
        income=income,
        net=net,
        support=support,
        own=own,
        missing=max(own - given, NOTHING),
        surplus=max(given - own, NOTHING),
        volunteer_hours=written.volunteer_hours or NOTHING,
    )


def by_kind(lines: Iterable[Line], kind: BudgetLineKind) -> Decimal:
    return sum((line.euros or NOTHING for line in lines if line.kind == kind), NOTHING)


def _support(net: Decimal, given: Decimal, rates: Rates) -> Decimal:
    if rates.support_rate is None:
        return NOTHING
    return formulas.support(net, rates.support_rate, given, whole_euros=rates.whole_euros)


def _costs(written: Written, rates: Rates) -> dict[str, Decimal]:
    """Wages, side costs, other direct costs by kind and the flat rate; `staff` is the sum of the first two."""
    if rates.model == CostModel.LUMP_SUM:
        # A fixed amount from the call and no cost estimate: all of it stands where a flat rate would.
        return {"staff": NOTHING, "flat": written.lump_share or NOTHING}
    wages = sum((wages_of(post, rates) for post in written.posts), NOTHING)
    side_costs = _side_costs(wages, rates)
    staff = wages + side_costs
    direct = {kind.value: by_kind(written.lines, kind) for kind in OTHER_COSTS if _counted(rates)}
    flat = _flat(staff, sum(direct.values(), NOTHING), rates)
    return {"wages": wages, "side_costs": side_costs, "staff": staff, "flat": flat, **direct}


def wages_of(post: Post, rates: Rates) -> Decimal:
    """What a post adds to the wages: nothing while it is incomplete, or when its pay is not of this cost model.

    By unit cost that is the hours at the price of an hour, with the side costs inside it.
    """
    fits = rates.model is None or post.pay in PAY_OF[rates.model]
    if post.amount is None or post.gross is None or not fits:
        return NOTHING
    match post.pay:
        case PayUnit.MONTH:
            return formulas.gross_by_month(post.people, post.working_time, post.amount, post.gross)
        case PayUnit.HOUR:
            return formulas.gross_by_hour(post.people, post.amount, post.gross)
        case PayUnit.YEAR:
            if rates.side_cost_rate is None:
                return NOTHING
            return formulas.by_unit(post.gross, rates.side_cost_rate, post.people * post.amount)


def _side_costs(wages: Decimal, rates: Rates) -> Decimal:
    """Nothing by unit cost: the price of an hour holds them already, and they are never added twice."""
    if rates.model == CostModel.UNIT or rates.side_cost_rate is None:
        return NOTHING
    return formulas.side_costs(wages, rates.side_cost_rate)


def _counted(rates: Rates) -> bool:
    """Whether other direct costs are a row of their own; else they are inside the flat rate."""
    return rates.model in (CostModel.FLAT_7, None)


def _flat(staff: Decimal, direct: Decimal, rates: Rates) -> Decimal:
    match rates.model:
        case CostModel.FLAT_40 | CostModel.UNIT:
            return formulas.flat_40(staff)
        case CostModel.FLAT_7:
            return formulas.flat_7(staff, direct)
        case _:
            return NOTHING
