"""Money of a plan: one budget for each implementer, counted by the cost model of the whole project."""

from services.budgets.checks import Check, CheckKind
from services.budgets.comparing import Compared, compared
from services.budgets.formulas import break_even, hourly_unit
from services.budgets.reading import (
    RATES,
    GroupBudget,
    PartBudget,
    count_anew,
    counted,
    figures_in,
    of_plan,
    rates_of,
    summed,
)
from services.budgets.rows import PAY_OF, Line, Post, Rates, Written
from services.budgets.saving import BudgetConflict, fill_own, save
from services.budgets.sheet import CellFault, Names, Sheet, as_written, from_sheet, to_sheet, with_alone
from services.budgets.sums import Sums, of_group, of_written, wages_of
from services.budgets.terms import choose_model, say_rates
from services.budgets.typed import (
    LONGEST,
    MOST_ROWS,
    TABLES,
    Fault,
    Faults,
    LineTyped,
    PostTyped,
    Typed,
    cleaned,
)
from services.budgets.years import Years, by_year
from services.budgets.years import of_group as years_of_group

__all__ = [
    "LONGEST",
    "MOST_ROWS",
    "PAY_OF",
    "RATES",
    "TABLES",
    "BudgetConflict",
    "CellFault",
    "Check",
    "CheckKind",
    "Compared",
    "Fault",
    "Faults",
    "GroupBudget",
    "Line",
    "LineTyped",
    "Names",
    "PartBudget",
    "Post",
    "PostTyped",
    "Rates",
    "Sheet",
    "Sums",
    "Typed",
    "Written",
    "Years",
    "as_written",
    "break_even",
    "by_year",
    "choose_model",
    "cleaned",
    "compared",
    "count_anew",
    "counted",
    "figures_in",
    "fill_own",
    "from_sheet",
    "hourly_unit",
    "of_group",
    "of_plan",
    "of_written",
    "rates_of",
    "save",
    "say_rates",
    "summed",
    "to_sheet",
    "wages_of",
    "with_alone",
    "years_of_group",
]
