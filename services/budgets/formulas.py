"""The funder's arithmetic, and nothing else: Decimal in, Decimal out, cents rounded half up.

All of it is from the section "Budgets" of the product's domain notes, which were read in the public texts of the
programme of 2021–2027. W is gross wages without holiday bonus, v the standard side-cost rate, s the support rate.
"""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
EURO = Decimal(1)
NOTHING = Decimal("0.00")
FLAT_40 = Decimal("0.40")
FLAT_7 = Decimal("0.07")
# Hours of a full working year, by which a yearly wage becomes the unit cost of an hour.
YEARLY_HOURS = 1720
_PER_CENT = Decimal(100)


def round2(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def gross_by_month(people: Decimal, working_time: Decimal, months: Decimal, gross: Decimal) -> Decimal:
    """W of one post: the monthly gross wage of full time, for the share of it that each person works (per cent)."""
    return round2(people * working_time / _PER_CENT * months * gross)


def gross_by_hour(people: Decimal, hours: Decimal, gross: Decimal) -> Decimal:
    """W of one post: hours are hours worked by each person, so a share of working time changes nothing."""
    return round2(people * hours * gross)


def side_costs(gross: Decimal, rate: Decimal) -> Decimal:
    """SC = round2(W * v), of an implementer's wages together.

    The rate holds the holiday bonus already; real side costs are never added to it.
    """
    return round2(gross * rate)


def hourly_unit(yearly_gross: Decimal, rate: Decimal) -> Decimal:
    """hourly = round2(yearly gross * (1 + v) / 1720): side costs are inside it."""
    return round2(yearly_gross * (1 + rate) / YEARLY_HOURS)


def by_unit(yearly_gross: Decimal, rate: Decimal, hours: Decimal) -> Decimal:
    """P = round2(hourly * hours), from the rounded price of an hour."""
    return round2(hourly_unit(yearly_gross, rate) * hours)


def flat_40(staff: Decimal) -> Decimal:
    """FR = round2(0.40 * P): everything but wages is in it."""
    return round2(FLAT_40 * staff)


def flat_7(staff: Decimal, other: Decimal) -> Decimal:
    """FR = round2(0.07 * (P + O))."""
    return round2(FLAT_7 * (staff + other))


def most_support(net: Decimal, rate: Decimal, *, whole_euros: bool = False) -> Decimal:
    """support = round2(s * NET).

    A whole-euro plan floors the support, and only the support, so that it never exceeds the rate.
    """
    product = rate * net
    return product.quantize(EURO, ROUND_FLOOR).quantize(CENT) if whole_euros else round2(product)


def support(net: Decimal, rate: Decimal, promised: Decimal, *, whole_euros: bool = False) -> Decimal:
    """What is asked for: no more than the rate gives, and no more than the promised self-financing leaves open."""
    left = max(net - promised, NOTHING)
    wanted = left.quantize(EURO, ROUND_FLOOR).quantize(CENT) if whole_euros else left
    return min(most_support(net, rate, whole_euros=whole_euros), wanted)


def most_net(promised: Decimal, rate: Decimal, *, whole_euros: bool = False) -> Decimal | None:
    """The largest NET for which this self-financing is enough; None when the support covers everything.

    self(NET) = NET - support(NET) stays within what is promised: rounding to cents adds less than a cent to it, and the
    floor to a euro less than a euro, which is taken off first.
    """
    if rate >= 1:
        return None
    spare = promised - (EURO - CENT) if whole_euros else promised
    return (max(spare, NOTHING) / (1 - rate)).quantize(CENT, ROUND_FLOOR)


def break_even() -> Decimal:
    """The share of P at which O makes 40 % and 7 % equal: 1.40 P = 1.07 (P + O), so O = (1.40 / 1.07 - 1) P.

    That is 0.3084 P. With more other costs than that the 7 % model gives the larger budget.
    """
    return (1 + FLAT_40) / (1 + FLAT_7) - 1
