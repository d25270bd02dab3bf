"""Signing up: the account is made by the link in the mail, and the answer gives nobody away."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    Forbidden,
    Invalid,
    JournalEntry,
    Link,
    LinkPurpose,
    Mail,
    NotFound,
    Person,
    WorkspaceError,
    WrongState,
)
from services import accounts
from services.accounts import Chosen, LinkState
from services.actors import VISITOR
from tests.cast import Cast
from tests.conftest import Clock

GOOD = Chosen("$2b$04$hash")


def mails(session: Session, key: str = "verify") -> list[Mail]:
    return list(session.exec(select(Mail).where(Mail.key == key).order_by(col(Mail.id))))


def token_of(mail: Mail) -> str:
    return mail.link.partition("token=")[2].partition("&")[0]


def sign_up(session: Session, email: str = "raija@example.org", name: str = "Raija Uusi") -> str:
    accounts.sign_up(session, VISITOR, name, email, GOOD, locale="sv")
    return token_of(mails(session)[-1])


def person_at(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email)).first()


def test_sign_up_makes_no_account_before_the_address_is_proved(session: Session, clock: Clock) -> None:
    accounts.sign_up(session, VISITOR, " Raija  Uusi ", "Raija@Example.org", GOOD, locale="sv")

    (mail,) = mails(session)
    assert (mail.address, mail.locale, mail.params) == ("raija@example.org", "sv", {"name": "Raija Uusi"})
    assert mail.link.startswith("/verify?token=")
    assert person_at(session, "raija@example.org") is None


def test_a_machine_that_fills_in_everything_gets_the_same_answer_and_no_mail(
    session: Session, clock: Clock
) -> None:
    answer = accounts.sign_up(
        session, VISITOR, "Raija", "raija@example.org", GOOD, locale="sv", trap="https://a.example"
    )

    assert answer == "raija@example.org"
    assert session.exec(select(Mail)).all() == []


def test_token_is_kept_as_a_hash_only(session: Session, clock: Clock) -> None:
    token = sign_up(session)

    link = session.exec(select(Link)).one()
    assert link.token_hash == accounts.hashed(token)
    assert token not in str(link.model_dump())


def test_verify_makes_the_account_once_and_signs_its_person_in(session: Session, clock: Clock) -> None:
    token = sign_up(session)

    ticket = accounts.verify(session, VISITOR, token, mark="browser")

    person = person_at(session, "raija@example.org")
    assert person
    assert (person.name, person.locale, person.password_hash) == ("Raija Uusi", "sv", GOOD.hash)
    assert person.verified_at == clock.at
    assert session.exec(select(JournalEntry.action, JournalEntry.actor_id)).all() == [("sign_up", person.id)]
    cookie = accounts.redeem(session, ticket, mark="browser")
    assert accounts.person_of_token(session, cookie) == person
    with pytest.raises(WrongState):
        accounts.verify(session, VISITOR, token, mark="browser")


def test_verify_forgets_what_the_links_waited_with(session: Session, clock: Clock) -> None:
    first, second = sign_up(session), sign_up(session)

    accounts.verify(session, VISITOR, second, mark="browser")

    session.expire_all()
    assert [(row.password_hash, row.name) for row in session.exec(select(Link))] == [("", ""), ("", "")]
    with pytest.raises(WrongState):
        accounts.verify(session, VISITOR, first, mark="browser")


@pytest.mark.parametrize(
    ("hours", "state"), [(0, LinkState.OPEN), (23.99, LinkState.OPEN), (24, LinkState.EXPIRED)]
)
def test_link_holds_a_day(session: Session, clock: Clock, hours: float, state: LinkState) -> None:
    token = sign_up(session)

    clock.at += timedelta(hours=hours)

    assert accounts.verification(session, VISITOR, token).state == state
    if state == LinkState.EXPIRED:
        with pytest.raises(WrongState):
            accounts.verify(session, VISITOR, token, mark="browser")


def test_expired_link_gives_a_new_one_in_its_place(session: Session, clock: Clock) -> None:
    old = sign_up(session)
    clock.at += timedelta(days=2)

    accounts.verify_again(session, VISITOR, old)

    new = token_of(mails(session)[-1])
    assert accounts.verification(session, VISITOR, old).state == LinkState.USED
    assert accounts.verify(session, VISITOR, new, mark="browser")
    assert person_at(session, "raija@example.org").password_hash == GOOD.hash  # type: ignore[union-attr]


def test_link_that_still_holds_is_not_sent_again(session: Session, clock: Clock) -> None:
    token = sign_up(session)

    with pytest.raises(WrongState):
        accounts.verify_again(session, VISITOR, token)

    assert len(mails(session)) == 1


@pytest.mark.parametrize("token", ["", "x", "ä" * 50])
def test_token_that_never_was_is_not_found(session: Session, token: str) -> None:
    for question in (accounts.verification, accounts.resetting, accounts.verify_again):
        with pytest.raises(NotFound):
            question(session, VISITOR, token)


def test_link_of_another_purpose_does_not_verify(session: Session, cast: Cast, clock: Clock) -> None:
    accounts.forgot(session, VISITOR, "aino@example.org")
    token = token_of(mails(session, "reset")[0])

    with pytest.raises(NotFound):
        accounts.verify(session, VISITOR, token, mark="browser")


def test_answer_is_the_same_when_the_address_has_an_account(
    session: Session, cast: Cast, clock: Clock
) -> None:
    unknown = accounts.sign_up(session, VISITOR, "Raija", "raija@example.org", GOOD)
    known = accounts.sign_up(session, VISITOR, "Raija", "AINO@example.org", GOOD)

    assert (unknown, known) == ("raija@example.org", "aino@example.org")
    (mail,) = mails(session, "already")
    assert (mail.address, mail.link) == ("aino@example.org", "/sign_in")
    assert cast.people["aino"].password_hash == ""


def test_address_verified_meanwhile_is_not_made_twice(session: Session, cast: Cast, clock: Clock) -> None:
    token = sign_up(session)
    session.add(Person(name="Raija", email="raija@example.org", password_hash=""))
    session.flush()

    with pytest.raises(WrongState):
        accounts.verify(session, VISITOR, token, mark="browser")


def test_nobodys_mailbox_is_filled(session: Session, clock: Clock) -> None:
    for _ in range(10):
        accounts.sign_up(session, VISITOR, "Raija", "raija@example.org", GOOD)

    assert len(mails(session)) == 4


def test_network_address_that_signs_up_by_the_dozen_waits(session: Session, clock: Clock) -> None:
    for number in range(50):
        accounts.sign_up(session, VISITOR, "Raija", f"raija{number}@example.org", GOOD, address="192.0.2.1")

    with pytest.raises(WorkspaceError) as refused:
        accounts.sign_up(session, VISITOR, "Raija", "raija@example.org", GOOD, address="192.0.2.1")

    assert refused.value.key == "too_many_tries"


def test_way_back_stands_in_the_mail_and_stays_inside(session: Session, clock: Clock) -> None:
    for after in ("/invitation?token=abc", "https://evil.example", "/" + "x" * 500):
        accounts.sign_up(session, VISITOR, "Raija", f"r{len(after)}@example.org", GOOD, after=after)

    nexts = [mail.link.partition("&next=")[2] for mail in mails(session)]
    assert nexts == ["%2Finvitation%3Ftoken%3Dabc", "%2F", ""]


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [
        ("", "raija@example.org", "name"),
        ("R" * 121, "raija@example.org", "name"),
        ("Raija 131052-308T", "raija@example.org", "name"),
        ("Raija", "", "email"),
        ("Raija", "raija", "email"),
    ],
)
def test_sign_up_refuses_beside_the_field(
    session: Session, clock: Clock, name: str, email: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.sign_up(session, VISITOR, name, email, GOOD)

    assert refused.value.field == field
    assert session.exec(select(Link).where(Link.purpose == LinkPurpose.VERIFY)).all() == []


def test_browser_without_cookies_is_told_so(session: Session, clock: Clock) -> None:
    token = sign_up(session)

    with pytest.raises(Forbidden) as refused:
        accounts.verify(session, VISITOR, token, mark="")

    assert refused.value.key == "cookies_needed"


@pytest.mark.parametrize(("days", "kept"), [(31, 1), (31.1, 0)])
def test_address_of_who_never_answered_is_forgotten(
    session: Session, clock: Clock, days: float, kept: int
) -> None:
    sign_up(session)
    clock.at += timedelta(days=days)

    accounts.sign_up(session, VISITOR, "Matti", "matti@example.org", GOOD)

    assert len(session.exec(select(Link).where(Link.email == "raija@example.org")).all()) == kept
