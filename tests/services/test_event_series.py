"""Events that repeat: on which days, without which, and what a change of one or of all that follow does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from models import Conflict, Event, EventState, Forbidden, Invalid, Mail, Repeats
from services import events
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.test_events import START, WORDS, make_event

FIRST = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("repeats", "first", "until", "expected"),
    [
        (Repeats.WEEKLY, FIRST, date(2026, 10, 15), [date(2026, 10, 8), date(2026, 10, 15)]),
        (Repeats.FORTNIGHTLY, FIRST, date(2026, 10, 20), [date(2026, 10, 15)]),
        # The first Thursday; the fifth one is the last one of a month that has four.
        (Repeats.MONTHLY, FIRST, date(2026, 12, 31), [date(2026, 11, 5), date(2026, 12, 3)]),
        (Repeats.MONTHLY, date(2026, 10, 29), date(2026, 12, 31), [date(2026, 11, 26), date(2026, 12, 31)]),
        (Repeats.MONTHLY, date(2026, 12, 9), date(2027, 1, 31), [date(2027, 1, 13)]),
        (Repeats.WEEKLY, FIRST, FIRST, []),
    ],
)
def test_the_days_on_which_it_comes_round(
    repeats: Repeats, first: date, until: date, expected: list[date]
) -> None:
    assert events.days(first, repeats, until) == expected


def series(session: Session, cast: Cast) -> list[Event]:
    """Every week over the day on which the clocks are turned, without one week."""
    event = make_event(cast, registers=True, capacity=3)
    skipped = [date(2026, 10, 15)]
    later = events.repeat(session, cast.fanni, event.id, Repeats.WEEKLY, date(2026, 10, 29), skip=skipped)
    return [event, *later]


def test_a_series_keeps_its_time_of_day_and_leaves_days_out(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = series(session, cast)

    assert [(str(events.day_of(one.starts_at)), one.starts_at.hour) for one in made] == [
        ("2026-10-01", 14),
        ("2026-10-08", 14),
        ("2026-10-22", 14),
        # 17 o'clock in Finland still.
        ("2026-10-29", 15),
    ]
    assert {(one.state, one.capacity, one.registers) for one in made} == {(EventState.PUBLISHED, 3, True)}
    with pytest.raises(Conflict):
        events.repeat(session, cast.fanni, made[0].id, Repeats.WEEKLY, date(2026, 12, 1))
    with pytest.raises(Forbidden):
        events.repeat(session, cast.aino, make_event(cast).id, Repeats.WEEKLY, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("until", "key"), [(FIRST, "event_series_empty"), (date(2028, 1, 1), "event_series_long")]
)
def test_a_series_of_nothing_or_of_years_is_refused(
    session: Session, cast: Cast, clock: Clock, until: date, key: str
) -> None:
    event = make_event(cast)

    with pytest.raises(Invalid) as refused:
        events.repeat(session, cast.fanni, event.id, Repeats.WEEKLY, until)

    assert (refused.value.key, refused.value.field) == (key, "until")


def test_a_change_holds_for_one_or_for_all_that_follow(session: Session, cast: Cast, clock: Clock) -> None:
    made = series(session, cast)
    events.register(session, cast.aino, made[3].id)
    words = replace(WORDS, registers=True, capacity=3, title="Vain tämä")
    events.edit(session, cast.fanni, made[0].id, words, version=made[0].version)

    moved = replace(
        words,
        title="Kaikki",
        starts_at=made[1].starts_at + timedelta(days=1, hours=1),
        ends_at=made[1].starts_at + timedelta(days=1, hours=4),
    )
    events.edit_following(session, cast.fanni, made[1].id, moved, version=made[1].version)

    assert [one.title for one in made] == ["Vain tämä", "Kaikki", "Kaikki", "Kaikki"]
    assert [str(events.day_of(one.starts_at)) for one in made[1:]] == [
        "2026-10-09",
        "2026-10-23",
        "2026-10-30",
    ]
    assert [one.starts_at.hour for one in made] == [START.hour, 15, 15, 16]
    assert {one.ends_at - one.starts_at for one in made[1:]} == {timedelta(hours=3)}
    told = session.exec(select(Mail).where(Mail.key == "event_moved")).all()
    assert [mail.address for mail in told] == ["aino@example.org"]


def test_all_that_follow_are_called_off_and_those_before_stay(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = series(session, cast)

    events.cancel_following(session, cast.fanni, made[2].id, why="Sali on remontissa")

    states = session.exec(select(Event.state).order_by(col(Event.starts_at))).all()
    assert states == [EventState.PUBLISHED, EventState.PUBLISHED, EventState.CANCELLED, EventState.CANCELLED]
    assert events.following(session, cast.aino, made[0].id) == []
