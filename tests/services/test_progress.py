"""A project under way: reports, deviations and changes, who tells and who hears."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest
from sqlmodel import Session, col, select

from models import (
    CHANGE_LIFECYCLE,
    SHARED_SUBJECTS,
    AssociationMember,
    ChangeAction,
    ChangeState,
    ChangeSubject,
    Conflict,
    Deviation,
    Forbidden,
    Invalid,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    PackageReport,
    Plan,
    PlanChange,
    PlanState,
    WrongState,
)
from services import plans, progress
from services.actors import Actor
from services.progress import ChangeWords, DeviationWords, changes, deviations, reports
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.plan_world import make_plan
from tests.services.running_world import make_package, ours, running, theirs

WORDS = DeviationWords("Ryhmä alkoi myöhässä", "Ohjaaja vaihtui", "Kolme kertaa siirtyi syksyyn")
LONGER = ChangeWords(ChangeSubject.DURATION, "Kolme kuukautta lisää", "Päätös tuli myöhässä")
MONEY = ChangeWords(ChangeSubject.BUDGET, "Matkoista palkkoihin 2 000 €", "Etäryhmät")
STRANGERS = [
    ("sami", NotFound),
    ("uuno", NotFound),
    ("visitor", NotFound),
    ("fanni", NotFound),
    ("arvo", NotFound),
]


def change(cast: Cast, plan: Plan, who: str = "pekka", typed: ChangeWords = MONEY) -> PlanChange:
    part = ours(cast, plan) if who in ("aino", "eero") else theirs(cast, plan)
    return progress.note_change(cast.session, getattr(cast, who), plan.id, part.id, typed)


def told(session: Session, key: str) -> set[int]:
    return set(session.exec(select(Notice.person_id).where(Notice.key == key)))


def test_a_package_tells_how_far_it_is_and_keeps_what_was_told(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = running(cast)
    groups = make_package(cast, plan, theirs(cast, plan))
    make_package(cast, plan, None, "Ohjaus")
    progress.report(session, cast.pekka, plan.id, groups.id, 30, "Ohjaaja Maija Meikäläinen aloitti.")
    clock.at += timedelta(days=30)
    progress.report(session, cast.pekka, plan.id, groups.id, 60, "Kaksi ryhmää käynnissä.")

    found = progress.of_plan(session, cast.veera, plan.id)

    first, second = found.packages
    assert (first.title, first.association, first.percent) == ("Ryhmät", "Toivonsillan kriisituki ry", 60)
    assert [(row.percent, row.who) for row in first.reports] == [(60, "Pekka"), (30, "Pekka")]
    assert (second.title, second.association, second.percent) == ("Ohjaus", "Satusuon kyläyhdistys ry", 0)
    assert found.percent == 30
    assert told(session, "package_reported") == {cast.aino.id, cast.eero.id, cast.frans.id}


def test_the_project_as_a_whole_is_told_by_the_lead_and_heard_by_everybody(
    session: Session, cast: Cast
) -> None:
    plan = running(cast)

    progress.report(session, cast.aino, plan.id, None, 40, "Aikataulussa.")

    assert progress.of_plan(session, cast.pekka, plan.id).percent == 40
    assert told(session, "project_reported") == {cast.pekka.id, cast.eero.id, cast.frans.id}
    with pytest.raises(Forbidden):
        progress.report(session, cast.pekka, plan.id, None, 40, "Aikataulussa.")


@pytest.mark.parametrize(
    ("percent", "done", "key", "field"),
    [
        (-1, "Tehty", "percent_bounds", "percent"),
        (101, "Tehty", "percent_bounds", "percent"),
        (50, "  ", "needed", "done"),
        (50, "x" * 3001, "too_long", "done"),
        (50, "Mukana Aino, Eero, Veera ja Ville", "list_of_people", "done"),
        (50, "Soita 040 123 4567", "contact_of_person", "done"),
    ],
)
def test_a_report_that_does_not_hold_is_refused(
    session: Session, cast: Cast, percent: int, done: str, key: str, field: str
) -> None:
    plan = running(cast)

    with pytest.raises(Invalid) as refused:
        progress.report(session, cast.aino, plan.id, None, percent, done)

    assert (refused.value.key, refused.value.field) == (key, field)
    assert session.exec(select(PackageReport)).all() == []


def test_who_does_not_write_in_the_plan_tells_nothing(session: Session, cast: Cast) -> None:
    plan = running(cast)
    package = make_package(cast, plan, theirs(cast, plan))
    part = theirs(cast, plan)
    row = progress.note_deviation(session, cast.pekka, plan.id, part.id, WORDS)
    noted = change(cast, plan)
    acts: list[Callable[[Actor], object]] = [
        lambda who: progress.report(session, who, plan.id, package.id, 50, "Puolet"),
        lambda who: progress.note_deviation(session, who, plan.id, part.id, WORDS),
        lambda who: progress.edit_deviation(session, who, row.id, WORDS, version=row.version),
        lambda who: progress.settle_deviation(session, who, row.id, True, version=row.version),
        lambda who: progress.note_change(session, who, plan.id, part.id, MONEY),
        lambda who: progress.edit_change(session, who, noted.id, "Muu", "Syy", version=noted.version),
        lambda who: progress.move_change(session, who, noted.id, ChangeAction.APPLY, version=noted.version),
    ]

    for name, refusal in [("veera", Forbidden), *STRANGERS]:
        for act in acts:
            with pytest.raises(refusal):
                act(getattr(cast, name))

    assert (noted.state, row.settled_on) == (ChangeState.NOTED, None)
    for name, _ in STRANGERS:
        with pytest.raises(NotFound):
            progress.of_plan(session, getattr(cast, name), plan.id)


def test_another_implementers_work_is_not_ones_own_to_tell(session: Session, cast: Cast) -> None:
    plan = running(cast)
    package = make_package(cast, plan, ours(cast, plan))
    row = progress.note_deviation(session, cast.aino, plan.id, ours(cast, plan).id, WORDS)

    with pytest.raises(Forbidden):
        progress.report(session, cast.pekka, plan.id, package.id, 50, "Puolet")
    with pytest.raises(Forbidden):
        progress.settle_deviation(session, cast.pekka, row.id, True, version=row.version)
    with pytest.raises(Forbidden):
        progress.note_change(session, cast.pekka, plan.id, ours(cast, plan).id, MONEY)


@pytest.mark.parametrize("state", [PlanState.DRAFTING, PlanState.SUBMITTED, PlanState.NOT_FUNDED])
def test_before_the_decision_nothing_is_told(session: Session, cast: Cast, state: PlanState) -> None:
    plan = running(cast, state)

    with pytest.raises(WrongState, match="plan_not_funded_yet"):
        progress.report(session, cast.aino, plan.id, None, 50, "Puolet")
    with pytest.raises(WrongState, match="plan_not_funded_yet"):
        progress.note_deviation(session, cast.aino, plan.id, ours(cast, plan).id, WORDS)
    with pytest.raises(WrongState, match="plan_not_funded_yet"):
        change(cast, plan)

    assert not progress.of_plan(session, cast.aino, plan.id).whole.may_report


def test_a_deviation_is_noted_mended_and_settled(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    package = make_package(cast, plan, theirs(cast, plan))
    part = theirs(cast, plan)
    row = progress.note_deviation(session, cast.pekka, plan.id, part.id, WORDS)
    assert progress.note_deviation(session, cast.pekka, plan.id, part.id, WORDS).id == row.id
    seen = row.version

    typed = DeviationWords("Ryhmä alkoi kuukauden myöhässä", "Ohjaaja vaihtui", "Siirtyi syksyyn", package.id)
    progress.edit_deviation(session, cast.aino, row.id, typed, version=seen)
    session.flush()
    with pytest.raises(Conflict):
        progress.settle_deviation(session, cast.pekka, row.id, True, version=seen)
    progress.settle_deviation(session, cast.pekka, row.id, True, version=row.version)
    session.flush()

    (shown,) = progress.of_plan(session, cast.veera, plan.id).deviations
    assert (shown.what, shown.package, shown.settled_on) == (typed.what, "Ryhmät", clock.at.date())
    progress.settle_deviation(session, cast.pekka, row.id, False, version=row.version)
    assert row.settled_on is None
    assert told(session, "plan_deviates") == {cast.aino.id, cast.eero.id, cast.frans.id}


@pytest.mark.parametrize("field", ["what", "reason", "effect"])
def test_a_deviation_says_what_why_and_what_follows(session: Session, cast: Cast, field: str) -> None:
    plan = running(cast)
    words = {name: "" if name == field else "Jotain" for name in ("what", "reason", "effect")}
    empty = DeviationWords(words["what"], words["reason"], words["effect"])

    with pytest.raises(Invalid) as refused:
        progress.note_deviation(session, cast.aino, plan.id, ours(cast, plan).id, empty)

    assert (refused.value.key, refused.value.field) == ("needed", field)


@pytest.mark.parametrize("subject", list(ChangeSubject))
def test_the_lead_applies_for_what_is_shared_and_each_for_its_own(
    session: Session, cast: Cast, subject: ChangeSubject
) -> None:
    """Noted by Pekka of Toivonsilta; the lead hears of every change, the applicant by mail."""
    plan = running(cast)

    change(cast, plan, typed=ChangeWords(subject, "Muutos", "Syy"))

    (row,) = progress.of_plan(session, cast.pekka, plan.id).changes
    shared = subject in SHARED_SUBJECTS
    assert (row.by_lead, row.association) == (
        (True, "Satusuon kyläyhdistys ry") if shared else (False, "Toivonsillan kriisituki ry")
    )
    assert bool(row.actions) == (not shared)
    leads = {cast.aino.id, cast.eero.id, cast.frans.id}
    assert told(session, "change_to_apply") == (leads if shared else set())
    assert told(session, "change_noted") == (set() if shared else leads)
    mailed = {mail.address for mail in session.exec(select(Mail).where(Mail.key == "change_to_apply"))}
    assert ("aino@example.org" in mailed) == shared


def test_a_change_goes_from_the_list_to_the_funders_answer(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = running(cast)
    row = change(cast, plan)
    applied, answered = date(2026, 8, 20), date(2026, 8, 30)

    progress.move_change(session, cast.pekka, row.id, ChangeAction.APPLY, version=row.version, on=applied)
    session.flush()
    with pytest.raises(WrongState, match="change_applied_already"):
        progress.edit_change(session, cast.pekka, row.id, "Muu", "Syy", version=row.version)
    progress.move_change(
        session,
        cast.pekka,
        row.id,
        ChangeAction.APPROVE,
        version=row.version,
        on=answered,
        answer="Dnro 12/2026",
    )
    session.flush()

    (shown,) = progress.of_plan(session, cast.veera, plan.id).changes
    assert (shown.state, shown.applied_on, shown.decided_on, shown.answer) == (
        ChangeState.APPROVED,
        applied,
        answered,
        "Dnro 12/2026",
    )
    assert (
        told(session, "change_applied")
        == told(session, "change_approved")
        == {
            cast.aino.id,
            cast.eero.id,
            cast.frans.id,
        }
    )


def test_an_answer_that_was_written_down_wrongly_is_taken_back(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = running(cast)
    row = change(cast, plan)
    applied = date(2026, 8, 20)
    progress.move_change(session, cast.pekka, row.id, ChangeAction.APPLY, version=row.version, on=applied)
    session.flush()
    progress.move_change(
        session, cast.pekka, row.id, ChangeAction.APPROVE, version=row.version, answer="Dnro 1"
    )
    session.flush()

    progress.move_change(session, cast.pekka, row.id, ChangeAction.REOPEN, version=row.version)

    assert (row.state, row.applied_on, row.decided_on, row.answer) == (ChangeState.APPLIED, applied, None, "")
    steps = [step.after for step in plans.history(session, cast.aino, plan.id) if step.action == "change"]
    assert steps == ["applied", "approved", "applied", "noted"]


def test_only_the_steps_of_the_table_are_open(session: Session, cast: Cast) -> None:
    plan = running(cast)
    row = change(cast, plan)
    found = {}
    for state, action in product(ChangeState, ChangeAction):
        row.state, row.applied_on = state, None
        session.flush()
        try:
            progress.move_change(session, cast.pekka, row.id, action, version=row.version)
            found[state, action] = row.state
        except WrongState:
            assert row.state == state

    assert found == CHANGE_LIFECYCLE.steps


@pytest.mark.parametrize(
    ("on", "key"), [(date(2026, 9, 2), "day_to_come"), (date(1926, 9, 1), "plan_date_bounds")]
)
def test_a_step_has_a_day_that_has_been(
    session: Session, cast: Cast, clock: Clock, on: date, key: str
) -> None:
    plan = running(cast)
    row = change(cast, plan)

    with pytest.raises(Invalid) as refused:
        progress.move_change(session, cast.pekka, row.id, ChangeAction.APPLY, version=row.version, on=on)

    assert (refused.value.key, refused.value.field) == (key, "on")


def test_an_answer_does_not_come_before_the_application(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    row = change(cast, plan)
    progress.move_change(
        session, cast.pekka, row.id, ChangeAction.APPLY, version=row.version, on=date(2026, 8, 20)
    )
    session.flush()

    with pytest.raises(Invalid, match="answer_before_application"):
        progress.move_change(
            session, cast.pekka, row.id, ChangeAction.REFUSE, version=row.version, on=date(2026, 8, 19)
        )


def test_a_change_is_mended_while_nobody_has_applied_and_not_over_anothers_words(
    session: Session, cast: Cast
) -> None:
    plan = running(cast)
    row = change(cast, plan)
    assert change(cast, plan).id == row.id
    seen = row.version

    progress.edit_change(
        session, cast.aino, row.id, "Matkoista palkkoihin 3 000 €", "Etäryhmät", version=seen
    )
    session.flush()

    with pytest.raises(Conflict):
        progress.edit_change(session, cast.pekka, row.id, "Muu", "Syy", version=seen)
    with pytest.raises(Conflict):
        progress.move_change(session, cast.pekka, row.id, ChangeAction.APPLY, version=seen)
    assert row.what == "Matkoista palkkoihin 3 000 €"


def test_lists_have_a_bound(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = running(cast)
    for module in (reports, deviations, changes):
        monkeypatch.setattr(module, "MOST", 0)

    with pytest.raises(WrongState, match="plan_full"):
        progress.report(session, cast.aino, plan.id, None, 50, "Puolet")
    with pytest.raises(WrongState, match="plan_full"):
        progress.note_deviation(session, cast.aino, plan.id, ours(cast, plan).id, WORDS)
    with pytest.raises(WrongState, match="plan_full"):
        change(cast, plan)


def test_what_belongs_to_another_plan_is_not_found(session: Session, cast: Cast) -> None:
    plan = running(cast)
    other = make_plan(cast, "Toinen")
    strange = make_package(cast, other, None)

    with pytest.raises(NotFound):
        progress.report(session, cast.aino, plan.id, strange.id, 50, "Puolet")
    with pytest.raises(NotFound):
        progress.note_deviation(session, cast.aino, plan.id, ours(cast, other).id, WORDS)
    with pytest.raises(NotFound):
        progress.note_change(session, cast.aino, plan.id, ours(cast, other).id, MONEY)
    for act in (progress.edit_deviation, progress.settle_deviation):
        with pytest.raises(NotFound):
            act(session, cast.aino, 99999, True, version=1)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        progress.move_change(session, cast.aino, 99999, ChangeAction.APPLY, version=1)


@pytest.mark.parametrize("many", [1, 3])
def test_reading_asks_as_often_for_one_as_for_three(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    plan = running(cast)
    for number in range(many):
        package = make_package(cast, plan, theirs(cast, plan), f"Paketti {number}")
        progress.report(session, cast.pekka, plan.id, package.id, 10, f"Alku {number}")
        session.add(
            Deviation(
                plan_id=plan.id,
                part_id=package.part_id or 0,
                package_id=package.id,
                what=f"{number}",
                reason="x",
                effect="y",
                noted_by=cast.pekka.id,
            )
        )
        change(cast, plan, typed=ChangeWords(ChangeSubject.STAFF, f"{number}", "Syy"))
    session.flush()
    actor = cast.veera
    queries.statements.clear()

    progress.of_plan(session, actor, plan.id)

    assert len(queries) == 6


def test_who_has_left_the_association_hears_no_more(session: Session, cast: Cast, clock: Clock) -> None:
    plan = running(cast)
    row = change(cast, plan, typed=LONGER)
    left = session.exec(
        select(AssociationMember).where(col(AssociationMember.person_id) == cast.pekka.id)
    ).one()
    left.state = MembershipState.LEFT
    session.flush()

    progress.move_change(session, cast.aino, row.id, ChangeAction.APPLY, version=row.version)

    assert cast.people["pekka"].id not in told(session, "change_applied")
