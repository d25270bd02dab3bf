"""A plan's readiness: what is checked, what counts, whose it is to do, and how the lead assesses its own plan."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Assessment,
    Association,
    AssociationState,
    BudgetLine,
    Conflict,
    CriterionKind,
    Forbidden,
    IdeaNeed,
    ImplementerRole,
    IndicatorTarget,
    Invalid,
    JournalEntry,
    Milestone,
    NotFound,
    Plan,
    PlanField,
    PlanState,
    Risk,
    Task,
    WorkPackage,
    WrongState,
    now,
    today,
)
from services import readiness
from services.readiness import Area, CheckKind
from services.readiness.checks import months_after
from services.readiness.reading import AreaState, percent
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.confirmation_world import asked, make_three, ready
from tests.services.plan_world import part_of
from tests.services.readiness_world import ENDS, STARTS, change_call, kinds, make_whole, parts_of, undone
from tests.worlds import begins_with

Spoil = Callable[[Session, Cast, Plan], Any]


def of_first(table: Any, **changes: Any) -> Spoil:
    def spoil(session: Session, _cast: Cast, plan: Plan) -> None:
        row = session.exec(select(table).where(table.plan_id == plan.id).order_by(table.id)).first()
        for name, value in changes.items():
            setattr(row, name, value)
        session.flush()

    return spoil


def without(table: Any) -> Spoil:
    def spoil(session: Session, _cast: Cast, plan: Plan) -> None:
        for row in session.exec(select(table).where(table.plan_id == plan.id)):
            session.delete(row)
        session.flush()

    return spoil


def of_plan(**changes: Any) -> Spoil:
    def spoil(session: Session, _cast: Cast, plan: Plan) -> None:
        for name, value in changes.items():
            setattr(plan, name, value)
        session.flush()

    return spoil


def of_call(**changes: Any) -> Spoil:
    return lambda session, _cast, plan: change_call(session, plan, **changes)


def of_association(**changes: Any) -> Spoil:
    def spoil(session: Session, cast: Cast, _plan: Plan) -> None:
        home = session.get_one(Association, cast.toivonsilta.id)
        for name, value in changes.items():
            setattr(home, name, value)
        session.flush()

    return spoil


def text(key: str, words: str) -> Spoil:
    def spoil(session: Session, _cast: Cast, plan: Plan) -> None:
        session.exec(
            select(PlanField).where(PlanField.plan_id == plan.id, PlanField.place == 0, PlanField.key == key)
        ).one().text = words
        session.flush()

    return spoil


def another_need(session: Session, _cast: Cast, plan: Plan) -> None:
    session.add(IdeaNeed(idea_id=plan.idea_id, competence="", words="Taksi"))
    session.flush()


def a_newer_call(session: Session, _cast: Cast, plan: Plan) -> None:
    followed = plan.call_version_id
    change_call(session, plan, name="Uusi nimi")
    plan.call_version_id = followed
    session.flush()


def score(slug: str, value: int | None, evidence: str = "Näin on.") -> Spoil:
    return lambda session, cast, plan: readiness.assess(
        session, cast.aino, plan.id, slug, value, evidence, version=1
    )


def early(session: Session, _cast: Cast, plan: Plan) -> None:
    """The task that waits begins on the day on which the one before it ends."""
    first, second, *_ = session.exec(
        select(Task).where(Task.plan_id == plan.id).order_by(Task.id)  # type: ignore[arg-type]
    ).all()
    second.starts_on = first.ends_on
    session.flush()


def two_leads(session: Session, _cast: Cast, plan: Plan) -> None:
    parts_of(session, plan)[1].role = ImplementerRole.LEAD
    session.flush()


SPOILT: list[tuple[CheckKind, Spoil]] = [
    (CheckKind.CALL_CHOSEN, of_plan(call_id=None, call_version_id=None)),
    (CheckKind.CALL_NEWEST, a_newer_call),
    (CheckKind.CALL_OPEN, of_call(closes_on=date(2026, 1, 1), opens_on=date(2025, 1, 1))),
    (CheckKind.PROJECT_FORM, of_call(project_forms=["single"])),
    (CheckKind.LEADS, two_leads),
    (CheckKind.REGISTERED, of_association(registered=False)),
    (CheckKind.VERIFIED, of_association(state=AssociationState.PENDING)),
    (CheckKind.NEEDS, another_need),
    (CheckKind.DATES_SAID, of_plan(ends_on=None)),
    (CheckKind.STARTS_IN_TIME, of_call(starts_earliest=STARTS + timedelta(days=1))),
    (CheckKind.ENDS_IN_TIME, of_call(ends_latest=ENDS - timedelta(days=1))),
    (CheckKind.NOT_TOO_LONG, of_call(longest_months=23)),
    (CheckKind.AREA_SAID, of_plan(area=[])),
    (CheckKind.SECTION_WRITTEN, text("need", "")),
    (CheckKind.SECTION_FITS, text("summary", "a" * 101)),
    (CheckKind.PACKAGES_MADE, without(WorkPackage)),
    (CheckKind.PACKAGES_WHOLE, of_first(WorkPackage, result="")),
    (CheckKind.PACKAGES_ANSWERED, of_first(WorkPackage, part_id=None)),
    (CheckKind.WORK_INSIDE, of_first(Milestone, due_on=ENDS + timedelta(days=1))),
    (CheckKind.WORK_IN_ORDER, early),
    (CheckKind.MILESTONES_SET, without(Milestone)),
    (CheckKind.RISKS_NAMED, without(Risk)),
    (CheckKind.RISKS_ANSWERED, of_first(Risk, response="")),
    (CheckKind.MONEY_WHOLE, of_plan(cost_model=None)),
    (CheckKind.MONEY_PART, of_first(BudgetLine, euros=1)),
    (CheckKind.TARGETS_SET, without(IndicatorTarget)),
    (CheckKind.ASSESSED, score("tarve", 3, "")),
    (CheckKind.GENERAL_MET, score("mukainen", 0)),
]


@begins_with(make_whole)
def test_a_whole_plan_lacks_nothing_but_its_confirmations(session: Session, cast: Cast, plan: Plan) -> None:
    found = readiness.of_plan(session, cast.aino, plan.id)

    assert kinds(undone(cast, plan)) == [CheckKind.CONFIRMED]
    assert found.percent == 100 * 8 // 9
    assert {row.area for row in found.areas} == set(Area)
    assert kinds(found.next) == [CheckKind.CONFIRMED]


@begins_with(make_whole)
def test_each_check_finds_its_fault(session: Session, cast: Cast, plan: Plan) -> None:
    unseen = []

    for kind, spoil in SPOILT:
        with session.begin_nested() as spoiling:
            spoil(session, cast, plan)
            if kind not in kinds(undone(cast, plan)):
                unseen.append(kind)
            spoiling.rollback()

    assert unseen == []
    assert kinds(undone(cast, plan)) == [CheckKind.CONFIRMED]


def test_every_kind_of_check_is_spoilt_once() -> None:
    # `PART_WORKS` and `CONFIRMED` have tests of their own.
    assert {kind for kind, _ in SPOILT} | {CheckKind.PART_WORKS, CheckKind.CONFIRMED} == set(CheckKind)


@begins_with(make_whole)
def test_who_has_nothing_to_do_is_named(session: Session, cast: Cast, plan: Plan) -> None:
    theirs, leads = (part_of(session, plan, home).id for home in (cast.toivonsilta, cast.satusuo))
    for row in session.exec(select(Task).where(Task.part_id == theirs)):
        row.part_id = leads
    session.flush()

    idle, _ = undone(cast, plan)

    assert (idle.kind, idle.part.association if idle.part else "") == (
        CheckKind.PART_WORKS,
        "Toivonsillan kriisituki ry",
    )


@begins_with(make_whole)
def test_what_is_done_of_a_need_without_a_partner_is_named(session: Session, cast: Cast, plan: Plan) -> None:
    another_need(session, cast, plan)
    (gap,) = readiness.assessment_of(session, cast.pekka, plan.id).gaps

    readiness.name_gap(session, cast.aino, plan.id, gap.need.id, "Ostamme kyydit.", version=0)

    assert kinds(undone(cast, plan)) == [CheckKind.CONFIRMED]
    assert readiness.assessment_of(session, cast.pekka, plan.id).gaps[0].words == "Ostamme kyydit."


@begins_with(make_whole)
def test_a_need_that_left_with_its_partner_is_open_again(session: Session, cast: Cast, plan: Plan) -> None:
    part_of(session, plan, cast.toivonsilta).left_at = now()
    session.flush()

    found = undone(cast, plan)

    assert CheckKind.NEEDS in kinds(found)
    assert all(check.part is None or check.part.association_id != cast.toivonsilta.id for check in found)


@begins_with(make_three)
def test_a_partner_without_a_budget_needs_none(session: Session, cast: Cast, plan: Plan) -> None:
    mylly = next(part for part in parts_of(session, plan) if part.role == ImplementerRole.COOPERATION_PARTNER)

    of_mylly = [check for check in undone(cast, plan) if check.part and check.part.id == mylly.id]

    assert {check.kind for check in of_mylly} == {CheckKind.SECTION_WRITTEN}


@begins_with(make_three)
def test_a_plan_that_has_just_begun_is_told_where_to_start(session: Session, cast: Cast, plan: Plan) -> None:
    lead, other = (readiness.of_plan(session, actor, plan.id) for actor in (cast.aino, cast.pekka))

    assert kinds(lead.next) == [CheckKind.CALL_CHOSEN, CheckKind.DATES_SAID, CheckKind.AREA_SAID]
    assert (lead.next[1].view, lead.next[1].sub) == ("form", "4")
    # Each is shown what is theirs first.
    assert {check.part.association_id for check in other.next if check.part} == {cast.toivonsilta.id}
    assert lead.percent == other.percent < 40


@begins_with(asked)
def test_confirming_counts_whose_words_hold(cast: Cast, plan: Plan) -> None:
    waiting = next(check for check in undone(cast, plan) if check.kind == CheckKind.CONFIRMED)
    assert (waiting.figures["n"], waiting.figures["all"]) == (0, 3)


@begins_with(ready)
def test_who_all_confirmed_are_done(cast: Cast, plan: Plan) -> None:
    assert plan.state == PlanState.READY
    assert CheckKind.CONFIRMED not in kinds(undone(cast, plan))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2027, 3, 1), 24, date(2029, 3, 1)),
        (date(2027, 11, 15), 2, date(2028, 1, 15)),
        (date(2027, 1, 31), 1, date(2027, 3, 1)),
        (date(2027, 12, 31), 2, date(2028, 3, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_a_hundred_is_everything() -> None:
    almost = AreaState(Area.TEXTS, 299, 300)
    whole = AreaState(Area.MONEY, 3, 3)

    assert (percent((whole, whole)), percent((whole, almost)), percent((AreaState(Area.CALL, 0, 1),))) == (
        100,
        99,
        0,
    )


@begins_with(make_whole)
def test_the_lead_assesses_and_the_others_read(session: Session, cast: Cast, plan: Plan) -> None:
    version = readiness.assess(session, cast.eero, plan.id, "tarve", 4, "Kysely 2026.", version=1)

    found = readiness.assessment_of(session, cast.pekka, plan.id)
    assert not found.may_assess
    row = found.rows[1]
    assert (row.score, row.evidence, row.who, row.version) == (4, "Kysely 2026.", "Eero", version)
    assert found.points(CriterionKind.CONTENT) == (Decimal(8), Decimal(10))
    last = session.exec(
        select(JournalEntry.action, JournalEntry.why).order_by(JournalEntry.id.desc())  # type: ignore[attr-defined]
    ).first()
    assert last == ("assess", "Tarve")


REFUSED: list[tuple[str, str, int, str, int, type[Exception]]] = [
    ("sami", "tarve", 3, "x", 1, Forbidden),
    ("pekka", "tarve", 3, "x", 1, Forbidden),
    ("veera", "tarve", 3, "x", 1, Forbidden),
    ("uuno", "tarve", 3, "x", 1, NotFound),
    ("visitor", "tarve", 3, "x", 1, NotFound),
    ("fanni", "tarve", 3, "x", 1, NotFound),
    ("aino", "muu", 3, "x", 1, NotFound),
    ("aino", "tarve", 6, "x", 1, Invalid),
    ("aino", "tarve", -1, "x", 1, Invalid),
    ("aino", "mukainen", 2, "x", 1, Invalid),
    ("aino", "tasa_arvo", 4, "x", 1, Invalid),
    ("aino", "tarve", 3, "a" * 2001, 1, Invalid),
    ("aino", "tarve", 3, "131052-308T", 1, Invalid),
    ("aino", "tarve", 4, "x", 0, Conflict),
]


@begins_with(make_whole)
def test_an_assessment_is_refused(session: Session, cast: Cast, plan: Plan) -> None:
    for who, slug, value, evidence, version, refusal in REFUSED:
        with pytest.raises(refusal):
            readiness.assess(session, getattr(cast, who), plan.id, slug, value, evidence, version=version)

    row = session.exec(select(Assessment).where(Assessment.subject == "tarve")).one()
    assert (row.score, row.evidence) == (3, "Näin on.")


@pytest.mark.parametrize(("who", "refusal"), [("pekka", Forbidden), ("uuno", NotFound)])
@begins_with(make_whole)
def test_only_the_lead_names_a_gap(
    session: Session, cast: Cast, who: str, refusal: type[Exception], plan: Plan
) -> None:
    need = session.exec(select(IdeaNeed.id).where(IdeaNeed.idea_id == plan.idea_id)).one()

    with pytest.raises(refusal):
        readiness.name_gap(session, getattr(cast, who), plan.id, need, "Ostamme.", version=0)
    with pytest.raises(NotFound):
        readiness.name_gap(session, cast.aino, plan.id, need + 999, "Ostamme.", version=0)


@begins_with(make_whole)
def test_what_the_funder_has_is_assessed_no_more(session: Session, cast: Cast, plan: Plan) -> None:
    plan.state = PlanState.SUBMITTED
    session.flush()

    with pytest.raises(WrongState):
        readiness.assess(session, cast.aino, plan.id, "tarve", 5, "x", version=1)


@pytest.mark.parametrize("who", ["uuno", "fanni", "visitor"])
@begins_with(make_whole)
def test_a_stranger_reads_no_readiness(session: Session, cast: Cast, who: str, plan: Plan) -> None:
    for question in (readiness.of_plan, readiness.assessment_of):
        with pytest.raises(NotFound):
            question(session, getattr(cast, who), plan.id)


@begins_with(make_whole)
def test_what_nobody_has_checked_is_marked(session: Session, cast: Cast, plan: Plan) -> None:
    change_call(session, plan, uncertain=["limits", "longest_months", "criteria"], longest_months=12)
    text("summary", "a" * 101)(session, cast, plan)

    marked = {check.kind for check in undone(cast, plan) if check.uncertain}
    assert marked == {CheckKind.NOT_TOO_LONG, CheckKind.SECTION_FITS}
    assert readiness.assessment_of(session, cast.aino, plan.id).uncertain


@pytest.mark.parametrize("rows", [1, 3])
@begins_with(asked)
def test_readiness_costs_the_same_however_much_there_is(
    session: Session, cast: Cast, queries: Queries, rows: int, plan: Plan
) -> None:
    part = parts_of(session, plan)[0]
    for number in range(rows):
        session.add(WorkPackage(plan_id=plan.id, position=number, title=f"P{number}", part_id=part.id))
        session.add(
            Task(plan_id=plan.id, part_id=part.id, title=f"T{number}", starts_on=today(), ends_on=today())
        )
        session.add(IdeaNeed(idea_id=plan.idea_id, words=f"N{number}"))
        session.add(Risk(plan_id=plan.id, title=f"R{number}", likelihood=5, effect=5))
    session.flush()
    session.expire_all()
    actor, plan_id = cast.aino, plan.id
    queries.statements.clear()

    readiness.of_plan(session, actor, plan_id)
    first = len(queries)
    readiness.assessment_of(session, actor, plan_id)

    assert (first, len(queries) - first) == (31, 4)
