"""Targets and counts of participants: who may, what is refused, what adds up, and what is never shown."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import AutoString, Session, select

from benchmarks.quality.periods import measure
from models import (
    PLAN_OPEN,
    PLAN_RUNS,
    Conflict,
    CountPeriod,
    Forbidden,
    ImplementerRole,
    IndicatorTarget,
    Invalid,
    JournalEntry,
    NotFound,
    ParticipantCount,
    Plan,
    PlanAction,
    PlanState,
    Table,
    WrongState,
)
from services import participants, plans
from services.participants import Counted, Doubt, counting, figures, periods, suppression
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.plan_world import make_plan
from tests.services.running_world import BUSY, FIRST, LAST, counted, ours, running, seen, theirs
from tests.worlds import begins_with


def target(
    cast: Cast,
    who: str,
    plan_id: int,
    part_id: int,
    count: int | None,
    seen: int | None = None,
    code: str = "EECO01",
) -> None:
    participants.set_target(cast.session, getattr(cast, who), plan_id, part_id, code, count, seen=seen)


def test_the_fund_knows_twenty_five_indicators_in_three_languages() -> None:
    codes = [f"EECO{n:02}" for n in range(1, 20)] + [f"EECR{n:02}" for n in range(1, 7)]

    assert list(participants.indicators()) == codes
    for one in participants.indicators().values():
        assert set(one.name) == set(one.plain) == {"fi", "sv", "en"}
        assert all((*one.name.values(), *one.plain.values()))
    sensitive = [one.code for one in participants.indicators().values() if one.sensitive]
    assert sensitive == ["EECO12", "EECO13", "EECO14", "EECO15", "EECO16"]


@begins_with(make_plan)
def test_targets_stand_by_implementer_and_the_group_is_their_sum(
    session: Session, cast: Cast, plan: Plan
) -> None:
    target(cast, "aino", plan.id, ours(cast, plan).id, 40)
    target(cast, "pekka", plan.id, theirs(cast, plan).id, 25)
    target(cast, "pekka", plan.id, theirs(cast, plan).id, 7, code="EECR04")

    found = participants.targets_of(session, cast.veera, plan.id)

    assert [(part.association, part.counts) for part in found.parts] == [
        ("Satusuon kyläyhdistys ry", {"EECO01": 40}),
        ("Toivonsillan kriisituki ry", {"EECO01": 25, "EECR04": 7}),
    ]
    assert found.total == {"EECO01": 65, "EECR04": 7}
    assert [part.may_edit for part in found.parts] == [False, False]
    assert [part.may_edit for part in participants.targets_of(session, cast.pekka, plan.id).parts] == [
        False,
        True,
    ]


@begins_with(make_plan)
def test_a_target_is_changed_taken_away_and_remembered(session: Session, cast: Cast, plan: Plan) -> None:
    part = ours(cast, plan)

    target(cast, "aino", plan.id, part.id, 40)
    target(cast, "eero", plan.id, part.id, 50, seen=40)
    target(cast, "aino", plan.id, part.id, 50, seen=40)
    target(cast, "aino", plan.id, part.id, None, seen=50)

    assert session.exec(select(IndicatorTarget)).all() == []
    entries = session.exec(select(JournalEntry).where(JournalEntry.action == PlanAction.EDIT_INDICATOR))
    assert [(one.before, one.after, one.why) for one in entries] == [
        ("", "40", "EECO01"),
        ("40", "50", "EECO01"),
        ("50", "", "EECO01"),
    ]


@begins_with(make_plan)
def test_two_people_on_the_same_number_do_not_overwrite_each_other(
    session: Session, cast: Cast, plan: Plan
) -> None:
    target(cast, "eero", plan.id, ours(cast, plan).id, 40)

    with pytest.raises(Conflict) as refused:
        target(cast, "aino", plan.id, ours(cast, plan).id, 50)

    assert (refused.value.key, refused.value.params) == ("target_meanwhile", {"count": 40})
    assert participants.targets_of(session, cast.aino, plan.id).total == {"EECO01": 40}


@pytest.mark.parametrize("count", [-1, figures.MOST + 1])
@pytest.mark.parametrize("code", ["EECO01", "EECR06"])
def test_a_number_is_never_negative_and_never_endless(
    session: Session, cast: Cast, code: str, count: int
) -> None:
    plan = running(cast, PlanState.DRAFTING)

    with pytest.raises(Invalid) as refused:
        target(cast, "aino", plan.id, ours(cast, plan).id, count, code=code)

    assert (refused.value.key, refused.value.field) == ("count_bounds", code)


@begins_with(make_plan)
def test_an_indicator_that_the_fund_does_not_have_is_refused(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Invalid, match="unknown_choice"):
        target(cast, "aino", plan.id, ours(cast, plan).id, 1, code="EECO20")


WHO = [("aino", Forbidden), ("eero", Forbidden), ("veera", Forbidden), ("sami", NotFound), ("uuno", NotFound),
       ("visitor", NotFound), ("fanni", NotFound), ("arvo", NotFound)]  # fmt: skip


@begins_with(make_plan)
def test_only_an_implementers_own_people_write_its_numbers(session: Session, cast: Cast, plan: Plan) -> None:
    """Toivonsilta's numbers: not even the lead's people write them."""
    part = theirs(cast, plan)
    for who, refusal in WHO:
        with pytest.raises(refusal):
            target(cast, who, plan.id, part.id, 5)
    plan.state = PlanState.RUNNING
    row = participants.count(session, cast.pekka, plan.id, part.id, counted())
    later = counted(first=date(2026, 8, 1), last=date(2026, 8, 9))

    for who, refusal in WHO:
        actor = getattr(cast, who)
        with pytest.raises(refusal):
            participants.count(session, actor, plan.id, part.id, later)
        with pytest.raises(refusal):
            participants.recount(session, actor, row.id, counted({"EECO01": 1}), version=row.version)
        with pytest.raises(refusal):
            participants.uncount(session, actor, row.id, version=row.version)

    assert participants.counts_of(session, cast.pekka, plan.id).total == BUSY
    assert session.exec(select(IndicatorTarget)).all() == []


@begins_with(make_plan)
def test_a_cooperation_partner_has_no_numbers_of_its_own(session: Session, cast: Cast, plan: Plan) -> None:
    part = theirs(cast, plan)
    part.role = ImplementerRole.COOPERATION_PARTNER

    with pytest.raises(Forbidden):
        target(cast, "pekka", plan.id, part.id, 5)

    assert [one.part_id for one in participants.targets_of(session, cast.pekka, plan.id).parts] == [
        ours(cast, plan).id
    ]


def test_targets_are_set_before_the_decision_and_people_counted_after_it(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = running(cast)
    part = ours(cast, plan)
    found = {}
    for state in PlanState:
        plan.state = state
        session.flush()
        targets = participants.targets_of(session, cast.aino, plan.id).parts[0]
        counts = participants.counts_of(session, cast.aino, plan.id).parts[0]
        found[state] = (targets.may_edit, counts.may_count)
        if not targets.may_edit:
            with pytest.raises(WrongState):
                target(cast, "aino", plan.id, part.id, 5)
        if not counts.may_count:
            with pytest.raises(WrongState):
                participants.count(session, cast.aino, plan.id, part.id, counted())

    assert found == {state: (state in PLAN_OPEN, state in PLAN_RUNS) for state in PlanState}


def test_counts_add_up_by_period_implementer_and_group(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    later = counted({"EECO01": 5, "EECR04": 2}, "Syksyn ryhmä", date(2026, 8, 1), date(2026, 8, 31))
    participants.count(session, cast.pekka, plan.id, theirs(cast, plan).id, counted())
    participants.count(session, cast.pekka, plan.id, theirs(cast, plan).id, later)
    participants.count(session, cast.aino, plan.id, ours(cast, plan).id, counted({"EECO01": 3}))

    found = participants.counts_of(session, cast.veera, plan.id)

    assert [part.counts for part in found.parts] == [
        {"EECO01": 3},
        {"EECO01": 25, "EECO02": 9, "EECO04": 11, "EECR04": 2},
    ]
    assert [(row.starts_on, row.note) for row in found.parts[1].periods] == [
        (date(2026, 8, 1), "Syksyn ryhmä"),
        (FIRST, ""),
    ]
    assert found.total == {"EECO01": 28, "EECO02": 9, "EECO04": 11, "EECR04": 2}


def test_second_click_counts_nobody_twice(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    part = ours(cast, plan)

    first = participants.count(session, cast.aino, plan.id, part.id, counted())
    second = participants.count(session, cast.aino, plan.id, part.id, counted())

    assert first.id == second.id
    assert participants.counts_of(session, cast.aino, plan.id).total == BUSY


@pytest.mark.parametrize(
    ("typed", "key", "field"),
    [
        (Counted(None, LAST, BUSY), "needed", "starts_on"),
        (Counted(FIRST, None, BUSY), "needed", "ends_on"),
        (Counted(LAST, FIRST, BUSY), "plan_ends_before_start", "ends_on"),
        (Counted(date(2027, 1, 1), date(2027, 1, 9), BUSY), "period_not_begun", "starts_on"),
        (Counted(LAST, LAST + timedelta(9), BUSY), "period_overlaps", "starts_on"),
        (Counted(date(2026, 5, 1), date(2026, 5, 9), {}), "nothing_counted", "counts"),
        (Counted(date(2026, 5, 1), date(2026, 5, 9), {"EECO02": -1}), "count_bounds", "EECO02"),
        (Counted(date(2026, 5, 1), date(2026, 5, 9), {"X": 1}), "unknown_choice", "X"),
        (Counted(date(2026, 5, 1), date(2026, 5, 9), BUSY, "Aino Virtanen"), "name_of_person", "note"),
        (Counted(date(2026, 5, 1), date(2026, 5, 9), BUSY, "x" * 501), "too_long", "note"),
    ],
)
def test_a_period_that_does_not_hold_is_refused(
    session: Session, cast: Cast, clock: Clock, typed: Counted, key: str, field: str
) -> None:
    plan = running(cast)
    part = theirs(cast, plan)
    row = participants.count(session, cast.pekka, plan.id, part.id, counted())
    other = participants.count(
        session,
        cast.pekka,
        plan.id,
        part.id,
        counted({"EECO01": 1}, first=date(2026, 6, 1), last=date(2026, 6, 2)),
    )

    with pytest.raises(Invalid) as refused:
        participants.count(session, cast.pekka, plan.id, part.id, typed)
    with pytest.raises(Invalid) as again:
        participants.recount(session, cast.pekka, other.id, typed, version=other.version)

    assert (refused.value.key, refused.value.field) == (again.value.key, again.value.field) == (key, field)
    assert participants.counts_of(session, cast.pekka, plan.id).total["EECO01"] == 21
    assert len(session.exec(select(CountPeriod)).all()) == 2
    assert row.note == ""


def test_a_period_is_corrected_and_taken_away(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast, PlanState.COMPLETED)
    row = participants.count(session, cast.pekka, plan.id, theirs(cast, plan).id, counted())
    (shown,) = seen(cast, plan)

    participants.recount(
        session,
        cast.pekka,
        row.id,
        counted({"EECR04": 4}, "Puhelimitse", last=LAST + timedelta(1)),
        version=shown.version,
    )
    with pytest.raises(Conflict):
        participants.recount(session, cast.pekka, row.id, counted(), version=shown.version)
    with pytest.raises(Conflict):
        participants.uncount(session, cast.pekka, row.id, version=shown.version)

    (changed,) = seen(cast, plan)
    assert (changed.counts, changed.note, changed.ends_on) == (
        {"EECR04": 4},
        "Puhelimitse",
        LAST + timedelta(1),
    )
    participants.uncount(session, cast.pekka, row.id, version=changed.version)
    assert session.exec(select(ParticipantCount)).all() == []
    steps = plans.history(session, cast.aino, plan.id)
    assert [(step.action, bool(step.before), bool(step.after)) for step in steps[:3]] == [
        ("count", True, False),
        ("count", True, True),
        ("count", False, True),
    ]


def test_periods_have_a_bound(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = running(cast)
    monkeypatch.setattr(counting, "MOST_PERIODS", 0)

    with pytest.raises(WrongState, match="periods_full"):
        participants.count(session, cast.aino, plan.id, ours(cast, plan).id, counted())


def test_what_is_not_there_is_not_found(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)

    with pytest.raises(NotFound):
        participants.recount(session, cast.aino, 99999, counted(), version=1)
    with pytest.raises(NotFound):
        participants.count(session, cast.aino, plan.id, 99999, counted())
    for who in ("visitor", "sami", "fanni", "arvo"):
        with pytest.raises(NotFound):
            participants.counts_of(session, getattr(cast, who), plan.id)
        with pytest.raises(NotFound):
            participants.targets_of(session, getattr(cast, who), plan.id)


@pytest.mark.parametrize("many", [1, 3])
def test_reading_asks_as_often_for_one_period_as_for_three(
    session: Session, cast: Cast, clock: Clock, queries: Queries, many: int
) -> None:
    plan = running(cast)
    for month in range(1, many + 1):
        typed = counted(first=date(2026, month, 1), last=date(2026, month, 9))
        participants.count(session, cast.pekka, plan.id, theirs(cast, plan).id, typed)
    actor = cast.pekka
    queries.statements.clear()

    participants.counts_of(session, actor, plan.id)
    participants.targets_of(session, actor, plan.id)

    assert len(queries) == 7


def test_no_table_of_participants_has_room_for_who_they_are() -> None:
    """The only words are a note, and nobody's name comes through it; the people named are those who count."""
    tables = (IndicatorTarget, CountPeriod, ParticipantCount)
    words = {
        f"{table.__tablename__}.{column.name}"
        for table in tables
        for column in Table.metadata.tables[str(table.__tablename__)].columns
        if isinstance(column.type, AutoString)
    }

    assert words == {"indicator_target.code", "count_period.note", "participant_count.code"}


