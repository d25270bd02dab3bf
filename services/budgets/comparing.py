"""40 % against 7 %, and the same money by years: other looks at the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from models import SELF_FINANCING, CostModel
from services.budgets import formulas, sums
from services.budgets.rows import Line, Rates, Written
from services.budgets.sums import Sums


@dataclass(frozen=True)
class Compared:
    """The two flat rates for the same rows. Information only: the call says which are allowed."""

    flat_40: Sums
    flat_7: Sums
    # Other direct costs as they are, and where both models are equal.
    direct: Decimal
    break_even: Decimal


def compared(parts: Iterable[Written], rates: Rates) -> Compared:
    # Without what is promised already: each model with the support and the self-financing that it brings.
    written = [replace(part, lines=_without_promises(part)) for part in parts]
    forty, seven = (
        sums.of_group(sums.of_written(part, replace(rates, model=model)) for part in written)
        for model in (CostModel.FLAT_40, CostModel.FLAT_7)
    )
    limit = formulas.round2(formulas.break_even() * forty.staff)
    return Compared(forty, seven, seven.direct, limit)


def _without_promises(part: Written) -> tuple[Line, ...]:
    return tuple(line for line in part.lines if line.kind not in SELF_FINANCING)
