"""The calendar backwards from the closing of a call, its reminders, and the feed for calendar programmes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    Call,
    DeadlineStep,
    Forbidden,
    ImplementerRole,
    Invalid,
    JournalEntry,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    Plan,
    PlanDeadline,
    PlanPart,
    PlanState,
    TaskAction,
    WrongState,
)
from services import calls, plans
from services.plans import TOGETHER
from tests.cast import Cast, make_association, make_member
from tests.conftest import Clock, Queries
from tests.services.plan_world import END, START, make_plan, make_task, part_of
from tests.worlds import begins_with

CLOSES = date(2026, 10, 30)  # a Friday
SEND = date(2026, 10, 28)
BOARD, LETTER, BUDGET = DeadlineStep.BOARD, DeadlineStep.LETTER, DeadlineStep.BUDGET
SUBMIT = DeadlineStep.SUBMIT


def for_a_call(cast: Cast, closes_on: date = CLOSES) -> Plan:
    calls.load(cast.session)
    call = cast.session.exec(select(Call).order_by(col(Call.id))).first()
    assert call is not None
    call.closes_on = closes_on
    plan = make_plan(cast)
    plan.call_id = call.id
    cast.session.flush()
    return plan


def days(session: Session, cast: Cast, plan: Plan) -> dict[tuple[str, DeadlineStep], date]:
    rows = plans.countdown_of(session, cast.aino, plan.id).rows
    return {(row.association.split()[0] if row.association else "", row.step): row.day for row in rows}


def test_each_implementer_has_its_days_and_the_group_one(session: Session, cast: Cast, clock: Clock) -> None:
    plan = for_a_call(cast)

    countdown = plans.countdown_of(session, cast.veera, plan.id)

    assert (countdown.closes_on, countdown.send_on, countdown.own_send_on) == (CLOSES, SEND, None)
    assert [row.step for row in countdown.rows] == [*list(DeadlineStep)[:4], *list(DeadlineStep)[:4], SUBMIT]
    assert [row.association for row in countdown.rows][::4] == [cast.satusuo.name, cast.toivonsilta.name, ""]
    assert countdown.rows[0].day == SEND - timedelta(days=28)
    assert not any(row.may_set or row.late or row.done for row in countdown.rows)


def test_a_cooperation_partner_promises_no_money_and_has_no_steps(session: Session, cast: Cast) -> None:
    plan = for_a_call(cast)
    part_of(session, plan, cast.toivonsilta).role = ImplementerRole.COOPERATION_PARTNER
    session.flush()

    assert {row.place for row in plans.countdown_of(session, cast.aino, plan.id).rows} == {
        part_of(session, plan, cast.satusuo).id,
        TOGETHER,
    }


def test_days_follow_the_call_and_each_ones_own_board(session: Session, cast: Cast, clock: Clock) -> None:
    plan = for_a_call(cast)
    part = part_of(session, plan, cast.toivonsilta)
    plans.set_day(session, cast.pekka, plan.id, part.id, BOARD, date(2026, 10, 20))

    found = days(session, cast, plan)
    assert found["Toivonsillan", BOARD] == date(2026, 10, 20)
    assert found["Toivonsillan", LETTER] == date(2026, 10, 21)
    assert found["Satusuon", BOARD] == SEND - timedelta(days=28)

    session.get_one(Call, plan.call_id).closes_on = CLOSES + timedelta(days=14)
    found = days(session, cast, plan)
    assert found["Toivonsillan", BOARD] == date(2026, 10, 20)
    assert found["Satusuon", BOARD] == SEND - timedelta(days=14)
    plans.set_day(session, cast.pekka, plan.id, part.id, BOARD, None)
    assert days(session, cast, plan)["Toivonsillan", BOARD] == SEND - timedelta(days=14)
    assert len(session.exec(select(JournalEntry).where(JournalEntry.action == "set_deadline")).all()) == 2


@begins_with(make_plan)
def test_a_plan_without_a_call_counts_from_the_day_that_the_lead_sets(
    session: Session, cast: Cast, plan: Plan
) -> None:
    assert plans.countdown_of(session, cast.aino, plan.id).rows == []

    plans.set_day(session, cast.aino, plan.id, TOGETHER, SUBMIT, date(2026, 12, 1))

    countdown = plans.countdown_of(session, cast.aino, plan.id)
    assert (countdown.closes_on, countdown.send_on) == (None, date(2026, 12, 1))
    assert len(countdown.rows) == 9


def test_what_is_done_is_not_late(session: Session, cast: Cast, clock: Clock) -> None:
    plan = for_a_call(cast)
    clock.at = datetime(2026, 10, 10, 9, tzinfo=UTC)
    part = part_of(session, plan, cast.toivonsilta)

    plans.mark_done(session, cast.pekka, plan.id, part.id, BOARD, True)
    plans.mark_done(session, cast.pekka, plan.id, part.id, BOARD, True)

    rows = {(row.place, row.step): row for row in plans.countdown_of(session, cast.pekka, plan.id).rows}
    lead = part_of(session, plan, cast.satusuo)
    assert (rows[part.id, BOARD].done_on, rows[part.id, BOARD].late) == (date(2026, 10, 10), False)
    assert rows[lead.id, BOARD].late
    assert (rows[part.id, BOARD].may_set, rows[lead.id, BOARD].may_set, rows[TOGETHER, SUBMIT].may_set) == (
        True,
        False,
        False,
    )
    assert len(session.exec(select(JournalEntry).where(JournalEntry.action == "set_deadline")).all()) == 1
    plans.mark_done(session, cast.aino, plan.id, part.id, BOARD, False)
    assert plans.countdown_of(session, cast.pekka, plan.id).rows[4].late
    plan.state = PlanState.SUBMITTED
    assert all(row.done for row in plans.countdown_of(session, cast.pekka, plan.id).rows)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("veera", Forbidden), ("pekka", Forbidden), ("sami", NotFound), ("fanni", NotFound), ("arvo", NotFound)],
)
def test_who_may_not_set_the_steps_of_the_lead(
    session: Session, cast: Cast, who: str, refusal: type[Exception]
) -> None:
    plan = for_a_call(cast)
    actor, place = getattr(cast, who), part_of(session, plan, cast.satusuo).id

    with pytest.raises(refusal):
        plans.set_day(session, actor, plan.id, place, BOARD, START)
    with pytest.raises(refusal):
        plans.mark_done(session, actor, plan.id, TOGETHER, SUBMIT, True)

    assert session.exec(select(PlanDeadline)).all() == []


def test_steps_and_days_that_do_not_exist_are_refused(session: Session, cast: Cast, clock: Clock) -> None:
    plan = for_a_call(cast)
    part = part_of(session, plan, cast.satusuo)
    other = part_of(session, make_plan(cast, "Toinen"), cast.satusuo)

    for place, step in ((TOGETHER, BOARD), (part.id, SUBMIT), (other.id, BOARD), (99999, BOARD)):
        with pytest.raises(NotFound):
            plans.mark_done(session, cast.aino, plan.id, place, step, True)
    for day, key in (
        (CLOSES + timedelta(days=1), "plan_deadline_after_close"),
        (date(1926, 1, 1), "plan_date_bounds"),
    ):
        with pytest.raises(Invalid) as refused:
            plans.set_day(session, cast.aino, plan.id, part.id, BOARD, day)
        assert (refused.value.key, refused.value.field) == (key, "day")


def test_people_are_reminded_once_and_again_when_the_day_moves(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = for_a_call(cast)
    part = part_of(session, plan, cast.toivonsilta)
    plans.mark_done(session, cast.aino, plan.id, part_of(session, plan, cast.satusuo).id, BOARD, True)
    clock.at = datetime(2026, 9, 22, 9, tzinfo=UTC)
    assert plans.remind_due(session) == 0

    clock.at = datetime(2026, 9, 25, 9, tzinfo=UTC)
    assert (plans.remind_due(session), plans.remind_due(session)) == (1, 0)

    notice = session.exec(select(Notice).where(Notice.key == "plan_deadline")).one()
    assert (notice.person_id, notice.params["on"], notice.params["step_key"]) == (
        cast.pekka.id,
        "30.9.2026",
        "deadline_step.board",
    )
    assert notice.link == f"/plan?id={plan.id}&view=schedule&sub=deadlines"
    mail = session.exec(select(Mail).where(Mail.key == "plan_deadline")).one()
    assert mail.address == "pekka@example.org"
    plans.set_day(session, cast.pekka, plan.id, part.id, BOARD, date(2026, 10, 1))
    assert plans.remind_due(session) == 1
    plans.set_day(session, cast.pekka, plan.id, part.id, BOARD, date(2026, 10, 2))
    plan.state = PlanState.SUBMITTED
    assert plans.remind_due(session) == 0
    with pytest.raises(WrongState):
        plans.set_day(session, cast.pekka, plan.id, part.id, BOARD, None)


@begins_with(make_plan)
def test_the_sending_is_the_leads_to_be_reminded_of_and_other_plans_are_not(
    session: Session, cast: Cast, clock: Clock, plan: Plan
) -> None:
    make_plan(cast, "Toinen")
    plans.set_day(session, cast.aino, plan.id, TOGETHER, SUBMIT, date(2026, 10, 28))
    clock.at = datetime(2026, 10, 27, 9, tzinfo=UTC)

    plans.remind_due(session)

    told = session.exec(
        select(Notice.person_id).where(
            Notice.key == "plan_deadline", col(Notice.params)["on"].as_string() == "28.10.2026"
        )
    )
    assert set(told) == {cast.aino.id, cast.eero.id, cast.frans.id}


def test_a_countdown_asks_the_same_for_one_implementer_and_for_many(
    session: Session, cast: Cast, queries: Queries
) -> None:
    plan, counts = for_a_call(cast), []
    for more in (0, 2):
        for number in range(more):
            partner = make_association(session, f"Kumppani {number}")
            session.add(
                PlanPart(plan_id=plan.id, association_id=partner.id, role=ImplementerRole.CO_IMPLEMENTER)
            )
        session.flush()
        session.expire_all()
        actor, plan_id = cast.aino, plan.id
        queries.statements.clear()
        plans.countdown_of(session, actor, plan_id)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 5


def name_of(path: str) -> str:
    return path.removeprefix("/calendars/").removesuffix(".ics")


def test_a_feed_holds_the_days_of_the_plan_in_order(session: Session, cast: Cast, clock: Clock) -> None:
    plan = for_a_call(cast)
    task = make_task(cast, plan, owner_id=cast.pekka.id)
    stone = plans.add_milestone(session, cast.aino, plan.id, "Avajaiset", START)
    assert plans.feed_of(session, cast.veera, plan.id) is None

    feed = plans.read_feed(session, name_of(plans.make_feed(session, cast.veera, plan.id)))

    assert (feed.plan_id, feed.plan, feed.closes_on) == (plan.id, plan.name, CLOSES)
    found = {entry.key: entry for entry in feed.entries}
    assert (found[f"task-{task.id}"].day, found[f"task-{task.id}"].who) == (END, "Pekka")
    assert found[f"milestone-{stone.id}"].day == START
    assert found["step-0-submit"].day == SEND
    assert [entry.day for entry in feed.entries] == sorted(entry.day for entry in feed.entries)


@begins_with(make_plan)
def test_a_feed_is_one_persons_and_can_be_made_void(session: Session, cast: Cast, plan: Plan) -> None:
    path = plans.make_feed(session, cast.pekka, plan.id)
    assert plans.make_feed(session, cast.pekka, plan.id) == path
    assert plans.make_feed(session, cast.aino, plan.id) != path

    new = plans.renew_feed(session, cast.pekka, plan.id)

    assert new != path
    assert plans.feed_of(session, cast.pekka, plan.id) == new
    plans.read_feed(session, name_of(new))
    with pytest.raises(NotFound):
        plans.read_feed(session, name_of(path))
    plans.end_feed(session, cast.pekka, plan.id)
    assert plans.feed_of(session, cast.pekka, plan.id) is None
    with pytest.raises(NotFound):
        plans.read_feed(session, name_of(new))
    assert plans.make_feed(session, cast.pekka, plan.id) not in (path, new)


@begins_with(make_plan)
def test_a_feed_opens_only_what_its_person_may_see_now(session: Session, cast: Cast, plan: Plan) -> None:
    row = make_member(session, cast.toivonsilta, cast.people["uuno"])
    name = name_of(plans.make_feed(session, cast.uuno, plan.id))
    plans.read_feed(session, name)

    row.state = MembershipState.LEFT
    session.flush()

    with pytest.raises(NotFound):
        plans.read_feed(session, name)


@pytest.mark.parametrize("who", ["sami", "fanni", "arvo", "visitor"])
def test_a_stranger_gets_no_feed(session: Session, cast: Cast, who: str) -> None:
    plan, actor = make_plan(cast), getattr(cast, who)

    for act in (plans.feed_of, plans.make_feed, plans.renew_feed, plans.end_feed):
        with pytest.raises(NotFound):
            act(session, actor, plan.id)
    with pytest.raises(NotFound):
        plans.renew_feed(session, cast.aino, plan.id)


@pytest.mark.parametrize("name", ["", "1", "1-", "-", "x-y", "1-0", "99999999999-x", "²-x", "1-ä"])
def test_a_made_up_address_opens_nothing(session: Session, cast: Cast, name: str) -> None:
    plans.make_feed(session, cast.aino, make_plan(cast).id)

    with pytest.raises(NotFound):
        plans.read_feed(session, name)


@begins_with(make_plan)
def test_a_task_that_is_done_says_so_in_the_feed(session: Session, cast: Cast, plan: Plan) -> None:
    task = make_task(cast, plan)
    plans.move_task(session, cast.pekka, task.id, TaskAction.FINISH, version=task.version)
    session.flush()

    (entry,) = plans.read_feed(session, name_of(plans.make_feed(session, cast.aino, plan.id))).entries

    assert entry.done