@pytest.mark.parametrize(
    ("numbers", "doubts"),
    [
        ({}, []),
        ({"EECO01": 20, "EECO02": 9, "EECO04": 8, "EECO05": 3}, []),
        ({"EECO01": 20, "EECO02": 9, "EECO04": 9, "EECO05": 3}, [Doubt.WORK_OVER_TOTAL]),
        ({"EECO01": 20, "EECO02": 9}, [Doubt.WORK_UNDER_TOTAL]),
        ({"EECO01": 20, "EECO06": 9, "EECO08": 12}, [Doubt.AGES_OVER_TOTAL]),
        ({"EECO01": 20, "EECO06": 9, "EECO08": 9}, []),
        ({"EECO01": 20, "EECO09": 9, "EECO10": 9, "EECO11": 9}, [Doubt.EDUCATION_OVER_TOTAL]),
        ({"EECO01": 20, "EECO12": 21}, [Doubt.OVER_TOTAL]),
        ({"EECO01": 20, "EECR03": 21}, [Doubt.OVER_TOTAL]),
        ({"EECO01": 20, "EECO18": 21, "EECO19": 99}, []),
        ({"EECO02": 5, "EECO03": 6}, [Doubt.LONG_TERM_OVER_UNEMPLOYED]),
        ({"EECO04": 5, "EECR01": 6}, [Doubt.JOB_SEEKERS_OVER_OUTSIDE]),
        ({"EECO02": 2, "EECO04": 3, "EECR04": 6}, [Doubt.EMPLOYED_OVER_OTHERS]),
        ({"EECO02": 2, "EECR04": 6}, []),
        ({"EECO05": 2, "EECR06": 3}, [Doubt.IMPROVED_OVER_EMPLOYED]),
    ],
)
def test_numbers_that_do_not_fit_together_are_pointed_out(
    numbers: dict[str, int], doubts: list[Doubt]
) -> None:
    assert [one.doubt for one in figures.warnings(numbers)] == doubts


