"""Seats at events: who gets one, how the queue moves, what the clock does, and who sees whom."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    Event,
    EventAction,
    EventSeat,
    EventState,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    SeatAction,
    SeatState,
    Table,
    WorkspaceError,
    WrongState,
    now,
)
from services import database, events, home
from services.actors import Actor
from services.database import open_engine
from services.events import People
from services.events.queue import OFFERED_FOR
from services.events.seats import ANSWERED_WITHIN
from services.home import Block
from tests.cast import Cast, cast_in
from tests.conftest import Clock, Queries
from tests.services.test_events import START, WORDS, make_event

LINK = "https://example.org/salainen"


def training(cast: Cast, capacity: int | None = 1, **changes: Any) -> Event:
    """A training with room for one, which people sign up for."""
    return make_event(cast, registers=True, capacity=capacity, **changes)


def state_of(session: Session, cast: Cast, event: Event, who: str) -> SeatState | None:
    found = events.view(session, getattr(cast, who), event.id).mine
    return found.state if found else None


def mails(session: Session, key: str = "") -> list[Mail]:
    query = select(Mail).order_by(col(Mail.id))
    return list(session.exec(query.where(Mail.key == key) if key else query))


def key_in(mail: Mail) -> str:
    return mail.link.rpartition("seat=")[2]


def without_account(session: Session, cast: Cast, event: Event, email: str = "helmi@example.org") -> str:
    """Helmi signs up and has the letter; the key of her seat."""
    events.sign_up(
        session, cast.visitor, event.id, "Helmi", email, "Kylä ry", locale="fi", network="192.0.2.7"
    )
    return key_in(mails(session, "seat_answer")[-1])


def test_who_comes_after_the_last_seat_waits_and_nobody_else_hears_of_it(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast)

    events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)
    events.register(session, cast.pekka, event.id)

    assert state_of(session, cast, event, "aino") == SeatState.REGISTERED
    mine = events.view(session, cast.pekka, event.id).mine
    assert mine is not None
    assert (mine.state, mine.position) == (SeatState.WAITLISTED, 1)
    assert [(mail.key, mail.address) for mail in mails(session)] == [
        ("seat_registered", "aino@example.org"),
        ("seat_waiting", "pekka@example.org"),
    ]
    for who in ("visitor", "aino", "sami"):
        seen = events.view(session, getattr(cast, who), event.id)
        assert (seen.left, seen.seats) == (0, None)
        with pytest.raises(Forbidden):
            events.people(session, getattr(cast, who), event.id, People.WAITING)
    waiting = events.people(session, cast.fanni, event.id, People.WAITING).rows
    assert [row.name for row in waiting] == ["Pekka"]


def test_a_seat_that_comes_free_is_offered_in_the_order_of_the_queue(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast)
    for who in ("aino", "pekka", "sami"):
        events.register(session, getattr(cast, who), event.id)
        clock.at += timedelta(minutes=1)

    events.cancel(session, cast.aino, event.id)

    assert state_of(session, cast, event, "pekka") == SeatState.OFFERED
    assert state_of(session, cast, event, "sami") == SeatState.WAITLISTED
    (offer,) = mails(session, "seat_offered")
    assert [row.title for row in home.waits_for(session, cast.pekka)[Block.SEATS]] == [event.title]
    assert Block.SEATS not in home.waits_for(session, cast.sami)
    assert offer.address == "pekka@example.org"
    notice = session.exec(select(Notice).where(Notice.key == "seat_offered")).one()
    assert notice.person_id == cast.pekka.id
    # The offered seat is nobody else's.
    assert events.register(session, cast.uuno, event.id).state == SeatState.WAITLISTED

    events.confirm(session, cast.visitor, event.id, key=key_in(offer))

    assert state_of(session, cast, event, "pekka") == SeatState.REGISTERED


def test_an_offer_that_nobody_takes_goes_to_the_next_one(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast)
    for who in ("aino", "pekka", "sami"):
        events.register(session, getattr(cast, who), event.id)
        clock.at += timedelta(minutes=1)
    events.cancel(session, cast.aino, event.id)
    events.offer_due(session)
    assert state_of(session, cast, event, "pekka") == SeatState.OFFERED
    clock.at += OFFERED_FOR

    with pytest.raises(WrongState) as late:
        events.confirm(session, cast.pekka, event.id)
    lapsed = events.offer_due(session)

    assert late.value.key == "seat_late"
    assert lapsed == 1
    assert state_of(session, cast, event, "pekka") == SeatState.LAPSED
    assert state_of(session, cast, event, "sami") == SeatState.OFFERED
    assert [mail.address for mail in mails(session, "seat_lapsed")] == ["pekka@example.org"]
    assert events.offer_due(session) == 0
    # Who was late goes to the end of the queue.
    assert events.register(session, cast.pekka, event.id).state == SeatState.WAITLISTED


def test_shortly_before_the_event_the_time_to_confirm_is_half_of_what_is_left(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast)
    events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)
    clock.at = START - timedelta(hours=4)

    events.cancel(session, cast.aino, event.id)

    mine = events.view(session, cast.pekka, event.id).mine
    assert mine is not None
    assert mine.offered_until == START - timedelta(hours=2)


def test_a_larger_room_moves_the_queue(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast)
    events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)
    wider = replace(WORDS, registers=True, capacity=2)

    events.edit(session, cast.fanni, event.id, wider, version=event.version)

    assert state_of(session, cast, event, "pekka") == SeatState.OFFERED
    for changes, field in (({"capacity": 1}, "capacity"), ({"registers": False}, "registers")):
        smaller = replace(wider, **changes)
        with pytest.raises(Invalid) as refused:
            events.edit(session, cast.fanni, event.id, smaller, version=event.version)
        assert refused.value.field == field


def test_without_an_account_the_seat_is_taken_by_answering_from_the_mail(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast, link=LINK, link_private=True)

    key = without_account(session, cast, event)

    # Until then nobody has a seat, and the link of the letter changes nothing by being opened.
    seen = events.view(session, cast.visitor, event.id, key=key)
    assert (seen.left, seen.link) == (1, "")
    events.confirm(session, cast.visitor, event.id, key=key)
    seen = events.view(session, cast.visitor, event.id, key=key)
    assert (seen.left, seen.link) == (0, LINK)
    assert events.view(session, cast.visitor, event.id).link == ""
    events.confirm(session, cast.visitor, event.id, key=key)
    row = events.people(session, cast.fanni, event.id).rows[0]
    assert (row.name, row.email, row.association) == ("Helmi", "helmi@example.org", "Kylä ry")
    events.cancel(session, cast.visitor, event.id, key=key)
    assert events.view(session, cast.visitor, event.id).left == 1


def test_an_address_that_has_an_account_gives_the_seat_to_its_person(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast, capacity=5)
    key = without_account(session, cast, event, "aino@example.org")
    events.register(session, cast.aino, event.id)

    events.confirm(session, cast.visitor, event.id, key=key)
    other = without_account(session, cast, event, "Sami@example.org")
    events.confirm(session, cast.visitor, event.id, key=other)

    rows = events.people(session, cast.fanni, event.id).rows
    assert sorted(row.name for row in rows) == ["Aino", "Sami"]
    assert state_of(session, cast, event, "sami") == SeatState.REGISTERED
    # Who has a seat already gets a letter that says so; the screen says the same as to anybody.
    assert events.sign_up(session, cast.visitor, event.id, "Joku", "sami@example.org") == "sami@example.org"
    assert [mail.address for mail in mails(session, "seat_there")] == ["sami@example.org"]


def test_machines_are_let_down_and_letter_boxes_are_not_filled(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast, capacity=None)

    told = events.sign_up(session, cast.visitor, event.id, "Bot", "bot@example.org", trap="https://x")

    assert told == "bot@example.org"
    assert (mails(session), session.exec(select(EventSeat)).all()) == ([], [])
    for _ in range(7):
        without_account(session, cast, event)
    assert len(mails(session, "seat_answer")) < 7
    with pytest.raises(WorkspaceError) as refused:
        _flood(session, cast, event)
    assert refused.value.key == "too_many_tries"


def _flood(session: Session, cast: Cast, event: Event) -> None:
    for number in range(40):
        without_account(session, cast, event, f"h{number}@example.org")


@pytest.mark.parametrize("key", ["", "1", "1-wrong", "x-y", "99999999999999-x"])
def test_a_made_up_key_opens_nothing(session: Session, cast: Cast, clock: Clock, key: str) -> None:
    event = training(cast)
    events.register(session, cast.aino, event.id)

    assert events.view(session, cast.visitor, event.id, key=key).mine is None
    for act in (events.cancel, events.confirm):
        with pytest.raises(NotFound):
            act(session, cast.visitor, event.id, key=key)
    other = training(cast)
    mine = session.exec(select(EventSeat)).one()
    assert events.view(session, cast.visitor, other.id, key=events.key_of(mine)).mine is None


@pytest.mark.parametrize(
    ("state", "registers", "later"),
    [
        (EventState.PUBLISHED, False, timedelta()),
        (EventState.CANCELLED, True, timedelta()),
        (EventState.PUBLISHED, True, START - datetime(2026, 9, 1, 9, tzinfo=UTC)),
    ],
)
def test_nobody_signs_up_when_it_is_not_open(
    session: Session, cast: Cast, clock: Clock, state: EventState, registers: bool, later: timedelta
) -> None:
    event = make_event(cast, state, registers=registers)
    clock.at += later

    with pytest.raises(WrongState):
        events.register(session, cast.aino, event.id)
    with pytest.raises(WrongState):
        events.sign_up(session, cast.visitor, event.id, "Helmi", "helmi@example.org")


def test_a_private_link_is_for_those_with_a_seat(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast, link=LINK, link_private=True)
    events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)

    knowing = {
        who: LINK in events.ics(session, getattr(cast, who), event.id).decode().replace("\r\n ", "")
        for who in ("visitor", "aino", "pekka", "fanni")
    }

    assert knowing == {"visitor": False, "aino": True, "pekka": False, "fanni": True}
    assert LINK not in events.public_feed(session).decode().replace("\r\n ", "")
    name = events.make_own_feed(session, cast.aino).rpartition("/")[2].removesuffix(".ics")
    assert LINK in events.read_own_feed(session, name).decode().replace("\r\n ", "")
    events.end_own_feed(session, cast.aino)
    with pytest.raises(NotFound):
        events.read_own_feed(session, name)


def test_everybody_hears_when_it_moves_and_when_it_is_called_off(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast)
    key = without_account(session, cast, event)
    events.confirm(session, cast.visitor, event.id, key=key)
    events.register(session, cast.pekka, event.id)
    day = timedelta(days=1)
    later = replace(WORDS, registers=True, capacity=1, starts_at=START + day, ends_at=START + day * 2)

    events.edit(session, cast.fanni, event.id, later, version=event.version)
    same = replace(later, title="Uusi nimi")
    events.edit(session, cast.fanni, event.id, same, version=event.version)
    events.move(session, cast.fanni, event.id, EventAction.CANCEL, why="Kouluttaja on sairas")

    everybody = ["helmi@example.org", "pekka@example.org"]
    assert sorted(mail.address for mail in mails(session, "event_moved")) == everybody
    called_off = mails(session, "event_cancelled")
    assert sorted(mail.address for mail in called_off) == everybody
    assert called_off[0].params["why"] == "Kouluttaja on sairas"


def test_the_clock_reminds_once_the_day_before(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast)
    events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)
    assert events.remind_due(session) == 0
    clock.at = START - timedelta(hours=23)

    events.remind_due(session)
    events.remind_due(session)

    assert [mail.address for mail in mails(session, "event_remind")] == ["aino@example.org"]


def test_the_organisers_mark_who_was_there_and_the_clock_asks_those(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast, capacity=None)
    for who in ("aino", "pekka", "sami"):
        events.register(session, getattr(cast, who), event.id)
    seats = {row.name: row.id for row in events.people(session, cast.fanni, event.id).rows}
    with pytest.raises(WrongState):
        events.mark(session, cast.fanni, seats["Aino"], SeatAction.ATTEND)
    with pytest.raises(Forbidden):
        events.mark(session, cast.pekka, seats["Aino"], SeatAction.MISS)
    clock.at = START + timedelta(hours=1)

    events.mark(session, cast.fanni, seats["Aino"], SeatAction.MISS)
    events.mark(session, cast.fanni, seats["Pekka"], SeatAction.MISS)
    events.mark(session, cast.fanni, seats["Pekka"], SeatAction.UNMARK)
    marked = events.mark_rest(session, cast.fanni, event.id)
    events.walk_in(session, cast.fanni, event.id, "Ovelta Tullut")

    assert marked == 2
    found = events.view(session, cast.fanni, event.id).seats
    assert found == {SeatState.ABSENT: 1, SeatState.ATTENDED: 3}
    events.hold_past(session)
    clock.at = START + timedelta(days=2)
    events.hold_past(session)
    events.ask_feedback_due(session)
    events.ask_feedback_due(session)
    asked = [mail.address for mail in mails(session, "event_feedback")]
    assert sorted(asked) == ["pekka@example.org", "sami@example.org"]
    steps = session.exec(select(JournalEntry.action).where(JournalEntry.kind == Kind.EVENT_SEAT)).all()
    assert steps.count("attend") == 3


def test_feedback_is_anonymous_and_told_from_five_answers_on(
    session: Session, cast: Cast, clock: Clock
) -> None:
    event = training(cast, capacity=None)
    people = ("aino", "eero", "veera", "pekka", "sami")
    for who in people:
        events.register(session, getattr(cast, who), event.id)
    with pytest.raises(WrongState):
        events.give(session, cast.aino, event.id, 5, 5)
    clock.at = START + timedelta(days=1)
    for number, who in enumerate(people):
        few = events.results(session, cast.fanni, event.id)
        assert (few.answers, few.useful, few.good) == (number, None, [])
        events.give(session, getattr(cast, who), event.id, 5 - number % 2, 4, f"{9 - number} hyvää")

    found = events.results(session, cast.fanni, event.id)

    assert found.useful == {1: 0, 2: 0, 3: 0, 4: 2, 5: 3}
    # Not in the order in which they came.
    assert found.good == ["5 hyvää", "6 hyvää", "7 hyvää", "8 hyvää", "9 hyvää"]
    with pytest.raises(WrongState):
        events.give(session, cast.aino, event.id, 1, 1)
    with pytest.raises(NotFound):
        events.give(session, cast.uuno, event.id, 1, 1)
    with pytest.raises(Forbidden):
        events.results(session, cast.aino, event.id)


@pytest.mark.parametrize("value", [None, 0, 6])
def test_an_answer_off_the_scale_is_refused_and_can_be_given_again(
    session: Session, cast: Cast, clock: Clock, value: int | None
) -> None:
    event = training(cast)
    events.register(session, cast.aino, event.id)
    clock.at = START + timedelta(days=1)

    with pytest.raises(Invalid) as refused, session.begin_nested():
        events.give(session, cast.aino, event.id, value, 3)

    assert refused.value.field == "useful"
    session.expire_all()
    events.give(session, cast.aino, event.id, 3, 3)


def test_who_has_no_account_is_forgotten_in_time(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast, capacity=None)
    key = without_account(session, cast, event)
    events.confirm(session, cast.visitor, event.id, key=key)
    events.register(session, cast.aino, event.id)
    without_account(session, cast, event, "ei.vastaa@example.org")
    clock.at += ANSWERED_WITHIN + timedelta(minutes=1)

    assert events.forget_due(session) == 0
    assert session.exec(select(EventSeat).where(EventSeat.email == "ei.vastaa@example.org")).all() == []
    clock.at = START + timedelta(days=91)
    assert events.forget_due(session) == 1
    assert events.forget_due(session) == 0

    session.expire_all()
    rows = events.people(session, cast.fanni, event.id).rows
    assert [(row.name, row.email) for row in rows] == [("", ""), ("Aino", "aino@example.org")]
    assert events.view(session, cast.visitor, event.id, key=key).mine is None


def test_an_organiser_gives_a_seat_back_for_who_calls(session: Session, cast: Cast, clock: Clock) -> None:
    event = training(cast)
    seat = events.register(session, cast.aino, event.id)
    events.register(session, cast.pekka, event.id)
    with pytest.raises(Forbidden):
        events.release(session, cast.pekka, seat.id)

    events.release(session, cast.fanni, seat.id)

    assert state_of(session, cast, event, "pekka") == SeatState.OFFERED
    assert [mail.address for mail in mails(session, "seat_released")] == ["aino@example.org"]


@pytest.mark.parametrize("many", [2, 6])
def test_what_is_asked_does_not_grow_with_the_people(
    session: Session, cast: Cast, clock: Clock, queries: Queries, many: int
) -> None:
    event = training(cast, capacity=None)
    for who in ("aino", "eero", "veera", "pekka", "sami", "uuno")[:many]:
        events.register(session, getattr(cast, who), event.id)
    fanni = cast.fanni
    queries.statements.clear()

    events.view(session, fanni, event.id)
    events.people(session, fanni, event.id)
    read = len(queries)
    events.move(session, fanni, event.id, EventAction.CANCEL, why="Sairas")

    assert read == 6
    asked = [statement for statement in queries.statements[read:] if statement.startswith("SELECT")]
    assert len(asked) <= 7


def test_the_last_seat_is_given_once_on_sqlite_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in test_races.py, where PostgreSQL is: here the writers stand in line, and the second one sees the first."""
    engine = open_engine(f"sqlite:///{tmp_path / 'kanto.db'}")
    Table.metadata.create_all(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    at = now() + timedelta(days=5)
    with database.changing() as session:
        cast = cast_in(session)
        event = training(cast, starts_at=at, ends_at=at + timedelta(hours=1))
        people = [cast.aino, cast.pekka, cast.sami, cast.uuno]
    begin = Barrier(len(people))

    def register(actor: Actor) -> SeatState:
        begin.wait(10)
        with database.changing() as session:
            return events.register(session, actor, event.id).state

    with ThreadPoolExecutor(len(people)) as pool:
        states = sorted(pool.map(register, people))

    engine.dispose()
    assert states == [SeatState.REGISTERED, *[SeatState.WAITLISTED] * 3]
