"""What the product counts for the cases of a table: `python -m benchmarks.quality budget CASES.csv`.

Columns: case, model (flat40, flat7 or unit), gross, other, hours, side_rate, support_rate, rounding (cent or euro).
By unit cost `gross` is a yearly wage, wages are hours at the price of an hour, and the flat rate is 40 %; the price
holds the side costs already, so `side_costs` is 0.00 and `staff` is the wages. With `euro` the support alone is floored
to the whole euro.

Printed is one list: case, side_costs, staff, flat, total, support and own, as texts with two decimals.
"""

import csv
from decimal import Decimal
from pathlib import Path

from models import BudgetLineKind, CostModel, ImplementerRole, PayUnit
from services.budgets import Line, Post, Rates, Written, of_written

_MODELS = {"flat40": CostModel.FLAT_40, "flat7": CostModel.FLAT_7, "unit": CostModel.UNIT}
_PRINTED = ("side_costs", "staff", "flat", "total", "support", "own")
_SHARES = ("side_rate", "support_rate")

Case = dict[str, str]


def measure(arguments: list[str]) -> object:
    (name,) = arguments
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return [_counted(case) for case in csv.DictReader(file)]


def _counted(case: Case) -> dict[str, str]:
    side_rate, support_rate = (Decimal(case[name]) for name in _SHARES)
    model = _MODELS[case["model"]]
    rates = Rates(model, side_rate, support_rate, whole_euros=case["rounding"] == "euro")
    found = of_written(_written(case, model), rates)
    return {"case": case["case"], **{name: f"{getattr(found, name):.2f}" for name in _PRINTED}}


def _written(case: Case, model: CostModel) -> Written:
    """One post with all the wages: for an hour's price and its hours, or as they are."""
    gross, other = _number(case, "gross"), _number(case, "other")
    if model == CostModel.UNIT:
        post = Post(pay=PayUnit.YEAR, amount=_number(case, "hours"), gross=gross)
    else:
        post = Post(amount=Decimal(1), gross=gross)
    line = Line(BudgetLineKind.OTHER, euros=other)
    return Written(1, 1, "", ImplementerRole.LEAD, (post,), (line,))


def _number(case: Case, name: str) -> Decimal:
    """Nothing where the column is empty: a case names only what its model counts."""
    return Decimal((case.get(name) or "").strip() or 0)