@pytest.mark.parametrize(
    ("start", "end", "accepted"),
    [
        ("2026-03-02", "2026-03-06", False),
        ("2026-03-02", "2026-03-07", True),
        ("2026-03-02", "2026-03-08", True),
        ("2026-02-26", "2026-03-02", False),
        ("2028-02-25", "2028-03-01", True),
        ("2026-12-30", "2027-01-04", True),
        ("2.3.2026", "7.3.2026", True),
        (" 02.03.2026 ", "07.03.2026", True),
        ("2026-03-07", "2026-03-02", False),
        ("2026-03-02", "2026-03-02", False),
        ("2026-02-30", "2026-03-20", False),
        ("", "2026-03-20", False),
        ("2026-03-02", "", False),
        ("eilen", "2026-03-20", False),
        ("2026-03-02", "2026-13-01", False),
        ("20260302", "20260320", False),
    ],
)
def test_a_period_of_taking_part_lasts_five_days_or_more(start: str, end: str, accepted: bool) -> None:
    assert periods.accepted_as_written(start, end) == accepted


def test_the_measure_asks_the_product_itself(tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(
        "start,end\n2026-03-02,2026-03-06\n2026-03-02,2026-03-07\n,x\n2026-03-02\n", encoding="utf-8"
    )

    assert measure([str(cases)]) == ["refused", "accepted", "refused", "refused"]


def test_the_checker_says_from_which_day_on_it_is_enough() -> None:
    found = participants.checked(date(2026, 3, 2), date(2026, 3, 6))

    assert (found.days, found.accepted, found.earliest_end) == (4, False, date(2026, 3, 7))


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"EECO01": 20}, set()),
        ({"EECO01": 4}, {"EECO01"}),
        ({"EECO01": 5, "EECR04": 0}, {"EECR04"}),
        # Three work situations make up the whole: the one that is hidden needs company.
        ({"EECO01": 20, "EECO02": 2, "EECO04": 8, "EECO05": 10}, {"EECO02", "EECO04"}),
        ({"EECO01": 20, "EECO02": 2, "EECO04": 1, "EECO05": 17}, {"EECO02", "EECO04"}),
        # Two of three: the third is what they leave, in no table and small.
        ({"EECO01": 20, "EECO02": 9, "EECO04": 8}, {"EECO04"}),
        ({"EECO01": 20, "EECO02": 9, "EECO04": 11}, set()),
        # All but one: the last one is nobody's business either.
        ({"EECO01": 20, "EECO12": 18}, {"EECO12"}),
        ({"EECO02": 20, "EECO03": 17}, {"EECO03"}),
        ({"EECO01": 20, "EECO15": 20}, set()),
        ({"EECO01": 20, "EECO12": 3}, {"EECO12"}),
        # Organisations are in no sum of people.
        ({"EECO01": 20, "EECO18": 17}, set()),
        ({"EECO18": 2}, {"EECO18"}),
    ],
)
def test_small_numbers_and_those_that_give_them_away_stay_hidden(
    numbers: dict[str, int], hidden: set[str]
) -> None:
    shown = participants.shown(numbers)

    assert {code for code, count in shown.items() if count is None} == hidden
    assert all(shown[code] == count for code, count in numbers.items() if code not in hidden)


