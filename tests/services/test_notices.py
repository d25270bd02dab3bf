"""Who is told what, how often, and what becomes of it when it is read."""

import pytest
from sqlmodel import Session, select

from models import JournalEntry, Kind, Mail, NotFound, Notice
from services import journal, notices
from tests.cast import Cast
from tests.conftest import Queries


def entry(session: Session, cast: Cast, thing_id: int = 7) -> JournalEntry:
    return journal.record(session, cast.fanni, Kind.IDEA, thing_id, "publish")


def tell(session: Session, cast: Cast, thing_id: int = 7, **more: bool) -> None:
    people = [cast.aino.id, cast.eero.id, cast.fanni.id]
    notices.tell(
        session,
        entry(session, cast, thing_id),
        people,
        "thing",
        f"/idea?id={thing_id}",
        title="Olohuone",
        **more,
    )


def test_the_one_who_did_it_is_not_told(session: Session, cast: Cast) -> None:
    tell(session, cast)

    assert notices.of(session, cast.fanni).rows == []
    assert [card.params for card in notices.of(session, cast.aino).rows] == [{"title": "Olohuone"}]


def test_one_event_is_told_once(session: Session, cast: Cast) -> None:
    event = entry(session, cast)

    notices.tell(session, event, [cast.aino.id], "thing", "/idea?id=7")
    notices.tell(session, event, [cast.aino.id, cast.eero.id], "thing", "/idea?id=7")

    assert notices.unread(session, cast.aino) == 1
    assert notices.unread(session, cast.eero) == 1


def test_mail_goes_to_verified_addresses_alone(session: Session, cast: Cast) -> None:
    cast.people["eero"].verified_at = None

    tell(session, cast, by_mail=True)

    assert session.exec(select(Mail.address)).all() == ["aino@example.org"]
    assert notices.unread(session, cast.eero) == 1


def test_newest_first_by_key(session: Session, cast: Cast) -> None:
    for thing_id in range(1, 23):
        tell(session, cast, thing_id)

    first = notices.of(session, cast.aino)
    second = notices.of(session, cast.aino, after=first.after)

    assert [card.link for card in first.rows + second.rows] == [f"/idea?id={n}" for n in range(22, 0, -1)]


def test_reading_marks_it_and_gives_the_link(session: Session, cast: Cast) -> None:
    tell(session, cast)
    card = notices.of(session, cast.aino).rows[0]

    link = notices.read(session, cast.aino, card.id)

    assert (card.unread, link) == (True, "/idea?id=7")
    assert not notices.of(session, cast.aino).rows[0].unread
    assert notices.unread(session, cast.aino) == 0


def test_nobody_reads_another_ones_notice(session: Session, cast: Cast) -> None:
    tell(session, cast)
    card = notices.of(session, cast.aino).rows[0]

    for stranger in (cast.sami, cast.eero, cast.fanni, cast.arvo, cast.visitor):
        with pytest.raises(NotFound):
            notices.read(session, stranger, card.id)

    assert notices.unread(session, cast.aino) == 1


def test_reading_all_leaves_others_alone(session: Session, cast: Cast) -> None:
    tell(session, cast, 1)
    tell(session, cast, 2)

    notices.read_all(session, cast.aino)

    assert notices.unread(session, cast.aino) == 0
    assert notices.unread(session, cast.eero) == 2


def test_a_visitor_has_no_notices(session: Session, cast: Cast) -> None:
    assert notices.unread(session, cast.visitor) == 0
    for act in (notices.of, notices.read_all):
        with pytest.raises(NotFound):
            act(session, cast.visitor)


def test_the_list_costs_one_question(session: Session, cast: Cast, queries: Queries) -> None:
    for thing_id in range(1, 4):
        tell(session, cast, thing_id)
    aino = cast.aino

    queries.statements.clear()
    notices.of(session, aino)

    assert len(queries) == 1
    assert len(session.exec(select(Notice)).all()) == 6
