"""A forgotten password, a changed one, and what people change of their own account."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import Invalid, JournalEntry, Link, Mail, NotFound, WrongState
from services import accounts
from services.accounts import Chosen, LinkState
from services.actors import VISITOR
from tests.cast import Cast
from tests.conftest import Clock

NEW = Chosen("$2b$04$new")


def mail_to(session: Session, address: str, key: str) -> list[Mail]:
    return list(session.exec(select(Mail).where(Mail.address == address, Mail.key == key)))


def forgot(session: Session, email: str = "aino@example.org") -> str:
    accounts.forgot(session, VISITOR, email)
    return mail_to(session, email, "reset")[-1].link.partition("token=")[2]


def test_forgotten_answers_the_same_and_mails_only_an_account(
    session: Session, cast: Cast, clock: Clock
) -> None:
    known = accounts.forgot(session, VISITOR, "Aino@example.org")
    unknown = accounts.forgot(session, VISITOR, "nobody@example.org")

    assert (known, unknown) == ("aino@example.org", "nobody@example.org")
    assert [mail.address for mail in session.exec(select(Mail))] == ["aino@example.org"]


def test_reset_sets_the_password_ends_sessions_and_signs_in_here(
    session: Session, cast: Cast, clock: Clock
) -> None:
    old = accounts.begin_session(session, cast.aino.id)
    token = forgot(session)

    ticket = accounts.reset(session, VISITOR, token, NEW, mark="browser")
    session.expire_all()

    assert cast.people["aino"].password_hash == NEW.hash
    assert accounts.person_of_token(session, old) is None
    assert accounts.redeem(session, ticket, mark="browser")
    assert len(mail_to(session, "aino@example.org", "password_changed")) == 1
    assert session.exec(select(JournalEntry.action)).all() == ["reset_password"]


def test_reset_link_works_once_and_takes_the_other_ones_with_it(
    session: Session, cast: Cast, clock: Clock
) -> None:
    first, second = forgot(session), forgot(session)
    accounts.reset(session, VISITOR, first, NEW, mark="browser")
    session.expire_all()

    for token in (first, second):
        assert accounts.resetting(session, VISITOR, token).state == LinkState.USED
        with pytest.raises(WrongState):
            accounts.reset(session, VISITOR, token, Chosen("other"), mark="browser")

    assert cast.people["aino"].password_hash == NEW.hash


@pytest.mark.parametrize(("minutes", "state"), [(59, LinkState.OPEN), (60, LinkState.EXPIRED)])
def test_reset_link_holds_an_hour(
    session: Session, cast: Cast, clock: Clock, minutes: int, state: LinkState
) -> None:
    token = forgot(session)

    clock.at += timedelta(minutes=minutes)

    assert accounts.resetting(session, VISITOR, token).state == state
    if state == LinkState.EXPIRED:
        with pytest.raises(WrongState):
            accounts.reset(session, VISITOR, token, NEW, mark="browser")


def test_reset_opens_an_account_that_somebody_else_locked(session: Session, cast: Cast, clock: Clock) -> None:
    for _ in range(5):
        accounts.begin_attempt(session, VISITOR, "aino@example.org")

    accounts.reset(session, VISITOR, forgot(session), NEW, mark="browser")

    assert accounts.begin_attempt(session, VISITOR, "aino@example.org")


def test_change_password_ends_the_other_browsers(session: Session, cast: Cast, clock: Clock) -> None:
    here, there = (accounts.begin_session(session, cast.aino.id) for _ in range(2))
    reset_link = forgot(session)
    attempt = accounts.begin_attempt(session, cast.aino, "aino@example.org")

    accounts.change_password(session, cast.aino, attempt, True, NEW, token=here)
    session.expire_all()

    assert cast.people["aino"].password_hash == NEW.hash
    assert accounts.person_of_token(session, here)
    assert accounts.person_of_token(session, there) is None
    assert accounts.resetting(session, VISITOR, reset_link).state == LinkState.USED
    assert session.exec(select(JournalEntry.action)).all() == ["change_password"]


def test_change_password_with_a_wrong_one_changes_nothing(session: Session, cast: Cast, clock: Clock) -> None:
    attempt = accounts.begin_attempt(session, cast.aino, "aino@example.org")

    with pytest.raises(Invalid) as refused:
        accounts.change_password(session, cast.aino, attempt, False, NEW, token="")

    assert (refused.value.key, refused.value.field) == ("password_wrong", "present")
    assert cast.people["aino"].password_hash == ""


@pytest.mark.parametrize("who", ["pekka", "arvo", "visitor"])
def test_change_password_of_somebody_else_is_not_found(session: Session, cast: Cast, who: str) -> None:
    attempt = accounts.begin_attempt(session, VISITOR, "aino@example.org")

    with pytest.raises(NotFound):
        accounts.change_password(session, getattr(cast, who), attempt, True, NEW, token="")

    assert cast.people["aino"].password_hash == ""


def test_rename_and_language_are_kept(session: Session, cast: Cast) -> None:
    accounts.rename(session, cast.aino, "  Aino  Aalto ")
    accounts.choose_language(session, cast.aino, "sv")

    found = accounts.profile(session, cast.aino)
    assert (found.name, found.locale, found.email) == ("Aino Aalto", "sv", "aino@example.org")
    assert session.exec(select(JournalEntry.action)).all() == ["rename"]


@pytest.mark.parametrize(
    ("act", "typed", "field"),
    [
        (accounts.rename, "", "name"),
        (accounts.rename, "x" * 121, "name"),
        (accounts.rename, "a\x00b", "name"),
        (accounts.choose_language, "de", "language"),
    ],
)
def test_own_data_is_refused_beside_the_field(
    session: Session, cast: Cast, act: Any, typed: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        act(session, cast.aino, typed)

    assert refused.value.field == field
    assert accounts.profile(session, cast.aino).name == "Aino"


def test_visitor_has_no_account(session: Session) -> None:
    for act in (
        lambda: accounts.profile(session, VISITOR),
        lambda: accounts.rename(session, VISITOR, "X"),
        lambda: accounts.choose_language(session, VISITOR, "fi"),
    ):
        with pytest.raises(NotFound):
            act()


def test_links_of_reset_keep_no_token(session: Session, cast: Cast) -> None:
    token = forgot(session)

    assert token not in str([row.model_dump() for row in session.exec(select(Link))])
