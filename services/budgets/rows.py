"""What an implementer has written into its tables, and the terms by which it is counted."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models import BudgetLineKind, CostModel, ImplementerRole, PayUnit

# The wages that a cost model counts: the unit cost is made from a yearly wage, the flat rates from wages as paid.
PAY_OF = {
    CostModel.FLAT_40: (PayUnit.MONTH, PayUnit.HOUR),
    CostModel.FLAT_7: (PayUnit.MONTH, PayUnit.HOUR),
    CostModel.UNIT: (PayUnit.YEAR,),
    CostModel.LUMP_SUM: (),
}


@dataclass(frozen=True)
class Post:
    task: str = ""
    people: Decimal = Decimal(1)
    # Per cent of full time.
    working_time: Decimal = Decimal(100)
    pay: PayUnit = PayUnit.MONTH
    # Months when the pay is monthly, else hours, for each person.
    amount: Decimal | None = None
    gross: Decimal | None = None
    year: int | None = None

    @property
    def complete(self) -> bool:
        return self.amount is not None and self.gross is not None


@dataclass(frozen=True)
class Line:
    kind: BudgetLineKind
    words: str = ""
    euros: Decimal | None = None
    year: int | None = None


@dataclass(frozen=True)
class Rates:
    """The plan's terms of money. None is what nobody has said yet: then nothing is counted with it."""

    model: CostModel | None = None
    side_cost_rate: Decimal | None = None
    support_rate: Decimal | None = None
    lump_sum: Decimal | None = None
    whole_euros: bool = False
    # The models that the call allows; all when it does not say.
    allowed: tuple[CostModel, ...] = tuple(CostModel)
    # What the call's own record says; the rest the lead has read in the notice.
    said: frozenset[str] = frozenset()
    # The day on which the side-cost rate must be in force.
    day: date | None = None
    amount: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What must be known before anything can be counted."""
        if self.model is None:
            return ("model",)
        rate = "lump_sum" if self.model == CostModel.LUMP_SUM else "side_cost_rate"
        return tuple(name for name in (rate, "support_rate") if getattr(self, name) is None)


@dataclass(frozen=True)
class Written:
    """One implementer's tables."""

    part_id: int
    association_id: int
    association: str
    role: ImplementerRole
    posts: tuple[Post, ...] = ()
    lines: tuple[Line, ...] = ()
    volunteer_hours: Decimal | None = None
    lump_share: Decimal | None = None
    # What `save` is told to have seen; 0 before anything was written.
    version: int = 0
    edited_by: str = ""
    edited_at: datetime | None = None

    @property
    def empty(self) -> bool:
        return not (self.posts or self.lines or self.lump_share)
