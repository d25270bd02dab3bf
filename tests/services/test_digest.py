"""The digest: what has come since the last one, at one's own hour, in one letter that is never empty."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    Channel,
    Concern,
    FeedbackTopic,
    Idea,
    IdeaState,
    Invalid,
    Kind,
    Mail,
    Notice,
    NoticeSettings,
    Rhythm,
    Stance,
)
from services import feedback, groups, journal, notices, threads
from services.notices import Habits, digests, ways
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.test_groups import make_group
from tests.services.test_notices import choose, make_idea
from tests.services.test_notices_letters import leave


def say(session: Session, cast: Cast, idea: Idea, who: str = "Pekka", key: str = "comment_added") -> None:
    """Aino and Eero of Satusuo are told of a comment on their idea."""
    event = journal.record(session, cast.pekka, Kind.COMMENT, 1, "add")
    people = [cast.aino.id, cast.eero.id]
    notices.tell(session, event, people, key, f"/idea?id={idea.id}", who=who, title=idea.title)
    session.flush()


def send(session: Session) -> None:
    notices.admit(session)
    while notices.send_due(session):
        pass


def letters(session: Session, who: str) -> list[Mail]:
    query = select(Mail).where(Mail.key == "digest", Mail.address == f"{who}@example.org")
    return list(session.exec(query.order_by(col(Mail.id))))


def lines(mail: Mail) -> list[Any]:
    """Headings by name, and the rest by who did it."""
    return [line["params"].get("name") or line["params"].get("who") for line in mail.lines]


def to_morning(clock: Clock) -> None:
    clock.at += timedelta(days=1)


def test_things_are_grouped_and_the_newest_comes_first(session: Session, cast: Cast, clock: Clock) -> None:
    house, path = make_idea(session, cast, "Olohuone"), make_idea(session, cast, "Polku")
    for who, idea in [("Eka", house), ("Toka", path), ("Kolmas", house), ("Neljäs", path)]:
        say(session, cast, idea, who)
        clock.at += timedelta(minutes=1)

    to_morning(clock)
    send(session)

    [mail] = letters(session, "aino")
    assert lines(mail) == ["Polku", "Neljäs", "Toka", "Olohuone", "Kolmas", "Eka"]
    assert (mail.params["n"], mail.kind) == (4, "digest")


def test_what_has_no_name_stands_among_the_others(session: Session, cast: Cast, clock: Clock) -> None:
    feedback.give(session, cast.visitor, FeedbackTopic.WISH, "Tapahtumat paperille.")

    to_morning(clock)
    send(session)

    [mail] = letters(session, "fanni")
    assert [line["key"] for line in mail.lines if line["heading"]] == ["notices.digest_other"]


def test_nobody_gets_an_empty_one(session: Session, cast: Cast, clock: Clock) -> None:
    notices.save_habits(session, cast.aino, Habits())

    to_morning(clock)
    send(session)

    assert letters(session, "aino") == []
    assert notices.next_digest(session, cast.aino) > clock.at


def test_one_event_is_in_one_digest_however_often_the_clock_comes_round(
    session: Session, cast: Cast, clock: Clock
) -> None:
    idea = make_idea(session, cast)
    say(session, cast, idea, "Eilen")
    to_morning(clock)
    send(session)
    send(session)
    say(session, cast, idea, "Tänään")

    to_morning(clock)
    send(session)

    assert [lines(mail) for mail in letters(session, "aino")] == [
        ["Olohuone", "Eilen"],
        ["Olohuone", "Tänään"],
    ]


def test_nothing_falls_between_two_digests_when_the_clock_has_stood_still(
    session: Session, cast: Cast, clock: Clock
) -> None:
    say(session, cast, make_idea(session, cast))

    clock.at += timedelta(days=40)
    send(session)

    assert len(letters(session, "aino")) == 1


def test_what_was_read_in_the_app_is_no_news(session: Session, cast: Cast, clock: Clock) -> None:
    say(session, cast, make_idea(session, cast))
    notices.read_all(session, cast.aino)

    to_morning(clock)
    send(session)

    assert (letters(session, "aino"), len(letters(session, "eero"))) == ([], 1)


def test_who_left_the_association_gets_nothing(session: Session, cast: Cast, clock: Clock) -> None:
    say(session, cast, make_idea(session, cast))
    leave(session, cast, "eero")

    to_morning(clock)
    send(session)

    assert (letters(session, "eero"), len(letters(session, "aino"))) == ([], 1)


def test_a_thing_that_went_out_of_sight_is_left_out(session: Session, cast: Cast, clock: Clock) -> None:
    kept, hidden = make_idea(session, cast, "Polku"), make_idea(session, cast)
    for idea in (kept, hidden):
        notices.choose(session, cast.sami, Kind.IDEA, idea.id, Stance.FOLLOW)
        say(session, cast, idea)
    hidden.state = IdeaState.HIDDEN
    session.flush()

    to_morning(clock)
    send(session)

    assert [lines(mail) for mail in letters(session, "sami")] == [["Polku", "Pekka"]]


@pytest.mark.parametrize("how", ["mute", "never", "in_app", "unverified"])
def test_settings_are_asked_again_when_it_is_sent(
    session: Session, cast: Cast, clock: Clock, how: str
) -> None:
    idea = make_idea(session, cast)
    say(session, cast, idea)
    if how == "mute":
        notices.choose(session, cast.aino, Kind.IDEA, idea.id, Stance.MUTE)
    elif how == "unverified":
        cast.people["aino"].verified_at = None
    else:
        choose(session, cast.aino, Concern.TALK, Channel(how))

    clock.at += timedelta(days=1)
    send(session)

    assert (letters(session, "aino"), len(letters(session, "eero"))) == ([], 1)


def test_a_letter_speaks_its_readers_language(session: Session, cast: Cast, clock: Clock) -> None:
    cast.people["aino"].locale = "sv"
    say(session, cast, make_idea(session, cast))

    to_morning(clock)
    send(session)

    assert [mail.locale for mail in letters(session, "aino")] == ["sv"]


def test_a_long_one_says_how_much_more_there_is(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "MOST_LINES", 2)
    idea = make_idea(session, cast)
    for who in ("Eka", "Toka", "Kolmas"):
        say(session, cast, idea, who)

    to_morning(clock)
    send(session)

    [mail] = letters(session, "aino")
    assert [line["key"] for line in mail.lines][-2:] == ["notices.comment_added", "notices.digest_more"]
    assert mail.lines[-1]["params"] == {"n": 1}


def due(after: str, **more: Any) -> str:
    row = NoticeSettings(person_id=1, next_at=datetime.now(UTC), **more)
    return f"{ways.next_after(row, datetime.fromisoformat(after)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("after", "more", "expected"),
    [
        # Seven in Helsinki is five in winter and four in summer.
        ("2026-01-15T00:00+00:00", {}, "2026-01-15 05:00"),
        ("2026-07-15T00:00+00:00", {}, "2026-07-15 04:00"),
        # Just at the hour: the next one is tomorrow's.
        ("2026-07-15T04:00+00:00", {}, "2026-07-16 04:00"),
        # Over the nights in which the clocks are turned.
        ("2026-03-28T05:00+00:00", {}, "2026-03-29 04:00"),
        ("2026-10-24T04:00+00:00", {}, "2026-10-25 05:00"),
        # The hour that is jumped over, and the one that comes twice.
        ("2026-03-28T22:00+00:00", {"hour": 3}, "2026-03-29 01:00"),
        ("2026-10-24T22:00+00:00", {"hour": 3}, "2026-10-25 00:00"),
        ("2026-10-25T00:00+00:00", {"hour": 3}, "2026-10-26 01:00"),
        ("2026-01-15T00:00+00:00", {"zone": "Australia/Sydney"}, "2026-01-15 20:00"),
        # A Thursday; the digest comes on Mondays.
        ("2026-01-15T00:00+00:00", {"rhythm": Rhythm.WEEKLY}, "2026-01-19 05:00"),
        ("2026-01-19T05:00+00:00", {"rhythm": Rhythm.WEEKLY}, "2026-01-26 05:00"),
    ],
)
def test_the_digest_comes_at_the_hour_of_ones_own_clock(
    after: str, more: dict[str, Any], expected: str
) -> None:
    assert due(after, **more) == expected


def test_who_has_chosen_nothing_gets_it_at_seven_in_finland(
    session: Session, cast: Cast, clock: Clock
) -> None:
    say(session, cast, make_idea(session, cast))

    clock.at = datetime(2026, 9, 2, 3, 59, tzinfo=UTC)
    send(session)
    early = letters(session, "aino")
    clock.at = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
    send(session)

    assert (early, len(letters(session, "aino"))) == ([], 1)


def test_a_weekly_one_waits_for_its_day_and_brings_the_week(
    session: Session, cast: Cast, clock: Clock
) -> None:
    # Tuesday 1.9.2026; Fridays at nine.
    notices.save_habits(session, cast.aino, Habits(rhythm=Rhythm.WEEKLY, weekday=4, hour=9))
    idea = make_idea(session, cast)
    for day in range(3):
        say(session, cast, idea, f"Päivä {day}")
        send(session)
        clock.at += timedelta(days=1)
    before = letters(session, "aino")

    clock.at = datetime(2026, 9, 4, 6, 0, tzinfo=UTC)
    send(session)

    assert before == []
    assert [lines(mail) for mail in letters(session, "aino")] == [
        ["Olohuone", "Päivä 2", "Päivä 1", "Päivä 0"]
    ]


def test_a_time_that_is_none_is_refused(session: Session, cast: Cast) -> None:
    for bad in (Habits(zone="Europe/Atlantis"), Habits(hour=24), Habits(weekday=-1)):
        with pytest.raises(Invalid):
            notices.save_habits(session, cast.aino, bad)


def test_a_batch_costs_the_same_however_many_people_are_in_it(
    session: Session, cast: Cast, clock: Clock, queries: Queries
) -> None:
    idea, costs = make_idea(session, cast), []
    for people in (["aino"], ["aino", "eero", "veera", "pekka", "sami"]):
        for name in people:
            event = journal.record(session, None, Kind.COMMENT, 1, "add")
            link = f"/idea?id={idea.id}"
            notices.tell(session, event, [cast.people[name].id], "comment_added", link, who="", title="")
        notices.admit(session)
        to_morning(clock)
        session.flush()
        queries.statements.clear()
        notices.send_due(session)
        session.flush()
        costs.append(len([one for one in queries.statements if not one.startswith(("INSERT", "UPDATE"))]))

    assert costs[0] == costs[1]
    assert session.exec(select(Notice).where(col(Notice.mail_id).is_(None))).all() == []


def test_what_stands_in_one_group_stands_together(session: Session, cast: Cast, clock: Clock) -> None:
    """A week of a group reads as one: its discussions side by side, each under its own heading."""
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)
    idea = make_idea(session, cast)
    for title in ("Kahvit", "Lämmitys"):
        threads.start(session, cast.pekka, group.id, title=title, body="Miten teillä?")
        clock.at += timedelta(minutes=1)
        say(session, cast, idea, who=title)
        clock.at += timedelta(minutes=1)

    to_morning(clock)
    send(session)

    [mail] = letters(session, "aino")
    headings = [line["params"] for line in mail.lines if line["heading"]]
    assert [(each.get("place", ""), each["name"]) for each in headings] == [
        ("", "Olohuone"),
        (group.name, "Lämmitys"),
        (group.name, "Kahvit"),
        ("", group.name),
    ]
