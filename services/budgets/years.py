"""The same sums by the year that each row names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from services.budgets import formulas, sums
from services.budgets.formulas import NOTHING
from services.budgets.rows import Rates, Written
from services.budgets.sums import Sums

# None stands for rows without a year, after the years.
Year = int | None
Years = dict[Year, Sums]
_LAST = 9999


def by_year(written: Written, rates: Rates) -> Years:
    """Rows as they are; side costs, flat rate and support are the implementer's own, dealt out to the years.

    Counting a rate for each year by itself would round it each time, and the years would not add up to the total.
    """
    whole = sums.of_written(written, rates)
    named = {post.year for post in written.posts} | {line.year for line in written.lines}
    years = sorted(named, key=lambda year: year or _LAST) or [None]
    own = [sums.of_written(_only(written, year), rates) for year in years]
    side = shares(whole.side_costs, [each.wages for each in own])
    staff = [each.wages + part for each, part in zip(own, side, strict=True)]
    flat = shares(whole.flat, [part + each.direct for part, each in zip(staff, own, strict=True)])
    rows = [
        replace(each, side_costs=side[at], staff=staff[at], flat=flat[at], missing=NOTHING, surplus=NOTHING)
        for at, each in enumerate(own)
    ]
    return dict(zip(years, _financed(rows, whole.support), strict=True))


def of_group(parts: Iterable[Years]) -> Years:
    found: Years = {}
    for years in parts:
        for year, row in years.items():
            found[year] = found.get(year, Sums()) + row
    return dict(sorted(found.items(), key=lambda pair: pair[0] or _LAST))


def shares(whole: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The whole by weight, from running totals, so that the cents add up; all to the first where nothing weighs."""
    heavy = sum(weights, NOTHING)
    if not heavy:
        return [whole, *(NOTHING for _ in weights[1:])]
    given, reached, found = NOTHING, NOTHING, []
    for weight in weights:
        reached += weight
        upto = formulas.round2(whole * reached / heavy)
        found.append(upto - given)
        given = upto
    return found


def _only(written: Written, year: Year) -> Written:
    """The rows of one year; hours of volunteers have none, and stand with the total alone."""
    return replace(
        written,
        posts=tuple(post for post in written.posts if post.year == year),
        lines=tuple(line for line in written.lines if line.year == year),
        volunteer_hours=None,
    )


def _financed(rows: list[Sums], support: Decimal) -> list[Sums]:
    costs = [replace(row, total=row.staff + row.direct + row.flat) for row in rows]
    nets = [row.total - row.income for row in costs]
    dealt = shares(support, [max(net, NOTHING) for net in nets])
    return [
        replace(row, net=net, support=part, own=net - part)
        for row, net, part in zip(costs, nets, dealt, strict=True)
    ]