people = st.integers(0, 12)


@settings(max_examples=120, deadline=None)
@given(
    work=st.lists(people, min_size=3, max_size=3),
    long_term=people,
    other=st.dictionaries(
        st.sampled_from([*figures.AGES, *figures.EDUCATION, "EECO12", "EECO17", "EECR04"]),
        people,
    ),
)
def test_nobody_can_reckon_a_small_number_from_those_that_are_shown(
    work: list[int], long_term: int, other: dict[str, int]
) -> None:
    """Solves what a reader could solve: each sum is an equation, hidden numbers and remainders are unknown."""
    counts = {"EECO01": sum(work)} | dict(zip(figures.WORK, work, strict=True))
    counts["EECO03"] = min(long_term, counts["EECO02"])
    left: dict[tuple[str, ...], int] = {figures.AGES: sum(work), figures.EDUCATION: sum(work)}
    for code, number in other.items():
        group = next((group for group in left if code in group), None)
        counts[code] = min(number, left[group] if group else sum(work))
        if group:
            left[group] -= counts[code]
    shown = suppression.shown(counts)

    assert _reckoned(counts, shown) == set()


def _reckoned(counts: dict[str, int], shown: dict[str, int | None]) -> set[str]:
    """The numbers of one to four, hidden or left over, that the equations settle."""
    sums = suppression.sums(counts)
    lefts = [counts[one.whole] - sum(counts[part] for part in one.parts) for one in sums]
    hidden = [code for code, count in shown.items() if count is None]
    names = [*hidden, *(f"left-{place}" for place, left in enumerate(lefts) if left)]
    if not names:
        return set()
    rows = np.zeros((len(sums), len(names)))
    for place, (one, left) in enumerate(zip(sums, lefts, strict=True)):
        for code, sign in [(one.whole, 1.0), *((part, -1.0) for part in one.parts)]:
            if code in hidden:
                rows[place, names.index(code)] = sign
        if left:
            rows[place, names.index(f"left-{place}")] = -1.0
    rank = np.linalg.matrix_rank(rows)
    values = [counts[name] if name in counts else lefts[int(name[5:])] for name in names]
    return {
        name
        for place, (name, value) in enumerate(zip(names, values, strict=True))
        if 0 < value < suppression.SMALLEST_SHOWN
        and np.linalg.matrix_rank(np.vstack([rows, np.eye(len(names))[place]])) == rank
    }
