"""Money of a plan: one budget for each implementer, counted by the cost model of the whole project."""

from services.budgets.checks import Check, CheckKind
from services.budgets.comparing import Compared, compared
from services.budgets.reading import RATES, GroupBudget, PartBudget, figures_in, of_plan, rates_of
from services.budgets.rows import PAY_OF, Line, Post, Rates, Written
from services.budgets.saving import BudgetConflict, fill_own, save
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
from services.budgets.years import by_year

__all__ = [
    "LONGEST",
    "MOST_ROWS",
    "PAY_OF",
    "RATES",
    "TABLES",
    "BudgetConflict",
    "Check",
    "CheckKind",
    "Compared",
    "Fault",
    "Faults",
    "GroupBudget",
    "Line",
    "LineTyped",
    "PartBudget",
    "Post",
    "PostTyped",
    "Rates",
    "Sums",
    "Typed",
    "Written",
    "by_year",
    "choose_model",
    "cleaned",
    "compared",
    "figures_in",
    "fill_own",
    "of_group",
    "of_plan",
    "of_written",
    "rates_of",
    "save",
    "say_rates",
    "wages_of",
]
