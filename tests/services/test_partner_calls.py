"""Partner calls: reminded of, ended and renewed."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Forbidden,
    Idea,
    IdeaState,
    Invalid,
    JournalEntry,
    Mail,
    NotFound,
    Notice,
    WorkspaceError,
    WrongState,
    today,
)
from services import ideas
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.plan_world import make_idea


def make_call(cast: Cast, days: int, **changes: Any) -> Idea:
    """A call whose day is in so many days."""
    idea = make_idea(cast)
    idea.reply_by = today() + timedelta(days=days)
    for name, value in changes.items():
        setattr(idea, name, value)
    cast.session.flush()
    return idea


def told(session: Session) -> list[tuple[str, int]]:
    return sorted((notice.key, notice.person_id) for notice in session.exec(select(Notice)))


@pytest.mark.parametrize("days", [0, 7])
def test_the_writers_are_reminded_once(session: Session, cast: Cast, clock: Clock, days: int) -> None:
    make_call(cast, days)

    assert ideas.remind_due(session) == 1
    assert ideas.remind_due(session) == 0

    writers = [cast.aino.id, cast.eero.id, cast.frans.id]
    assert told(session) == [("partner_call_remind", who) for who in sorted(writers)]
    assert len(session.exec(select(Mail)).all()) == 3


@pytest.mark.parametrize(
    ("days", "changes"),
    [
        (8, {}),
        (-1, {}),
        (3, {"seeks_nobody": True}),
        (3, {"state": IdeaState.DRAFT}),
        (3, {"state": IdeaState.WITHDRAWN}),
    ],
)
def test_who_needs_no_reminder_gets_none(
    session: Session, cast: Cast, clock: Clock, days: int, changes: dict[str, Any]
) -> None:
    make_call(cast, days, **changes)

    assert ideas.remind_due(session) == 0


def test_the_end_is_told_once_and_again_for_a_new_day(session: Session, cast: Cast, clock: Clock) -> None:
    idea = make_call(cast, 0)
    assert ideas.end_due(session) == 0
    clock.at += timedelta(days=1)

    assert ideas.end_due(session) == 1
    assert ideas.end_due(session) == 0

    ideas.renew_call(session, cast.eero, idea.id, today() + timedelta(days=2))
    assert ideas.end_due(session) == 0
    clock.at += timedelta(days=3)
    assert ideas.end_due(session) == 1


def test_calls_that_ended_long_ago_are_left_alone(session: Session, cast: Cast, clock: Clock) -> None:
    make_call(cast, -31)

    assert ideas.end_due(session) == 0


@pytest.mark.parametrize(
    ("who", "state", "refusal"),
    [
        ("visitor", IdeaState.DRAFT, NotFound),
        ("visitor", IdeaState.PUBLISHED, Forbidden),
        ("sami", IdeaState.PUBLISHED, Forbidden),
        ("veera", IdeaState.PUBLISHED, Forbidden),
        ("fanni", IdeaState.PUBLISHED, Forbidden),
        ("arvo", IdeaState.PUBLISHED, Forbidden),
        ("aino", IdeaState.DRAFT, WrongState),
        ("aino", IdeaState.WITHDRAWN, WrongState),
    ],
)
def test_renewing_is_refused(
    session: Session, cast: Cast, clock: Clock, who: str, state: IdeaState, refusal: type[WorkspaceError]
) -> None:
    idea = make_call(cast, -1, state=state)

    with pytest.raises(refusal):
        ideas.renew_call(session, getattr(cast, who), idea.id, today() + timedelta(days=5))

    assert idea.reply_by == today() - timedelta(days=1)


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_day_that_cannot_be_is_refused(session: Session, cast: Cast, clock: Clock, days: int) -> None:
    idea = make_call(cast, -1)

    with pytest.raises(Invalid) as refused:
        ideas.renew_call(session, cast.aino, idea.id, today() + timedelta(days=days))

    assert refused.value.field == "reply_by"


@pytest.mark.parametrize("who", ["aino", "eero"])
def test_its_writers_renew_without_a_review(session: Session, cast: Cast, clock: Clock, who: str) -> None:
    idea = make_call(cast, -1, revision={"title": "Uusi", "reply_by": "2026-08-31"})
    day = date(2026, 10, 1)

    ideas.renew_call(session, getattr(cast, who), idea.id, day)

    assert (idea.reply_by, idea.state) == (day, IdeaState.PUBLISHED)
    assert idea.revision == {"title": "Uusi", "reply_by": "2026-10-01"}
    entry = session.exec(select(JournalEntry)).one()
    assert (entry.action, entry.before, entry.after) == ("call_renew", "2026-08-31", "2026-10-01")


@pytest.mark.parametrize(
    ("days", "nobody", "ended"), [(-1, False, True), (0, False, False), (-1, True, False)]
)
def test_a_call_ends_after_its_day(clock: Clock, days: int, nobody: bool, ended: bool) -> None:
    day = today() + timedelta(days=days)

    assert ideas.call_ended(IdeaState.PUBLISHED, day, seeks_nobody=nobody) is ended
