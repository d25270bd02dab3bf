"""A facilitator's letter to many associations: to their owners once each, on the way that they have chosen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AssociationState,
    AssociationTag,
    Bulletin,
    BulletinState,
    Channel,
    Concern,
    GroupMember,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    Person,
    TagKind,
    WorkspaceError,
    WrongState,
)
from server.letters import message_of
from services import bulletins, notices, outbox
from services.bulletins import Audience, Words, sending
from services.settings import settings
from tests.cast import Cast, make_member
from tests.conftest import Clock
from tests.services.moderated import make_group

EVERYBODY = Audience()
WORDS = {"fi": Words("Info Joensuussa", "Tulkaa mukaan."), "sv": Words("Info i Joensuu", "Kom med.")}


def send(session: Session, cast: Cast, audience: Audience = EVERYBODY, words: Any = WORDS) -> Bulletin:
    return bulletins.send(session, cast.fanni, words, audience)


def send_all(session: Session, clock: Clock) -> None:
    clock.at += timedelta(minutes=5)
    while bulletins.send_due(session):
        pass


def told(session: Session) -> set[str]:
    query = select(Person.name).join(Notice, col(Notice.person_id) == Person.id)
    return {name.lower() for name in session.exec(query.where(Notice.key == "bulletin"))}


@pytest.mark.parametrize("who", ["visitor", "aino", "arvo"])
def test_the_desk_alone_writes_and_looks(session: Session, cast: Cast, clock: Clock, who: str) -> None:
    sent, actor = send(session, cast), getattr(cast, who)
    acts: list[Any] = [
        lambda: bulletins.send(session, actor, WORDS, EVERYBODY),
        lambda: bulletins.reach(session, actor, EVERYBODY),
        lambda: bulletins.groups(session, actor),
        lambda: bulletins.listed(session, actor),
        lambda: bulletins.view(session, actor, sent.id),
        lambda: bulletins.stop(session, actor, sent.id),
    ]

    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_filters_leave_the_owners_of_the_right_associations(session: Session, cast: Cast) -> None:
    session.add(AssociationTag(association_id=cast.satusuo.id, kind=TagKind.TARGET_GROUP, slug="ikaihmiset"))
    session.add(AssociationTag(association_id=cast.keksila.id, kind=TagKind.COMPETENCE, slug="ohjaus"))
    group = make_group(session, cast)
    home = cast.toivonsilta.id
    member = GroupMember(
        group_id=group.id, person_id=cast.pekka.id, association_id=home, state=MembershipState.MEMBER
    )
    session.add(member)
    # Owns two associations, and gets one letter.
    make_member(session, cast.keksila, cast.people["pekka"])
    session.flush()

    def reached(**filters: Any) -> tuple[int, int]:
        found = bulletins.reach(session, cast.fanni, Audience(**filters))
        return found.people, found.associations

    # Aino, Pekka and Sami; Eero, Frans and Veera own nothing.
    assert reached() == (3, 3)
    assert reached(municipality="309") == (2, 1)
    assert reached(target_group="ikaihmiset") == (1, 1)
    assert reached(competence="ohjaus") == (2, 1)
    assert reached(group=str(group.id)) == (1, 1)
    assert reached(municipality="309", target_group="ikaihmiset") == (0, 0)
    cast.satusuo.state = AssociationState.PENDING
    session.flush()
    assert (reached(), reached(pending=True)) == ((2, 2), (3, 3))


@pytest.mark.parametrize(
    ("words", "audience", "field"),
    [
        ({"fi": Words(" ", "T")}, EVERYBODY, "subject-fi"),
        ({"fi": Words("O", "")}, EVERYBODY, "body-fi"),
        ({"fi": Words("O", "x" * 5001)}, EVERYBODY, "body-fi"),
        (WORDS | {"sv": Words("", "Kom med.")}, EVERYBODY, "subject-sv"),
        (WORDS, Audience(municipality="851"), "audience"),  # nobody there
        # Left out, these would make it everybody's.
        (WORDS, Audience(municipality="999"), "audience"),
        (WORDS, Audience(target_group="x"), "audience"),
        (WORDS, Audience(competence="x"), "audience"),
        (WORDS, Audience(group="7"), "audience"),
        (WORDS, Audience(group="x"), "audience"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(
    session: Session, cast: Cast, words: Any, audience: Audience, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        send(session, cast, audience, words)

    assert refused.value.field == field
    assert session.exec(select(Bulletin)).all() == []


def test_a_letter_leaves_in_batches_and_each_is_told_once_in_their_language(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    cast.people["sami"].locale = "sv"
    sent = send(session, cast)
    assert not bulletins.send_due(session)
    clock.at += timedelta(minutes=5)

    steps = []
    while bulletins.send_due(session):
        steps.append((sent.state, sent.told))

    assert steps == [(BulletinState.SENDING, 2), (BulletinState.SENT, 3)]
    mails = {mail.address: mail for mail in outbox.take(session, most=20) if mail.key == "bulletin"}
    assert {address: mail.params["body"] for address, mail in mails.items()} == {
        "aino@example.org": "Tulkaa mukaan.",
        "pekka@example.org": "Tulkaa mukaan.",
        "sami@example.org": "Kom med.",
    }
    message = message_of(mails["sami@example.org"], settings())
    assert message["Subject"] == "Info i Joensuu"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "aino@" not in str(message)
    assert "pekka@" not in str(message)
    # The words of the letter stand once, and not with each of its receivers.
    assert "Tulkaa mukaan." not in str(session.exec(select(Notice.params)).all())
    steps_of = select(JournalEntry.action).where(JournalEntry.kind == Kind.BULLETIN)
    assert session.exec(steps_of.order_by(col(JournalEntry.id))).all() == ["send", "begin", "finish"]


def test_who_has_said_no_to_letters_gets_none(session: Session, cast: Cast, clock: Clock) -> None:
    notices.stop_mail(session, cast.pekka.id, Concern.LETTER)
    habits = notices.habits(session, cast.sami)
    channels = habits.channels | {Concern.LETTER: Channel.NEVER}
    notices.save_habits(session, cast.sami, replace(habits, channels=channels))
    sent = send(session, cast)

    send_all(session, clock)

    assert told(session) == {"aino", "pekka"}
    addresses = session.exec(select(Mail.address).where(Mail.key == "bulletin")).all()
    assert addresses == ["aino@example.org"]
    # Whom it reached reads the words, and nothing of whom else it went to.
    seen = bulletins.view(session, cast.pekka, sent.id)
    assert (seen.words["fi"].subject, seen.sending) == ("Info Joensuussa", None)
    with pytest.raises(NotFound):
        bulletins.view(session, cast.sami, sent.id)


def test_a_letter_is_taken_back_before_it_leaves(session: Session, cast: Cast, clock: Clock) -> None:
    sent = send(session, cast)

    bulletins.stop(session, cast.frans, sent.id)

    send_all(session, clock)
    assert told(session) == set()
    assert sent.state == BulletinState.STOPPED
    with pytest.raises(WrongState):
        bulletins.stop(session, cast.fanni, sent.id)


def test_a_double_click_is_one_letter_and_a_day_has_three(session: Session, cast: Cast, clock: Clock) -> None:
    assert send(session, cast).id == send(session, cast).id
    for number in range(2):
        clock.at += timedelta(hours=1)
        send(session, cast, words={"fi": Words(f"Otsikko {number}", "T")})

    with pytest.raises(WorkspaceError, match="too_fast"):
        send(session, cast, words={"fi": Words("Neljäs", "T")})

    assert len(bulletins.listed(session, cast.frans).rows) == 3
    clock.at += timedelta(days=1)
    send(session, cast, words={"fi": Words("Huomenna", "T")})
