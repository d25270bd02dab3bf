"""Events: who sees, writes, publishes and cancels them, and what the clock does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    EVENT_LIFECYCLE,
    Conflict,
    Event,
    EventAction,
    EventState,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    WorkspaceError,
    WrongState,
)
from services import events
from services.events import EventWords
from tests.cast import Cast
from tests.conftest import Clock, Queries

START = datetime(2026, 10, 1, 14, 0, tzinfo=UTC)
WORDS = EventWords(
    title="Hakuinfo verkossa",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    body="Käymme läpi haun ehdot.",
    link="https://example.org/info",
)
HOLDERS = ("fanni", "frans", "arvo")
EVERYBODY = ("visitor", "uuno", "sami", "aino", *HOLDERS)


def make_event(cast: Cast, state: EventState = EventState.PUBLISHED, **changes: Any) -> Event:
    values = vars(replace(WORDS, **changes))
    event = Event(**values, state=state, created_by=cast.fanni.id, published_at=START - timedelta(days=40))
    cast.session.add(event)
    cast.session.flush()
    return event


def expected(who: str, action: EventAction, state: EventState) -> type[WorkspaceError] | None:
    if who not in HOLDERS:
        return NotFound if state == EventState.DRAFT else Forbidden
    if action == EventAction.HOLD:
        return Forbidden
    return None if (state, action) in EVENT_LIFECYCLE.steps else WrongState


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("action", list(EventAction))
@pytest.mark.parametrize("state", list(EventState))
def test_who_may_take_which_step_when(
    session: Session, cast: Cast, clock: Clock, who: str, action: EventAction, state: EventState
) -> None:
    event = make_event(cast, state)
    refusal = expected(who, action, state)

    def take() -> None:
        if action == EventAction.EDIT:
            events.edit(session, getattr(cast, who), event.id, WORDS, version=event.version)
        else:
            events.move(session, getattr(cast, who), event.id, action, why="Kouluttaja on sairas")

    if refusal is None:
        take()
        assert event.state == EVENT_LIFECYCLE.steps[state, action]
    else:
        with pytest.raises(refusal) as raised:
            take()
        assert raised.type is refusal
        session.expire(event)
        assert session.get_one(Event, event.id).state == state


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("state", list(EventState))
def test_a_draft_is_seen_by_those_who_hold_events(
    session: Session, cast: Cast, clock: Clock, who: str, state: EventState
) -> None:
    event = make_event(cast, state)
    seen = who in HOLDERS or state != EventState.DRAFT

    listed = events.visible_to(session, getattr(cast, who)).rows

    assert [card.id for card in listed] == ([event.id] if seen else [])
    if not seen:
        with pytest.raises(NotFound):
            events.view(session, getattr(cast, who), event.id)


@pytest.mark.parametrize("who", ["visitor", "uuno", "aino"])
def test_only_who_holds_events_makes_one(session: Session, cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        events.create(session, getattr(cast, who), WORDS)

    assert session.exec(select(Event)).all() == []


@pytest.mark.parametrize("publish", [False, True])
def test_an_event_is_a_draft_until_it_is_published(
    session: Session, cast: Cast, clock: Clock, publish: bool
) -> None:
    event = events.create(session, cast.fanni, WORDS, publish=publish)

    assert event.state == (EventState.PUBLISHED if publish else EventState.DRAFT)
    assert event.published_at == (clock.at if publish else None)


def test_a_double_click_makes_one_event(session: Session, cast: Cast, clock: Clock) -> None:
    first = events.create(session, cast.fanni, WORDS)

    assert events.create(session, cast.fanni, WORDS) is first


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"title": " "}, "needed", "title"),
        ({"title": "x" * 161}, "too_long", "title"),
        ({"ends_at": START}, "event_ends_first", "ends_at"),
        ({"ends_at": START + timedelta(days=32)}, "event_too_long", "ends_at"),
        ({"link": ""}, "event_nowhere", "place"),
        ({"link": "javascript:alert(1)"}, "event_link", "link"),
        ({"link": "ftp://example.org/a"}, "event_link", "link"),
        ({"link": "example.org"}, "event_link", "link"),
        ({"link": "https://[x"}, "event_link", "link"),
        ({"link": "https://example.org/a b"}, "event_link", "link"),
        ({"municipality": "999"}, "unknown_choice", "municipality"),
        ({"body": "x" * 5001}, "too_long", "body"),
        ({"place": "Sali\x00"}, "control_characters", "place"),
    ],
)
def test_words_that_do_not_hold_are_refused_beside_their_field(
    session: Session, cast: Cast, clock: Clock, changes: dict[str, Any], key: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        events.create(session, cast.fanni, replace(WORDS, **changes))

    assert (refused.value.key, refused.value.field) == (key, field)
    assert session.exec(select(Event)).all() == []


def test_what_is_over_is_not_published(session: Session, cast: Cast, clock: Clock) -> None:
    event = make_event(cast, EventState.DRAFT)
    clock.at = event.ends_at

    with pytest.raises(Invalid) as refused:
        events.move(session, cast.fanni, event.id, EventAction.PUBLISH)

    assert refused.value.key == "event_past"


def test_what_is_over_is_not_called_off(session: Session, cast: Cast, clock: Clock) -> None:
    event = make_event(cast)
    clock.at = event.ends_at

    with pytest.raises(WrongState):
        events.move(session, cast.fanni, event.id, EventAction.CANCEL, why="Ei ehditty")
    assert events.view(session, cast.fanni, event.id).actions == []


def test_who_cancels_says_why(session: Session, cast: Cast, clock: Clock) -> None:
    event = make_event(cast)

    with pytest.raises(Invalid) as refused:
        events.move(session, cast.fanni, event.id, EventAction.CANCEL, why=" ")

    assert refused.value.field == "why"


def test_everybody_reads_why_it_was_cancelled(session: Session, cast: Cast, clock: Clock) -> None:
    event = make_event(cast)

    events.move(session, cast.fanni, event.id, EventAction.CANCEL, why="Kouluttaja on sairas")

    assert events.view(session, cast.visitor, event.id).reason == "Kouluttaja on sairas"
    entry = session.exec(select(JournalEntry).where(JournalEntry.kind == Kind.EVENT)).one()
    assert (entry.action, entry.before, entry.after, entry.why) == (
        "cancel",
        "published",
        "cancelled",
        "Kouluttaja on sairas",
    )


def test_edits_on_older_words_are_refused(session: Session, cast: Cast, clock: Clock) -> None:
    event = make_event(cast)
    read = event.version
    events.edit(session, cast.frans, event.id, replace(WORDS, title="Uusi otsikko"), version=read)

    with pytest.raises(Conflict):
        events.edit(session, cast.fanni, event.id, replace(WORDS, title="Toinen"), version=read)

    assert event.title == "Uusi otsikko"


def test_coming_ones_stand_soonest_first_and_past_ones_behind(
    session: Session, cast: Cast, clock: Clock
) -> None:
    def on(day: datetime) -> Event:
        return make_event(cast, starts_at=day, ends_at=day + timedelta(hours=1))

    later, sooner = on(START + timedelta(days=3)), on(START)
    old, older = on(clock.at - timedelta(days=3)), on(clock.at - timedelta(days=5))
    now_on = on(clock.at - timedelta(minutes=5))

    coming = [card.id for card in events.visible_to(session, cast.visitor).rows]
    past = [card.id for card in events.visible_to(session, cast.visitor, past=True).rows]

    assert coming == [now_on.id, sooner.id, later.id]
    assert past == [old.id, older.id]


def test_the_list_is_narrowed_by_municipality(session: Session, cast: Cast, clock: Clock) -> None:
    make_event(cast, municipality="309")
    here = make_event(cast, municipality="176")

    found = events.visible_to(session, cast.visitor, municipality="176").rows

    assert [card.id for card in found] == [here.id]


def test_what_is_new_was_published_since(session: Session, cast: Cast, clock: Clock) -> None:
    make_event(cast)
    make_event(cast, EventState.DRAFT)
    new = events.create(session, cast.fanni, replace(WORDS, title="Uusi"), publish=True)

    found = events.visible_to(session, cast.fanni, since=clock.at - timedelta(minutes=1)).rows

    assert [card.id for card in found] == [new.id]


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.PUBLISHED, EventState.CANCELLED])
def test_the_clock_marks_as_held_what_was_published(
    session: Session, cast: Cast, clock: Clock, state: EventState
) -> None:
    event = make_event(cast, state)
    clock.at = event.ends_at

    held = events.hold_past(session)

    assert held == (1 if state == EventState.PUBLISHED else 0)
    assert event.state == (EventState.HELD if state == EventState.PUBLISHED else state)
    assert events.hold_past(session) == 0


def test_the_clock_leaves_what_still_goes_on(session: Session, cast: Cast, clock: Clock) -> None:
    make_event(cast)
    clock.at = START + timedelta(hours=1)

    assert events.hold_past(session) == 0


def test_times_are_those_of_finland() -> None:
    assert events.in_finland(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert events.in_finland(date(2026, 12, 1), time(9)) == datetime(2026, 12, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_once(session: Session, cast: Cast, clock: Clock, queries: Queries, many: int) -> None:
    for _ in range(many):
        make_event(cast)
    reader = cast.aino
    queries.statements.clear()

    events.visible_to(session, reader)

    assert len(queries) == 1
