"""Who reads and writes the money of a plan, and what becomes of what they type."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    BudgetLine,
    BudgetLineKind,
    Conflict,
    CostModel,
    Forbidden,
    Invalid,
    JournalEntry,
    NotFound,
    Notice,
    PayUnit,
    Plan,
    WagePost,
    WrongState,
)
from services import budgets, plans
from services.budgets import (
    BudgetConflict,
    Check,
    CheckKind,
    Faults,
    LineTyped,
    PartBudget,
    Post,
    PostTyped,
    Typed,
)
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.budget_world import follow, make_group, money, with_partner, write, write_t6, year_of
from tests.services.plan_world import part_of
from tests.worlds import begins_with


def own(session: Session, cast: Cast, plan: Plan, who: str = "pekka") -> PartBudget:
    return next(part for part in budgets.of_plan(session, getattr(cast, who), plan.id).parts if part.mine)


def failed(checks: tuple[Check, ...]) -> list[CheckKind]:
    return [check.kind for check in checks if not check.ok]


@begins_with(make_group, others=2)
def test_three_implementers_add_up_to_the_cent(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    write_t6(cast, plan)

    found = budgets.of_plan(session, cast.pekka, plan.id)

    assert found.parts[0].association == cast.satusuo.name
    assert [part.sums.total for part in found.parts] == [
        Decimal("106209.60"),
        Decimal("63725.76"),
        Decimal("31862.88"),
    ]
    assert (found.total.total, found.total.support, found.total.own) == (
        Decimal("201798.24"),
        Decimal("161438.59"),
        Decimal("40359.65"),
    )
    assert failed(found.all_checks) == []
    assert budgets.figures_in(session, plan).total == found.total


@begins_with(make_group, others=2)
def test_the_share_that_is_missing_is_told_with_what_would_mend_it(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    write_t6(cast, plan)
    write(cast, plan, cast.satusuo, money("60000", "20 001,92"), who="aino", version=1)

    found = budgets.of_plan(session, cast.aino, plan.id)

    (share,) = [check for check in found.parts[0].checks if check.kind == CheckKind.OWN_SHARE]
    assert (share.ok, share.figures["missing"], share.figures["own"]) == (
        False,
        Decimal("1240.00"),
        Decimal("21241.92"),
    )
    assert share.figures["share"] < share.figures["needed"] == Decimal("0.2")
    # Costs that are smaller by this are within what is promised.
    cut = found.parts[0].sums.net - Decimal(share.figures["cut"])
    assert cut - (cut * Decimal("0.8")) <= Decimal("20001.92")
    assert failed(found.checks) == [CheckKind.OWN_SHARE, CheckKind.BALANCE]

    version = budgets.fill_own(session, cast.aino, plan.id, found.parts[0].part_id, "Oma raha", version=2)

    mended = budgets.of_plan(session, cast.aino, plan.id)
    assert (mended.parts[0].sums.own, failed(mended.all_checks)) == (Decimal("21241.92"), [])
    with pytest.raises(WrongState):
        budgets.fill_own(session, cast.aino, plan.id, found.parts[0].part_id, "Oma raha", version=version)


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("aino", True, Forbidden),
        ("veera", True, Forbidden),
        ("pekka", True, None),
        ("sami", Forbidden, Forbidden),
        ("uuno", NotFound, NotFound),
        ("visitor", NotFound, NotFound),
        ("fanni", NotFound, NotFound),
        ("arvo", NotFound, NotFound),
    ],
)
@begins_with(with_partner)
def test_who_reads_and_writes_a_budget(
    session: Session, cast: Cast, who: str, reads: Any, writes: Any, plan: Plan
) -> None:
    """Toivonsilta's money; Sami's association is a cooperation partner."""
    actor = getattr(cast, who)

    if reads is True:
        found = budgets.of_plan(session, actor, plan.id)
        assert [part.association for part in found.parts] == [cast.satusuo.name, cast.toivonsilta.name]
        assert found.sets_terms == (who == "aino")
        assert [part.writes for part in found.parts] == [who == "aino", who == "pekka"]
    else:
        with pytest.raises(reads):
            budgets.of_plan(session, actor, plan.id)
    if writes is None:
        assert write(cast, plan, cast.toivonsilta, money("100"), who=who) == 1
    else:
        with pytest.raises(writes):
            write(cast, plan, cast.toivonsilta, money("100"), who=who)
        with pytest.raises(writes):
            budgets.fill_own(
                session, actor, plan.id, part_of(session, plan, cast.toivonsilta).id, "Oma", version=0
            )


@begins_with(with_partner)
def test_cooperation_partner_has_no_budget(session: Session, cast: Cast, plan: Plan) -> None:
    with pytest.raises(Forbidden):
        write(cast, plan, cast.keksila, money("100"), who="sami")


@begins_with(make_group)
def test_facilitator_reads_the_money_of_a_shared_plan(session: Session, cast: Cast, plan: Plan) -> None:
    plans.share(session, cast.aino, plan.id)

    found = budgets.of_plan(session, cast.fanni, plan.id)

    assert [part.writes for part in found.parts] == [False, False]


@begins_with(make_group)
def test_rows_are_kept_as_they_were_typed(session: Session, cast: Cast, plan: Plan) -> None:
    posts = (
        PostTyped(" Koordinaattori ", "1,5", "60 %", "month", "10,5", "3 210,50 €", "2027"),
        PostTyped("", "", "", "month", "", "", "2028"),
        PostTyped("Ohjaaja", "", "", "hour", "120", "17.35"),
    )
    lines: dict[str, Any] = {
        "costs": (LineTyped("travel", "Junat", "1.240,50"), LineTyped("rent", "", "")),
        "income": (LineTyped("", "Liput", "300"),),
        "financing": (LineTyped("municipal", "Kunta", "1 000"),),
    }
    write(cast, plan, cast.toivonsilta, Typed(posts, **lines, volunteer_hours="320,5"), who="pekka")

    found = own(session, cast, plan).written

    assert found.posts == (
        Post(
            "Koordinaattori",
            Decimal("1.5"),
            Decimal(60),
            PayUnit.MONTH,
            Decimal("10.5"),
            Decimal("3210.50"),
            2027,
        ),
        Post("Ohjaaja", Decimal(1), Decimal(100), PayUnit.HOUR, Decimal(120), Decimal("17.35")),
    )
    assert [(line.kind, line.words, line.euros) for line in found.lines] == [
        (BudgetLineKind.TRAVEL, "Junat", Decimal("1240.50")),
        (BudgetLineKind.INCOME, "Liput", Decimal(300)),
        (BudgetLineKind.MUNICIPAL, "Kunta", Decimal(1000)),
    ]
    assert (found.volunteer_hours, found.version, found.edited_by) == (Decimal("320.5"), 1, "Pekka")
    assert own(session, cast, plan).sums.total == own(session, cast, plan).sums.staff * Decimal("1.4")


@begins_with(make_group)
def test_every_cell_that_does_not_hold_is_named_and_nothing_is_kept(
    session: Session, cast: Cast, plan: Plan
) -> None:
    write(cast, plan, cast.toivonsilta, money("100"), who="pekka")
    posts = (
        PostTyped("Soita 131052-308T", "0", "101", "week", "kaksi", "1.240"),
        PostTyped("x" * 161, "1", "", "month", "-3", "1 000 001", "1999"),
    )
    lines: dict[str, Any] = {
        "costs": (LineTyped("", "Junat", "1e3"),),
        "financing": (LineTyped("income", "", "5"),),
    }

    typed = Typed(posts, **lines, volunteer_hours="x", lump_share="100 000 000")

    with pytest.raises(Faults) as refused:
        write(cast, plan, cast.toivonsilta, typed, who="pekka", version=1)

    assert [(fault.table, fault.row, fault.column, fault.key) for fault in refused.value.faults] == [
        ("posts", 0, "task", "identity_code"),
        ("posts", 0, "people", "budget_bounds"),
        ("posts", 0, "working_time", "budget_bounds"),
        ("posts", 0, "pay", "budget_choice"),
        ("posts", 0, "amount", "budget_number"),
        ("posts", 0, "gross", "budget_decimals"),
        ("posts", 1, "task", "too_long"),
        ("posts", 1, "amount", "budget_negative"),
        ("posts", 1, "gross", "budget_bounds"),
        ("posts", 1, "year", "budget_year"),
        ("costs", 0, "kind", "budget_choice"),
        ("costs", 0, "euros", "budget_number"),
        ("financing", 0, "kind", "budget_choice"),
        ("", 0, "volunteer_hours", "budget_number"),
        ("", 0, "lump_share", "budget_bounds"),
    ]
    assert own(session, cast, plan).written.version == 1
    assert session.exec(select(WagePost)).one().gross == 100


@begins_with(make_group)
def test_a_table_has_an_end(cast: Cast, plan: Plan) -> None:
    rows = Typed(posts=[year_of("100")] * (budgets.MOST_ROWS + 1))

    with pytest.raises(Faults) as refused:
        write(cast, plan, cast.toivonsilta, rows, who="pekka")

    assert [(fault.row, fault.key) for fault in refused.value.faults] == [(budgets.MOST_ROWS, "budget_rows")]


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("1 240,50", "1240.50"),
        ("1\u00a0240,5 €", "1240.50"),
        ("1\u202f240.50", "1240.50"),
        ("1.240,50", "1240.50"),
        ("1,240.50", "1240.50"),
        ("1.240.000", "1240000"),
        ("1240 euroa", "1240"),
        ("0", "0"),
        ("7,", "7"),
    ],
)
def test_figures_are_read_as_people_write_them(typed: str, figure: str) -> None:
    row = LineTyped("private", "Oma", typed)

    assert budgets.cleaned(Typed(financing=(row,))).lines[0].euros == Decimal(figure)


@begins_with(make_group)
def test_the_slower_of_two_loses_nothing_and_overwrites_nothing(
    session: Session, cast: Cast, plan: Plan
) -> None:
    seen = write(cast, plan, cast.satusuo, money("100"), who="aino")
    write(cast, plan, cast.satusuo, money("200"), who="eero", version=seen)

    with pytest.raises(BudgetConflict) as refused:
        write(cast, plan, cast.satusuo, money("300"), who="aino", version=seen)

    assert refused.value.params["who"] == "Eero"
    assert own(session, cast, plan, "aino").written.posts[0].gross == 200
    with pytest.raises(Conflict):
        write(cast, plan, cast.toivonsilta, money("1"), who="pekka", version=7)


@begins_with(make_group)
def test_saving_the_same_again_changes_nothing(session: Session, cast: Cast, plan: Plan) -> None:
    version = write(cast, plan, cast.toivonsilta, money("100", "20"), who="pekka")
    again = write(cast, plan, cast.toivonsilta, money("100,00", "20,0"), who="pekka", version=version)

    assert again == version
    entry = session.exec(select(JournalEntry).where(JournalEntry.action == "edit_money")).one()
    assert (entry.before, entry.after, entry.why) == ("0.00", "177.02", cast.toivonsilta.name)


@pytest.mark.parametrize("others", [1, 2])
def test_reading_asks_the_same_whatever_there_is(
    session: Session, cast: Cast, queries: Queries, others: int
) -> None:
    plan = make_group(cast, others=others)
    for name, who in (("satusuo", "aino"), ("toivonsilta", "pekka"))[:others]:
        write(cast, plan, getattr(cast, name), Typed(posts=[year_of("9")] * (3 * others)), who=who)
    actor = cast.aino
    session.expunge_all()
    queries.statements.clear()

    budgets.of_plan(session, actor, plan.id)

    assert len(queries) == 8


def test_lead_chooses_the_model_and_everybody_hears(session: Session, cast: Cast) -> None:
    plan = make_group(cast, None)
    assert budgets.of_plan(session, cast.aino, plan.id).lacking == ("model",)

    budgets.choose_model(session, cast.aino, plan.id, CostModel.FLAT_7, version=plan.version)
    session.flush()

    assert budgets.of_plan(session, cast.pekka, plan.id).rates.model == CostModel.FLAT_7
    told = session.exec(select(Notice.person_id).where(Notice.key == "plan_cost_model")).all()
    assert set(told) == {cast.pekka.id, cast.eero.id, cast.frans.id}


@pytest.mark.parametrize(
    ("who", "model", "seen", "refusal"),
    [
        ("pekka", CostModel.FLAT_7, 0, Forbidden),
        ("veera", CostModel.FLAT_7, 0, Forbidden),
        ("sami", CostModel.FLAT_7, 0, NotFound),
        ("aino", CostModel.UNIT, 0, Invalid),
        ("aino", CostModel.FLAT_7, 1, Conflict),
    ],
)
@begins_with(make_group)
def test_choosing_a_model_is_refused(
    session: Session, cast: Cast, who: str, model: CostModel, seen: int, refusal: type[Exception], plan: Plan
) -> None:
    with pytest.raises(refusal):
        budgets.choose_model(session, getattr(cast, who), plan.id, model, version=plan.version + seen)

    assert plan.cost_model == CostModel.FLAT_40


@begins_with(make_group)
def test_what_the_call_says_goes_before_what_the_lead_has_read(
    session: Session, cast: Cast, plan: Plan
) -> None:
    budgets.say_rates(
        session, cast.aino, plan.id, {"side_cost_rate": "30", "support_rate": "75", "lump_sum": "50 000"}
    )

    found = budgets.of_plan(session, cast.aino, plan.id).rates

    assert [found.side_cost_rate, found.support_rate, found.lump_sum] == [
        Decimal("0.2644"),
        Decimal("0.80"),
        50000,
    ]
    assert found.said == {"side_cost_rate", "support_rate"}


@begins_with(make_group)
def test_a_call_without_rates_asks_for_them(session: Session, cast: Cast, plan: Plan) -> None:
    follow(session, plan, slug="toinen", side_cost_rates=[], support_rate=None)
    write(cast, plan, cast.toivonsilta, money("1000"), who="pekka")
    before = budgets.of_plan(session, cast.pekka, plan.id)

    budgets.say_rates(session, cast.aino, plan.id, {"side_cost_rate": "26,44 %", "support_rate": "75"})

    assert before.lacking == ("side_cost_rate", "support_rate")
    assert before.total.side_costs == 0
    assert failed(before.checks) == [CheckKind.SIDE_COST_RATE, CheckKind.SUPPORT_RATE]
    after = budgets.of_plan(session, cast.pekka, plan.id)
    assert (after.lacking, after.total.side_costs) == ((), Decimal("264.40"))
    budgets.say_rates(session, cast.aino, plan.id, {"support_rate": ""})
    assert budgets.of_plan(session, cast.pekka, plan.id).lacking == ("support_rate",)


@pytest.mark.parametrize(
    ("who", "typed", "refusal"),
    [
        ("pekka", {"support_rate": "80"}, Forbidden),
        ("sami", {"support_rate": "80"}, NotFound),
        ("aino", {"support_rate": "0"}, Invalid),
        ("aino", {"support_rate": "101"}, Invalid),
        ("aino", {"side_cost_rate": "paljon"}, Invalid),
        ("aino", {"lump_sum": "0"}, Invalid),
        ("aino", {"lump_sum": "-1"}, Invalid),
    ],
)
@begins_with(make_group)
def test_saying_rates_is_refused(
    session: Session, cast: Cast, who: str, typed: dict[str, str], refusal: type[Exception], plan: Plan
) -> None:
    follow(session, plan, slug="toinen", side_cost_rates=[], support_rate=None)

    with pytest.raises(refusal) as refused:
        budgets.say_rates(session, getattr(cast, who), plan.id, typed)

    assert getattr(refused.value, "field", *typed) in typed
    assert budgets.rates_of(session, plan).lacking == ("side_cost_rate", "support_rate")


@pytest.mark.parametrize(
    ("starts_on", "rate"), [(date(2026, 5, 1), "0.2644"), (date(2028, 1, 1), "0.27"), (None, "0.2644")]
)
@begins_with(make_group)
def test_the_rate_is_that_of_the_day_on_which_the_plan_starts(
    session: Session, clock: Clock, starts_on: date | None, rate: str, plan: Plan
) -> None:
    ranges = [
        {"rate": "0.2644", "valid_from": "2026-01-01", "valid_to": "2027-12-31"},
        {"rate": "0.27", "valid_from": "2028-01-01", "valid_to": None},
    ]
    follow(session, plan, slug="toinen", side_cost_rates=ranges)
    plan.starts_on = starts_on

    assert budgets.rates_of(session, plan).side_cost_rate == Decimal(rate)


@begins_with(make_group)
def test_checks_see_what_a_funder_would(session: Session, cast: Cast, plan: Plan) -> None:
    follow(session, plan, slug="toinen", cost_models=["flat_7"], amount=Decimal(50))
    plan.starts_on, plan.ends_on = date(2028, 1, 1), date(2029, 6, 1)
    typed = Typed(
        posts=(
            year_of("100"),
            PostTyped("Kesken", gross="9"),
            PostTyped("Vuosi", pay="year", amount="1", gross="9"),
        ),
        income=(LineTyped("", "Liput", "900"),),
    )
    write(cast, plan, cast.toivonsilta, typed, who="pekka")

    found = budgets.of_plan(session, cast.pekka, plan.id)

    assert failed(found.parts[0].checks) == [CheckKind.WRITTEN]
    assert failed(found.parts[1].checks) == [
        CheckKind.COMPLETE,
        CheckKind.PAY,
        CheckKind.YEARS,
        CheckKind.INCOME,
        CheckKind.BALANCE,
    ]
    assert failed(found.checks) == [CheckKind.MODEL_ALLOWED, CheckKind.BALANCE]


def test_lump_sum_is_dealt_out(session: Session, cast: Cast) -> None:
    plan = make_group(cast, CostModel.LUMP_SUM)
    follow(
        session, plan, slug="toinen", lump_sum=Decimal(50000), cost_models=["lump_sum"], amount=Decimal(100)
    )
    write(cast, plan, cast.satusuo, Typed(lump_share="30 000"), who="aino")
    write(cast, plan, cast.toivonsilta, Typed(lump_share="19 000"), who="pekka")

    found = budgets.of_plan(session, cast.pekka, plan.id)

    assert [found.total.total, found.total.support] == [49000, 39200]
    shared = next(check for check in found.checks if check.kind == CheckKind.LUMP_SHARED)
    assert (shared.ok, shared.figures["difference"]) == (False, 1000)
    assert CheckKind.CALL_AMOUNT in failed(found.checks)


@begins_with(make_group)
def test_removed_rows_leave_nothing_behind(session: Session, cast: Cast, plan: Plan) -> None:
    version = write(cast, plan, cast.toivonsilta, money("100", "20"), who="pekka")

    write(cast, plan, cast.toivonsilta, Typed(), who="pekka", version=version)

    assert session.exec(select(WagePost)).all() == []
    assert session.exec(select(BudgetLine)).all() == []
    assert failed(own(session, cast, plan).checks) == [CheckKind.WRITTEN]
