"""How long it takes to count a plan's money anew: `python -m benchmarks.budgets`, in milliseconds.

Ten implementers with sixty wage rows and sixty of other money each, which is more than a table holds in practice: sums,
checks, years and both models, as the screens ask for them.
"""

import json
import statistics
import time
from decimal import Decimal

from models import BudgetLineKind, CostModel, ImplementerRole, PayUnit
from services import budgets
from services.budgets import Line, Post, Rates, Written

IMPLEMENTERS, ROWS, TIMES = 10, 60, 30
_RATES = Rates(CostModel.FLAT_7, Decimal("0.2644"), Decimal("0.80"))


def written(part_id: int) -> Written:
    pays = (PayUnit.MONTH, PayUnit.HOUR)
    posts = [
        Post("", Decimal(1), Decimal(60), pays[at % 2], Decimal(12), Decimal("3210.55"), 2027 + at % 3)
        for at in range(ROWS)
    ]
    kinds = list(BudgetLineKind)
    lines = [Line(kinds[at % len(kinds)], "", Decimal("1240.50"), 2027 + at % 3) for at in range(ROWS)]
    return Written(part_id, part_id, "", ImplementerRole.CO_IMPLEMENTER, tuple(posts), tuple(lines))


def recalculation(implementers: int = IMPLEMENTERS) -> float:
    """Milliseconds for the sums and checks of all implementers and of the group: what each edit asks for."""
    parts = [written(at) for at in range(implementers)]
    begun = time.perf_counter()
    budgets.summed(parts, _RATES)
    return (time.perf_counter() - begun) * 1000


def other_looks(implementers: int = IMPLEMENTERS) -> float:
    """Milliseconds for the years and for the two models side by side."""
    parts = [written(at) for at in range(implementers)]
    begun = time.perf_counter()
    budgets.years_of_group(budgets.by_year(part, _RATES) for part in parts)
    budgets.compared(parts, _RATES)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    figures = {
        "recalculation_ms": [recalculation() for _ in range(TIMES)],
        "years_and_models_ms": [other_looks() for _ in range(TIMES)],
    }
    told = {name: round(statistics.median(each), 2) for name, each in figures.items()}
    print(json.dumps({"implementers": IMPLEMENTERS, "rows": 2 * ROWS * IMPLEMENTERS, **told}))


if __name__ == "__main__":
    main()
