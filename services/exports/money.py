"""The money of a plan as tables: the sums in the funder's order, and each implementer's rows."""

from decimal import Decimal

from models import SELF_FINANCING, CostModel
from services import budgets
from services.budgets import Line, PartBudget, Post, Rates, Sums
from services.exports.dossier import Dossier
from services.exports.tables import Table
from services.exports.words import Words

# The rows of the sum sheet in their order; `exports.sum_<name>` says each.
COSTS = ("wages", "side_costs", "staff", "purchase", "travel", "rent", "other", "flat", "total")
FINANCING = ("income", "net", "support", "own")
PROMISED = tuple(kind.value for kind in SELF_FINANCING)
SHEET = (*COSTS, *FINANCING, *PROMISED)
_POST = ("task", "people", "working_time", "amount", "gross", "wages", "year")
_LINE = ("kind", "what", "euros", "year")


def facts_of(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    model = dossier.form.frame.cost_model
    found = [(words.t("exports.cost_model"), words.t(f"cost_model.{model}") if model else "")]
    if dossier.money is None:
        return [*found, (words.t("exports.money"), words.t("exports.money_hidden"))]
    rates = dossier.money.rates
    shares = {"side_cost_rate": rates.side_cost_rate, "support_rate": rates.support_rate}
    return found + [
        (words.t(f"exports.{name}"), words.percent(rate)) for name, rate in shares.items() if rate is not None
    ]


def tables_of(dossier: Dossier, words: Words) -> list[Table]:
    """Nothing for who may not read wages."""
    if dossier.money is None:
        return []
    found = [_sums(dossier, words)]
    for part in dossier.money.parts:
        found += [_posts(part, dossier.money.rates, words), _lines(part, words)]
    return found


def shown(rates: Rates, columns: list[Sums]) -> list[str]:
    """The rows of the sheet that say something: those of the cost model, and those with money in them."""
    staff = () if rates.model == CostModel.LUMP_SUM else ("wages", "staff")
    always = (*staff, "flat", "total", "net", "support", "own")
    return [name for name in SHEET if name in always or any(euros_of(each, name) for each in columns)]


def euros_of(sums: Sums, name: str) -> Decimal:
    value: Decimal = getattr(sums, name)
    return value


def _sums(dossier: Dossier, words: Words) -> Table:
    """A row for each line of the sheet, a column for each implementer, and the sum of these."""
    assert dossier.money is not None
    parts = dossier.money.parts
    columns = [part.sums for part in parts] + [dossier.money.total]
    rows = [
        [words.t(f"exports.sum_{name}"), *(words.euros(euros_of(each, name)) for each in columns)]
        for name in shown(dossier.money.rates, columns)
    ]
    heads = [words.t("exports.row"), *(part.association for part in parts), words.t("exports.together")]
    return Table(words.t("exports.sums"), heads, rows, figures_from=1)


def _posts(part: PartBudget, rates: Rates, words: Words) -> Table:
    return Table(
        words.t("exports.posts_of", association=part.association),
        [words.t(f"exports.{name}") for name in _POST],
        [_post(post, rates, words) for post in part.written.posts],
        figures_from=1,
        widths=(0.28, 0.1, 0.11, 0.13, 0.14, 0.15, 0.09),
    )


def _post(post: Post, rates: Rates, words: Words) -> list[str]:
    amount = (
        "–" if post.amount is None else f"{words.number(post.amount)} {words.t(f'exports.per_{post.pay}')}"
    )
    return [
        post.task,
        words.number(post.people),
        f"{words.number(post.working_time)} %",
        amount,
        "–" if post.gross is None else words.euros(post.gross),
        words.euros(budgets.wages_of(post, rates)),
        str(post.year or "–"),
    ]


def _lines(part: PartBudget, words: Words) -> Table:
    return Table(
        words.t("exports.lines_of", association=part.association),
        [words.t(f"exports.{name}") for name in _LINE],
        [_line(line, words) for line in part.written.lines],
        figures_from=2,
        widths=(0.3, 0.4, 0.2, 0.1),
    )


def _line(line: Line, words: Words) -> list[str]:
    euros = "–" if line.euros is None else words.euros(line.euros)
    return [words.t(f"exports.sum_{line.kind}"), line.words, euros, str(line.year or "–")]
