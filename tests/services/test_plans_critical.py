"""The critical path and the calendar backwards are sums of days: no database, no people."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from models import DeadlineStep
from services.plans.backwards import Due, days_of_each, send_by
from services.plans.critical import Span, critical_path, path_between
from tests.conftest import engine_for

START = date(2027, 1, 1)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """Asked once, not on each kind of database."""
    return engine_for(request, "sqlite")


def span(number: int, first: int, days: int) -> Span:
    """A task from day `first` of the plan on, `days` long."""
    starts_on = START + timedelta(days=first)
    return Span(number, starts_on, starts_on + timedelta(days=days - 1))


def test_the_longest_chain_decides_when_the_whole_ends() -> None:
    # 1 → 2 → 4 is long, 1 → 3 → 4 is short; 5 hangs alone.
    spans = [span(1, 0, 10), span(2, 10, 20), span(3, 10, 5), span(4, 30, 10), span(5, 0, 12)]

    found = critical_path(spans, [(2, 1), (3, 1), (4, 2), (4, 3)])

    assert found.path == (1, 2, 4)
    assert found.slack == {1: 0, 2: 0, 3: 15, 4: 0, 5: 28}


def test_days_between_two_tasks_are_slack_and_do_not_break_the_chain() -> None:
    found = critical_path([span(1, 0, 5), span(2, 9, 3)], [(2, 1)])

    assert found.path == (1, 2)
    assert found.slack == {1: 4, 2: 0}


def test_a_task_that_begins_before_what_it_needs_has_ended_has_less_than_no_slack() -> None:
    found = critical_path([span(1, 0, 10), span(2, 6, 10)], [(2, 1)])

    assert found.slack[1] == -4


@pytest.mark.parametrize("spans", [[], [span(1, 0, 5)], [span(1, 0, 5), span(2, 2, 9)]])
def test_without_dependencies_there_is_no_path(spans: list[Span]) -> None:
    assert critical_path(spans, []).path == ()


def test_of_two_chains_that_end_together_the_one_that_began_first_is_shown() -> None:
    spans = [span(1, 5, 5), span(2, 10, 5), span(3, 0, 10), span(4, 10, 5)]

    assert critical_path(spans, [(2, 1), (4, 3)]).path == (3, 4)


def test_what_is_no_task_of_the_plan_is_left_out() -> None:
    assert critical_path([span(1, 0, 5)], [(1, 99), (98, 1)]).slack == {1: 0}


PLANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), min_size=1, max_size=25)


@given(PLANS, st.data())
def test_slack_is_what_a_task_can_take_before_something_else_moves(
    days: list[tuple[int, int]], data: st.DataObject
) -> None:
    spans = [span(number, first, length) for number, (first, length) in enumerate(days)]
    pairs = st.tuples(st.integers(0, len(spans) - 1), st.integers(0, len(spans) - 1))
    # Only a later number needs an earlier one, so there is no circle.
    edges = [(max(pair), min(pair)) for pair in data.draw(st.lists(pairs, max_size=40)) if pair[0] != pair[1]]
    by_id = {each.id: each for each in spans}

    found = critical_path(spans, edges)

    end = max(each.ends_on for each in spans)
    assert found.slack.keys() == by_id.keys()
    assert min(found.slack.values()) <= 0
    for each in spans:
        room = [found.slack[task] + _gap(by_id[task], each) for task, needed in edges if needed == each.id]
        assert found.slack[each.id] == min([(end - each.ends_on).days, *room])
    assert all(pair in edges for pair in zip(found.path[1:], found.path, strict=False))
    assert not found.path or by_id[found.path[-1]].ends_on == end


def _gap(task: Span, needed: Span) -> int:
    """The free days between a task and what it needs."""
    return (task.starts_on - needed.ends_on).days - 1


def test_the_way_between_two_tasks_is_the_shortest_one() -> None:
    edges = [(1, 2), (2, 3), (3, 4), (1, 3)]

    assert path_between(1, 4, edges) == [1, 3, 4]
    assert path_between(4, 1, edges) is None
    assert path_between(2, 2, edges) == [2]


SEND = date(2027, 3, 15)  # a Monday


def test_usual_days_are_counted_back_from_the_sending_and_fall_on_no_weekend() -> None:
    assert days_of_each(SEND, {}) == [
        Due(DeadlineStep.BOARD, date(2027, 2, 15), own=False),
        Due(DeadlineStep.LETTER, date(2027, 2, 22), own=False),
        Due(DeadlineStep.BUDGET, date(2027, 3, 1), own=False),
        Due(DeadlineStep.CONFIRM, date(2027, 3, 10), own=False),
    ]
    days = [due.day for weeks in range(7) for due in days_of_each(SEND + timedelta(days=weeks), {})]
    assert max(day.weekday() for day in days) <= 4


def test_a_late_board_pushes_what_follows_it_and_no_more() -> None:
    board = date(2027, 2, 24)

    days = days_of_each(SEND, {DeadlineStep.BOARD: board})

    assert [(due.day, due.own) for due in days] == [
        (board, True),
        (date(2027, 2, 25), True),
        (date(2027, 3, 1), False),
        (date(2027, 3, 10), False),
    ]
    assert not any(due.squeezed for due in days)


def test_a_board_that_meets_too_late_is_said_to() -> None:
    days = days_of_each(SEND, {DeadlineStep.BOARD: SEND - timedelta(days=1)})

    assert [due.squeezed for due in days] == [False, False, True, True]


@pytest.mark.parametrize(
    ("closes_on", "own", "sent"),
    [
        (None, None, None),
        (date(2027, 3, 17), None, date(2027, 3, 15)),
        # Two days before a Monday is a Saturday: the Friday before.
        (date(2027, 3, 15), None, date(2027, 3, 12)),
        (date(2027, 3, 17), date(2027, 3, 10), date(2027, 3, 10)),
        (None, date(2027, 3, 10), date(2027, 3, 10)),
    ],
)
def test_the_application_is_sent_before_the_last_day(
    closes_on: date | None, own: date | None, sent: date | None
) -> None:
    assert send_by(closes_on, own) == sent
