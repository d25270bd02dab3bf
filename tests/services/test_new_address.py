"""Another e-mail address: the new mailbox has to answer, and the old one can stop it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    AddressState,
    Invalid,
    JournalEntry,
    Kind,
    Link,
    Mail,
    MailAddress,
    NotFound,
    Person,
    WorkspaceError,
    WrongState,
)
from services import accounts, mail_addresses
from services.accounts import LinkState
from services.actors import VISITOR, Actor
from tests.cast import Cast
from tests.conftest import Clock

NEW = "aino.uusi@example.org"


@pytest.fixture(autouse=True)
def _time(clock: Clock) -> None:
    """The first of September 2026."""


def ask(session: Session, actor: Actor, email: str = NEW, *, right: bool = True) -> str:
    attempt = accounts.begin_attempt(session, actor, actor.email)
    asked = accounts.ask_address(session, actor, attempt, right, email)
    session.flush()
    return asked


def letters(session: Session) -> list[tuple[str, str]]:
    return list(session.exec(select(Mail.address, Mail.key).order_by(col(Mail.id))))


def token(session: Session, key: str) -> str:
    links = session.exec(select(Mail.link).where(Mail.key == key).order_by(col(Mail.id))).all()
    return links[-1].partition("token=")[2]


def test_the_address_changes_when_the_new_mailbox_answers(session: Session, cast: Cast) -> None:
    here, elsewhere = (accounts.begin_session(session, cast.aino.id) for _ in range(2))
    accounts.forgot(session, VISITOR, "aino@example.org")
    session.add(MailAddress(address=NEW, state=AddressState.BOUNCING))

    assert ask(session, cast.aino, " Aino.Uusi@Example.org") == NEW

    assert letters(session)[1:] == [(NEW, "new_address"), ("aino@example.org", "address_asked")]
    assert (
        session.exec(select(Mail).where(Mail.key == "address_asked")).one().params["wanted"]
        == "a…@example.org"
    )
    wanted = accounts.wanted_address(session, cast.aino)
    assert wanted
    assert wanted.email == NEW
    assert cast.aino.email == "aino@example.org"

    accounts.take_address(session, VISITOR, token(session, "new_address"), browser=here)
    session.expire_all()

    assert cast.aino.email == NEW
    assert accounts.person_of_token(session, here)
    assert accounts.person_of_token(session, elsewhere) is None
    assert mail_addresses.state_of(session, NEW) == AddressState.OK
    assert letters(session)[-1] == ("aino@example.org", "address_changed")
    # What the old mailbox could open is closed.
    assert accounts.resetting(session, VISITOR, token(session, "reset")).state == LinkState.USED
    steps = session.exec(select(JournalEntry.action).where(JournalEntry.kind == Kind.PERSON)).all()
    assert steps == ["ask_address", "change_address"]


def test_whose_address_it_is_gets_a_letter_and_the_asker_learns_nothing(session: Session, cast: Cast) -> None:
    ask(session, cast.aino, "pekka@example.org")

    assert letters(session) == [("pekka@example.org", "already"), ("aino@example.org", "address_asked")]
    wanted = accounts.wanted_address(session, cast.aino)
    assert wanted
    assert wanted.email == "pekka@example.org"


def test_an_address_that_has_got_an_account_meanwhile_is_its_own(session: Session, cast: Cast) -> None:
    ask(session, cast.aino)
    session.add(Person(name="Toinen", email=NEW, password_hash=""))
    session.flush()

    with pytest.raises(WrongState):
        accounts.take_address(session, VISITOR, token(session, "new_address"))

    assert cast.aino.email == "aino@example.org"


@pytest.mark.parametrize("pressed", [False, True])
def test_the_old_mailbox_stops_it_before_and_after(session: Session, cast: Cast, pressed: bool) -> None:
    stranger = accounts.begin_session(session, cast.aino.id)
    ask(session, cast.aino)
    if pressed:
        accounts.take_address(session, VISITOR, token(session, "new_address"), browser=stranger)

    accounts.keep_address(session, VISITOR, token(session, "address_changed" if pressed else "address_asked"))
    session.expire_all()

    assert cast.aino.email == "aino@example.org"
    assert accounts.person_of_token(session, stranger) is None
    assert accounts.new_address(session, VISITOR, token(session, "new_address")).state == LinkState.USED
    assert accounts.wanted_address(session, cast.aino) is None
    assert ((NEW, "address_back") in letters(session)) is pressed


def test_links_are_good_for_a_time_and_once(session: Session, cast: Cast, clock: Clock) -> None:
    ask(session, cast.aino)
    new, keep = token(session, "new_address"), token(session, "address_asked")

    clock.at += timedelta(hours=24)
    assert accounts.new_address(session, VISITOR, new).state == LinkState.EXPIRED
    with pytest.raises(WrongState):
        accounts.take_address(session, VISITOR, new)
    assert accounts.keeping_address(session, VISITOR, keep).state == LinkState.OPEN

    clock.at += timedelta(hours=48)
    with pytest.raises(WrongState):
        accounts.keep_address(session, VISITOR, keep)
    # A link is for its own act alone.
    with pytest.raises(NotFound):
        accounts.take_address(session, VISITOR, keep)


def test_a_later_wish_and_a_change_of_mind_close_the_link(session: Session, cast: Cast) -> None:
    ask(session, cast.aino)
    first = token(session, "new_address")
    ask(session, cast.aino, "kolmas@example.org")
    assert accounts.new_address(session, VISITOR, first).state == LinkState.USED

    accounts.forget_address(session, cast.aino)

    assert accounts.wanted_address(session, cast.aino) is None
    assert accounts.new_address(session, VISITOR, token(session, "new_address")).state == LinkState.USED
    with pytest.raises(WrongState):
        accounts.forget_address(session, cast.aino)


def test_refusals(session: Session, cast: Cast) -> None:
    for email, right, field in (
        (NEW, False, "address_password"),
        ("ei osoite", True, "email"),
        ("aino@example.org", True, "email"),
    ):
        with pytest.raises(Invalid) as refused:
            ask(session, cast.aino, email, right=right)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        accounts.ask_address(session, VISITOR, accounts.Attempt("", "", None, ""), True, NEW)
    assert session.exec(select(Link)).first() is None


def test_nobody_fills_strangers_mailboxes(session: Session, cast: Cast) -> None:
    for number in range(4):
        ask(session, cast.aino, f"joku{number}@example.org")

    with pytest.raises(WorkspaceError) as refused:
        ask(session, cast.aino, "viides@example.org")

    assert refused.value.key == "too_many_tries"
    assert len(letters(session)) == 8
