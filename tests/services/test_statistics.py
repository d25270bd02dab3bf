"""The report for the funder: each thing once, as it was known at a moment, from the journal alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, delete, update

from models import (
    AdviceCase,
    AdviceChannel,
    AdviceSeat,
    AdviceSeatRole,
    Event,
    EventSeat,
    FactName,
    Idea,
    IdeaAction,
    IdeaState,
    IdeaTag,
    Invalid,
    JournalEntry,
    JournalFact,
    Kind,
    NotFound,
    PlanAction,
    PlanState,
    SeatState,
    TagKind,
    today,
)
from services import ideas, journal, partner_requests, plans, statistics
from services.statistics import BY_NAME, By, Report, asked_of, counting, ledger
from services.statistics.facts import bring_up_to_date
from services.statistics.series import Measure
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services import confirmation_world
from tests.services.budget_world import make_group, write_t6
from tests.services.request_world import invite, make_idea, offer

DAY = timedelta(days=1)


def asked(session: Session, cast: Cast, **address: str) -> Report:
    bring_up_to_date(session)
    return statistics.report(session, cast.fanni, asked_of({"period": "2026"} | address))


def figures(report: Report, *names: str) -> list[int | None]:
    return [report.total.cells[name] for name in names]


def shown(report: Report, by: By, name: str) -> dict[str, int | None]:
    """What is not nought."""
    return {key: number for key, number in report.lines(by, name) if number != 0}


def publish(session: Session, cast: Cast, **values: Any) -> Idea:
    """An idea of Satusuo's for young people, published by Fanni."""
    idea = make_idea(session, cast, IdeaState.SUBMITTED, **values)
    session.add(IdeaTag(idea_id=idea.id, kind=TagKind.TARGET_GROUP, slug="nuoret"))
    session.flush()
    return ideas.move(session, cast.fanni, idea.id, IdeaAction.PUBLISH)


def told(session: Session, kind: Kind, thing_id: int, action: str, **values: Any) -> JournalEntry:
    """A row as the listener leaves it."""
    entry = JournalEntry(kind=kind, thing_id=thing_id, action=action, **({"municipality": "167"} | values))
    session.add(entry)
    session.flush()
    return entry


@pytest.fixture(autouse=True)
def _time(clock: Clock) -> None:
    """The first of September 2026."""


def test_only_who_works_for_the_service_finds_the_report(session: Session, cast: Cast) -> None:
    for actor in (cast.visitor, cast.sami, cast.aino):
        with pytest.raises(NotFound):
            statistics.report(session, actor, asked_of({}))
    for actor in (cast.fanni, cast.arvo):
        assert statistics.report(session, actor, asked_of({})).is_empty


def test_an_idea_counts_once_when_it_stands(session: Session, cast: Cast, clock: Clock) -> None:
    idea = publish(session, cast)
    clock.at += DAY
    ideas.move(session, cast.fanni, idea.id, IdeaAction.HIDE, why="Tarkistetaan.")
    ideas.move(session, cast.fanni, idea.id, IdeaAction.RESTORE)
    other = publish(session, cast)
    ideas.move(session, cast.fanni, other.id, IdeaAction.REOPEN)

    assert figures(asked(session, cast), "ideas", "idea_associations") == [1, 1]

    ideas.move(session, cast.fanni, other.id, IdeaAction.PUBLISH)

    report = asked(session, cast)
    assert figures(report, "ideas", "idea_associations") == [2, 1]
    assert shown(report, By.TARGET_GROUP, "ideas") == {"nuoret": 2}
    assert shown(report, By.MUNICIPALITY, "ideas") == {"176": 2}


