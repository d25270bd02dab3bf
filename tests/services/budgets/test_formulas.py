"""The worked examples of the domain notes, and what must hold for every plan there could be."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import BudgetLineKind, CostModel, ImplementerRole, PayUnit
from services.budgets import (
    Line,
    Post,
    Rates,
    Sums,
    Written,
    by_year,
    compared,
    formulas,
    of_group,
    of_written,
)
from services.budgets.years import of_group as years_of_group
from services.budgets.years import shares

V, S = Decimal("0.2644"), Decimal("0.80")
PURCHASE, INCOME, PRIVATE = BudgetLineKind.PURCHASE, BudgetLineKind.INCOME, BudgetLineKind.PRIVATE


def rates(model: CostModel, *, whole_euros: bool = False, lump_sum: Decimal | None = None) -> Rates:
    return Rates(model, V, S, lump_sum, whole_euros)


def written(*posts: Post, lines: tuple[Line, ...] = (), lump_share: Decimal | None = None) -> Written:
    return Written(1, 1, "Satusuo", ImplementerRole.LEAD, posts, lines, Decimal(120), lump_share)


def wages(gross: str) -> Post:
    """One person for a year; the gross wage of the year is given."""
    return Post("Koordinaattori", amount=Decimal(12), gross=Decimal(gross) / 12)


def line(kind: BudgetLineKind, euros: str) -> Line:
    return Line(kind, "", Decimal(euros))


# W, O: SC, P, FR, total, support, self.
EXAMPLES = {
    "T1 flat_40": "72000 0: 19036.80 91036.80 36414.72 127451.52 101961.22 25490.30",
    "T3 flat_7": "72000 45000: 19036.80 91036.80 9522.58 145559.38 116447.50 29111.88",
    "T6-lead flat_40": "60000 0: 15864.00 75864.00 30345.60 106209.60 84967.68 21241.92",
    "T6-first flat_40": "36000 0: 9518.40 45518.40 18207.36 63725.76 50980.61 12745.15",
    "T6-second flat_40": "18000 0: 4759.20 22759.20 9103.68 31862.88 25490.30 6372.58",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_examples(name: str) -> None:
    given, expected = EXAMPLES[name].split(": ")
    gross, other = given.split()
    rows = written(wages(gross), lines=(line(PURCHASE, other),))

    found = of_written(rows, rates(CostModel(name.split()[1])))

    figures = [found.side_costs, found.staff, found.flat, found.total, found.support, found.own]
    assert found.wages == Decimal(gross)
    assert figures == [Decimal(figure) for figure in expected.split()]


def test_unit_cost_of_an_hour() -> None:
    """T5: the side costs are inside the price of an hour."""
    post = Post("Ohjaaja", pay=PayUnit.YEAR, amount=Decimal(860), gross=Decimal(39600))

    found = of_written(written(post), rates(CostModel.UNIT))

    assert formulas.hourly_unit(Decimal(39600), V) == Decimal("29.11")
    assert [found.wages, found.side_costs, found.staff] == [Decimal("25034.60"), 0, Decimal("25034.60")]
    assert (found.flat, found.total) == (Decimal("10013.84"), Decimal("35048.44"))


def test_groups_row_is_the_sum_of_its_implementers() -> None:
    """T6: counted anew from its own total the support would be a cent larger than the sum of what is asked for."""
    parts = [
        of_written(written(wages(gross)), rates(CostModel.FLAT_40)) for gross in ("60000", "36000", "18000")
    ]

    found = of_group(parts)

    assert [
        found.wages,
        found.side_costs,
        found.staff,
        found.flat,
        found.total,
        found.support,
        found.own,
    ] == [
        Decimal(figure)
        for figure in ("114000", "30141.60", "144141.60", "57656.64", "201798.24", "161438.59", "40359.65")
    ]


def test_whole_euro_plan_floors_the_support() -> None:
    """The example is told in whole euros: P 221,354; FR 88,542; total 309,896; support 247,916; self 61,980."""
    staff = Decimal(221354)
    total = staff + formulas.flat_40(staff)
    support = formulas.most_support(total, S, whole_euros=True)

    figures = [formulas.flat_40(staff), total, support, total - support]

    assert support == 247916
    assert [figure.quantize(Decimal(1), "ROUND_HALF_UP") for figure in figures] == [
        88542,
        309896,
        247916,
        61980,
    ]
    assert formulas.most_support(Decimal(309896), S, whole_euros=True) == 247916
    assert formulas.most_support(Decimal(309896), S) == Decimal("247916.80")


def test_lump_sum_needs_no_cost_estimate() -> None:
    rows = written(wages("72000"), lines=(line(PURCHASE, "900"),), lump_share=Decimal(50000))

    found = of_written(rows, rates(CostModel.LUMP_SUM))

    assert [found.staff, found.direct, found.total, found.support] == [0, 0, 50000, 40000]


@pytest.mark.parametrize(
    ("post", "gross"),
    [
        (Post(amount=Decimal(10), gross=Decimal("2500.55")), "25005.50"),
        (Post("", Decimal(2), Decimal("37.5"), amount=Decimal(7), gross=Decimal("2999.99")), "15749.95"),
        (Post(pay=PayUnit.HOUR, working_time=Decimal(50), amount=Decimal(120), gross=Decimal("17.35")), "2082.00"),
        (Post(amount=Decimal(10)), "0"),
        (Post(gross=Decimal(10)), "0"),
        (Post(pay=PayUnit.YEAR, amount=Decimal(10), gross=Decimal(40000)), "0"),
    ],
)  # fmt: skip
def test_what_a_post_costs(post: Post, gross: str) -> None:
    assert of_written(written(post), rates(CostModel.FLAT_40)).wages == Decimal(gross)


def test_other_costs_are_inside_forty_per_cent() -> None:
    rows = written(wages("72000"), lines=(line(PURCHASE, "45000"),))

    assert of_written(rows, rates(CostModel.FLAT_40)).direct == 0


def test_more_own_money_lowers_the_support() -> None:
    generous = written(wages("72000"), lines=(line(PRIVATE, "40000"),))

    found = of_written(generous, rates(CostModel.FLAT_40))

    assert [found.support, found.own, found.missing, found.surplus] == [Decimal("87451.52"), 40000, 0, 0]


def test_models_are_equal_where_the_formula_says() -> None:
    assert formulas.break_even().quantize(Decimal("0.0001")) == Decimal("0.3084")
    staff = Decimal("91036.80")
    other = formulas.round2(formulas.break_even() * staff)
    at = compared([written(wages("72000"), lines=(Line(PURCHASE, "", other),))], rates(CostModel.FLAT_40))

    assert at.break_even == other
    assert abs(at.flat_40.total - at.flat_7.total) <= Decimal("0.01")
    assert (at.flat_40.staff, at.flat_7.staff) == (staff, staff)


def test_nothing_is_counted_with_a_rate_that_nobody_has_said() -> None:
    rows = written(wages("72000"))

    found = of_written(rows, Rates(CostModel.FLAT_40))

    assert [found.wages, found.side_costs, found.support] == [72000, 0, 0]
    assert Rates().lacking == ("model",)
    assert Rates(CostModel.FLAT_40).lacking == ("side_cost_rate", "support_rate")
    assert Rates(CostModel.LUMP_SUM).lacking == ("lump_sum", "support_rate")
    assert rates(CostModel.UNIT).lacking == ()


CENTS = st.decimals(0, 2_000_000, places=2)
YEARS = st.sampled_from([None, 2027, 2028, 2029])
POSTS = st.builds(
    Post,
    people=st.decimals("0.01", 9, places=2),
    working_time=st.decimals(1, 100, places=2),
    pay=st.sampled_from(list(PayUnit)),
    amount=st.none() | st.decimals(0, 2000, places=2),
    gross=st.none() | st.decimals(0, 60_000, places=2),
    year=YEARS,
)
COSTS = [kind for kind in BudgetLineKind if kind != INCOME]
LINES = st.builds(Line, kind=st.sampled_from(COSTS), euros=st.none() | CENTS, year=YEARS)
PARTS = st.builds(
    lambda posts, lines, share: written(*posts, lines=tuple(lines), lump_share=share),
    st.lists(POSTS, max_size=6),
    st.lists(LINES, max_size=6),
    st.none() | CENTS,
)
RATES = st.builds(
    Rates,
    model=st.sampled_from(list(CostModel)),
    side_cost_rate=st.decimals("0.01", "0.60", places=4),
    support_rate=st.decimals("0.05", "0.95", places=4),
    lump_sum=st.just(Decimal(50000)),
    whole_euros=st.booleans(),
)
MONEY = [name for name in Sums.__dataclass_fields__ if name != "volunteer_hours"]


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=4), RATES, st.integers())
def test_what_holds_for_every_plan(parts: list[Written], at: Rates, seed: int) -> None:
    rows = [of_written(part, at) for part in parts]
    total = of_group(rows)

    # Costs = financing, and the group is the sum of its rows.
    for row in [*rows, total]:
        assert row.total == row.staff + row.direct + row.flat
        assert row.total == row.income + row.support + row.own
        assert row.financing - row.total == row.surplus - row.missing
        assert all(getattr(row, name) >= 0 for name in MONEY)
    for name in Sums.__dataclass_fields__:
        assert getattr(total, name) == sum(getattr(row, name) for row in rows)

    # Support never above the rate: not at all in whole euros, by the rounding of a cent otherwise.
    for row in rows:
        assert row.support <= (at.support_rate or 0) * row.net + (0 if at.whole_euros else Decimal("0.005"))
        assert not at.whole_euros or row.support == row.support.to_integral_value()

    # The order of rows and implementers says nothing.
    shuffled = [_shuffled(part, seed) for part in parts]
    assert of_group(of_written(part, at) for part in reversed(shuffled)) == total

    # Years add up to the whole, to the cent.
    years = years_of_group(by_year(part, at) for part in parts)
    for name in MONEY:
        if name not in ("missing", "surplus"):
            assert sum(getattr(row, name) for row in years.values()) == getattr(total, name), name


def _shuffled(part: Written, seed: int) -> Written:
    posts, lines = list(part.posts), list(part.lines)
    Random(seed).shuffle(posts)
    Random(seed).shuffle(lines)
    return written(*posts, lines=tuple(lines), lump_share=part.lump_share)


@settings(max_examples=60, deadline=None)
@given(CENTS, st.decimals("0.05", "0.99", places=4), st.booleans())
def test_costs_cut_to_what_the_own_money_is_enough_for(promised: Decimal, rate: Decimal, whole: bool) -> None:
    net = formulas.most_net(promised, rate, whole_euros=whole)

    assert net is not None
    assert net - formulas.most_support(net, rate, whole_euros=whole) <= max(promised, Decimal(0))
    assert formulas.most_net(promised, Decimal(1)) is None


@pytest.mark.parametrize(
    ("whole", "weights", "dealt"),
    [
        ("100.00", [1, 1, 1], ["33.33", "33.34", "33.33"]),
        ("0.01", [1, 1], ["0.01", "0.00"]),
        ("7.00", [0, 0], ["7.00", "0.00"]),
    ],
)
def test_shares_lose_no_cent(whole: str, weights: list[int], dealt: list[str]) -> None:
    found = shares(Decimal(whole), [Decimal(weight) for weight in weights])

    assert found == [Decimal(each) for each in dealt]
    assert sum(found) == Decimal(whole)