def test_a_letter_is_answered_once(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    declined = invite(session, cast, idea)
    partner_requests.decline(session, cast.pekka, declined.id, "Ei juuri nyt.")
    again = invite(session, cast, idea)
    partner_requests.ask(session, cast.pekka, again.id, "Kuinka monta tuntia?")
    partner_requests.reply(session, cast.aino, again.id, "Sata.")
    partner_requests.accept(session, cast.pekka, again.id)
    offered = offer(session, cast, idea)
    partner_requests.withdraw(session, cast.sami, offered.id)

    found = figures(asked(session, cast), "requests", "answers", "accepted", "declined", "partnerships")

    assert found == [3, 2, 1, 1, 1]


def test_who_was_at_an_event_counts_on_its_day(session: Session, cast: Cast, clock: Clock) -> None:
    ended = clock.at - timedelta(days=40)
    event = Event(
        title="Hakuinfo",
        municipality="422",
        starts_at=ended - timedelta(hours=2),
        ends_at=ended,
        created_by=cast.fanni.id,
    )
    session.add(event)
    session.flush()
    seats = [EventSeat(event_id=event.id, name=name, state=SeatState.ATTENDED) for name in ("A", "B")]
    session.add_all(seats)
    session.flush()
    journal.record(session, None, Kind.EVENT, event.id, "hold")
    for seat in seats:
        journal.record(session, cast.fanni, Kind.EVENT_SEAT, seat.id, "attend", before="registered")
    journal.record(session, cast.fanni, Kind.EVENT_SEAT, seats[0].id, "miss", before="attended")

    report = asked(session, cast, period="2026-07")

    assert figures(report, "sessions", "participants") == [1, 1]
    assert shown(report, By.MUNICIPALITY, "participants") == {"422": 1}


def test_a_case_counts_once_and_its_people_in_each_month(session: Session, cast: Cast, clock: Clock) -> None:
    case = AdviceCase(
        requester_id=cast.aino.id,
        association_id=cast.satusuo.id,
        municipality="176",
        channel=AdviceChannel.PHONE,
        sealed="",
        key_id="",
    )
    session.add(case)
    session.flush()
    for who, role in (("aino", "requester"), ("eero", "guest"), ("fanni", "adviser")):
        person = getattr(cast, who).id
        session.add(AdviceSeat(case_id=case.id, person_id=person, role=AdviceSeatRole(role)))
    session.flush()
    for _ in range(2):
        journal.record(session, cast.fanni, Kind.ADVICE, case.id, "answer")
        bring_up_to_date(session)
        clock.at += timedelta(days=31)

    names = ("advised_cases", "people_advised", "associations_advised")
    assert figures(asked(session, cast), *names) == [1, 2, 1]
    assert figures(asked(session, cast, period="2026-10"), *names) == [0, 2, 1]


def test_the_same_two_associations_are_one_partnership(session: Session, cast: Cast) -> None:
    for _ in range(2):
        partner_requests.accept(session, cast.pekka, invite(session, cast, make_idea(session, cast)).id)

    assert figures(asked(session, cast), "accepted", "partnerships") == [2, 1]


def test_money_counts_when_it_stands_on_the_day_it_came_about(
    session: Session, cast: Cast, clock: Clock
) -> None:
    clock.at = datetime(2026, 5, 20, 9, tzinfo=UTC)
    plan = confirmation_world.ready(cast)
    clock.at = datetime(2026, 7, 3, 9, tzinfo=UTC)
    plans.submit(session, cast.aino, plan.id, date(2026, 6, 28), "HAK-7")
    bring_up_to_date(session)
    plans.fund(session, cast.aino, plan.id, Decimal("161438.59"), today(), "PÄÄ-7")
    plans.move(session, cast.aino, plan.id, PlanAction.TAKE_BACK, why="Väärä summa.")
    plans.fund(session, cast.aino, plan.id, Decimal("150000"), today(), "PÄÄ-7")
    plans.move(session, cast.aino, plan.id, PlanAction.START)

    report = asked(session, cast, span="quarter")

    assert figures(report, "plans", "applications", "grants", "euros_granted") == [1, 1, 1, 15000000]
    second, third = (statistics.stretch_of(statistics.Span.QUARTER, date(2026, each, 1)) for each in (4, 7))
    assert shown(report, By.TIME, "applications") == {str(second.place): 1}
    assert shown(report, By.TIME, "euros_granted") == {str(third.place): 15000000}
    assert shown(report, By.MUNICIPALITY, "euros_granted") == {"176": 15000000}


def test_what_was_applied_for_is_the_support_of_that_day(session: Session, cast: Cast) -> None:
    plan = make_group(cast, others=2)
    write_t6(cast, plan)
    plan.state = PlanState.READY
    plans.submit(session, cast.aino, plan.id, today(), "HAK-7")

    assert figures(asked(session, cast), "applications", "euros_applied") == [1, 16143859]

    plans.move(session, cast.aino, plan.id, PlanAction.TAKE_BACK, why="Painoin väärää.")

    assert figures(asked(session, cast), "applications", "euros_applied") == [0, 0]


def test_a_past_report_comes_out_as_it_did(session: Session, cast: Cast, clock: Clock) -> None:
    clock.at = datetime(2026, 6, 29, 9, tzinfo=UTC)
    publish(session, cast)
    undone = publish(session, cast)
    then = asked(session, cast, span="month")

    clock.at = datetime(2026, 7, 10, 9, tzinfo=UTC)
    ideas.move(session, cast.fanni, undone.id, IdeaAction.REOPEN)
    late = publish(session, cast)
    bring_up_to_date(session)
    session.exec(
        update(JournalEntry).where(col(JournalEntry.thing_id) == late.id).values(day=date(2026, 6, 30))
    )
    # What becomes of the things themselves is nothing to the journal.
    session.exec(update(Idea).values(municipality="309"))
    session.exec(delete(IdeaTag))
    again = asked(session, cast, span="month", known="2026-06-30")

    assert figures(then, "ideas") == [2]
    assert (again.total, again.divided) == (then.total, then.divided)
    assert again.known == datetime(2026, 6, 30, 20, 59, 59, 999999, tzinfo=UTC)
    assert again.known == statistics.moment_of(statistics.written_moment(again.known))
    now = asked(session, cast, span="month")
    assert now.known == clock.at
    assert figures(now, "ideas") == [2]
    june = str(statistics.stretch_of(statistics.Span.MONTH, date(2026, 6, 1)).place)
    assert shown(now, By.TIME, "ideas") == {june: 2}


def test_a_report_is_narrowed(session: Session, cast: Cast) -> None:
    publish(session, cast)
    other = make_idea(session, cast, IdeaState.SUBMITTED)
    other.municipality = "309"
    session.add(IdeaTag(idea_id=other.id, kind=TagKind.PRIORITY, slug="arkipalvelut"))
    ideas.move(session, cast.fanni, other.id, IdeaAction.PUBLISH)
    told(session, Kind.EVENT, 1, "hold")

    assert figures(asked(session, cast, municipality="309"), "ideas", "sessions") == [1, 0]
    assert figures(asked(session, cast, period="2026-h1"), "ideas") == [0]
    assert figures(asked(session, cast, period="2026-09"), "ideas") == [2]
    own = {"period": "own", "from": "2026-09-01", "until": "2026-09-01"}
    assert figures(asked(session, cast, **own), "ideas") == [2]
    young = asked(session, cast, target_group="nuoret")
    assert figures(young, "ideas") == [1]
    # Events have no target group: they are left out rather than none.
    assert "sessions" in [one.name for one in young.left_out]
    assert "sessions" not in young.total.cells
    report = asked(session, cast, priority="arkipalvelut")
    assert figures(report, "ideas") == [1]
    assert shown(report, By.PRIORITY, "ideas") == {"arkipalvelut": 1}
    both = asked(session, cast)
    assert shown(both, By.PRIORITY, "ideas") == {"arkipalvelut": 1, statistics.UNKNOWN: 1}


@pytest.mark.parametrize(
    ("address", "key", "field"),
    [
        ({"period": "own"}, "needed", "from"),
        ({"period": "own", "from": "2026-01-01", "until": "x"}, "needed", "until"),
        ({"period": "own", "from": "2026-02-01", "until": "2026-01-01"}, "statistics_days", "until"),
        ({"period": "own", "from": "2000-01-01", "until": "2100-01-01"}, "statistics_too_long", "until"),
    ],
)
def test_days_that_make_no_period_are_refused(address: dict[str, str], key: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked_of(address)

    assert (refused.value.key, refused.value.field) == (key, field)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2028-q1", date(2028, 1, 1), date(2028, 3, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-13", date(2026, 1, 1), date(2026, 12, 31)),
        ("9999", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_from_its_address(written: str, first: date, last: date) -> None:
    found = asked_of({"period": written})

    assert (found.first, found.last) == (first, last)
    assert found.stretch is not None
    assert asked_of({"period": found.stretch.written}) == found


def test_a_day_begins_and_ends_in_finland(session: Session, cast: Cast, clock: Clock) -> None:
    clock.at = datetime(2026, 6, 30, 21, 30, tzinfo=UTC)
    publish(session, cast)

    assert figures(asked(session, cast, period="2026-07"), "ideas") == [1]
    clock.at += DAY
    assert figures(asked(session, cast, period="2026-07", known="2026-06-30"), "ideas") == [0]
    assert figures(asked(session, cast, period="2026-07", known="2026-07-01"), "ideas") == [1]


def test_rows_from_before_the_facts_count_and_are_told_of(session: Session, cast: Cast) -> None:
    told(session, Kind.IDEA, 1, "publish", municipality=None)
    told(session, Kind.IDEA, 2, "publish", municipality="")

    report = statistics.report(session, cast.fanni, asked_of({"period": "2026"}))

    assert figures(report, "ideas") == [2]
    assert report.without_facts == 1
    assert shown(report, By.MUNICIPALITY, "ideas") == {statistics.UNKNOWN: 2}


def test_small_numbers_are_hidden_where_it_is_published(session: Session, cast: Cast) -> None:
    for thing, place in enumerate(["167"] * 9 + ["176"] * 6 + ["309"] * 2 + ["422"] * 5):
        told(session, Kind.IDEA, thing, "publish", municipality=place)
    for thing in range(4):
        told(session, Kind.PLAN, thing, "submit", municipality="167", cents=100)

    whole, public = asked(session, cast), asked(session, cast, public="1")

    assert shown(whole, By.MUNICIPALITY, "ideas") == {"167": 9, "176": 6, "309": 2, "422": 5}
    # With 309 alone hidden it would be the difference: the next smallest goes along.
    assert shown(public, By.MUNICIPALITY, "ideas") == {"167": 9, "176": 6, "309": None, "422": None}
    assert figures(public, "ideas") == [22]
    assert figures(whole, "applications", "euros_applied") == [4, 400]
    assert figures(public, "applications", "euros_applied") == [None, None]
    assert shown(public, By.MUNICIPALITY, "euros_applied") == {"167": None}


def test_who_belongs_to_several_groups_hides_no_more_than_needed(session: Session, cast: Cast) -> None:
    groups = [["nuoret", "ikaantyneet"]] * 8 + [["nuoret"]] * 2 + [["tyottomat"]] * 3 + [[]] * 6
    for thing, slugs in enumerate(groups):
        entry = told(session, Kind.IDEA, thing, "publish")
        for slug in slugs:
            session.add(JournalFact(entry_id=entry.id, name=FactName.TARGET_GROUP, value=slug))

    public = asked(session, cast, public="1")

    assert figures(public, "ideas") == [19]
    found = {"nuoret": 10, "ikaantyneet": 8, "tyottomat": None, statistics.UNKNOWN: 6}
    assert shown(public, By.TARGET_GROUP, "ideas") == found


def test_the_few_who_have_a_group_are_no_difference(session: Session, cast: Cast) -> None:
    for thing in range(9):
        entry = told(session, Kind.IDEA, thing, "publish")
        if thing < 2:
            session.add(JournalFact(entry_id=entry.id, name=FactName.TARGET_GROUP, value="nuoret"))

    public = asked(session, cast, public="1")

    assert figures(public, "ideas") == [9]
    assert shown(public, By.TARGET_GROUP, "ideas") == {"nuoret": None, statistics.UNKNOWN: None}


def test_what_nobody_told_is_an_empty_report(session: Session, cast: Cast) -> None:
    report = asked(session, cast)

    assert report.is_empty
    assert [line.key for line in report.divided[By.TIME]] == [str(2026 * 12 + month) for month in range(12)]
    assert len(report.divided[By.MUNICIPALITY]) == 13


def test_what_is_kept_of_the_journal_counts_as_what_is_read_anew(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_OVERLAP", 3)
    monkeypatch.setattr(ledger, "_PIECE", 4)
    year = asked_of({"period": "2026"})
    for thing in range(12):
        told(session, Kind.IDEA, thing, "publish")
    assert counting.counts(session, year).found
    for thing in range(6, 20):
        told(session, Kind.IDEA, thing, "reopen", before="published")
        told(session, Kind.GROUP, thing, "publish")

    kept = counting.counts(session, year)

    rows = kept.found[None, ""]
    assert {series.kind: number for (series, _), number in rows.items()} == {Kind.IDEA: 6, Kind.GROUP: 14}
    assert rows[BY_NAME["ideas"].series, Measure.ROWS] == 6  # type: ignore[index]
    ledger.forget()
    assert counting.counts(session, year) == kept


def test_a_report_asks_for_what_is_new_in_the_journal_and_then_for_nothing(
    session: Session, cast: Cast, queries: Queries
) -> None:
    for thing in range(30):
        told(session, Kind.IDEA, thing, "publish")
    fanni = cast.fanni
    assert figures(statistics.report(session, fanni, asked_of({})), "ideas") == [30]
    told(session, Kind.IDEA, 31, "publish")
    session.flush()
    queries.statements.clear()

    told_of = statistics.report(session, fanni, asked_of({}))

    assert figures(told_of, "ideas") == [31]
    assert len(queries) <= 5
    queries.statements.clear()
    assert statistics.report(session, fanni, asked_of({})).total == told_of.total
    assert len(queries) == 1


def test_facts_are_noted_for_each_step_that_counts(session: Session, cast: Cast) -> None:
    idea = publish(session, cast)
    session.commit()

    entry = journal.newest(session, Kind.IDEA, idea.id)
    facts = session.exec(
        JournalFact.__table__.select().where(JournalFact.entry_id == entry.id)  # type: ignore[attr-defined]
    ).all()
    assert entry.municipality == "176"
    assert sorted(facts) == [
        (entry.id, "association", str(cast.satusuo.id)),
        (entry.id, "target_group", "nuoret"),
    ]
