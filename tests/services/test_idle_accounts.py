"""Accounts that nobody uses: two letters, an end, and all that keeps an account."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models import AssociationRole, Kind, Mail, Notice, Person, SignIn
from services import accounts, erasure, journal
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Clock

ALMOST = timedelta(days=670)
MEANWHILE = timedelta(days=46)


@pytest.fixture(autouse=True)
def _others_are_here(session: Session, cast: Cast, clock: Clock) -> None:
    """Only Veera, and who is made here, stays away."""
    for name, person in cast.people.items():
        if name != "veera":
            person.visited_at = clock.at + timedelta(days=5000)
    cast.people["veera"].locale = "sv"
    session.flush()


def come_round(session: Session, clock: Clock, after: timedelta) -> list[str]:
    """The clock's job after this time; which letters it wrote."""
    clock.at += after
    before = set(session.exec(select(Mail.id)))
    erasure.remind_idle(session)
    erasure.end_idle(session)
    session.flush()
    erasure.erase_next(session)
    session.expire_all()
    return list(session.exec(select(Mail.key).where(col(Mail.id).not_in(before))))


def test_two_letters_come_before_the_end(session: Session, cast: Cast, clock: Clock) -> None:
    veera = cast.people["veera"]
    day = timedelta(days=1)

    assert come_round(session, clock, ALMOST - day) == []
    assert come_round(session, clock, day) == ["account_idle"]
    assert come_round(session, clock, MEANWHILE - day) == []
    assert come_round(session, clock, day) == ["account_idle_ends"]
    letters = session.exec(select(Mail).where(Mail.address == veera.email)).all()
    assert {(letter.locale, letter.params["day"]) for letter in letters} == {("sv", "31.8.2028")}
    assert come_round(session, clock, erasure.REGRET - day) == []
    assert veera.erased_at is None
    assert come_round(session, clock, day) == []
    assert veera.erased_at == clock.at
    assert come_round(session, clock, 2 * ALMOST) == []


def test_signing_in_keeps_the_account_and_the_time_begins_anew(
    session: Session, cast: Cast, clock: Clock
) -> None:
    veera = cast.people["veera"]
    come_round(session, clock, ALMOST)
    come_round(session, clock, MEANWHILE)
    assert veera.is_leaving

    attempt = accounts.begin_attempt(session, cast.visitor, veera.email)
    accounts.enter(session, cast.visitor, attempt, mark="browser")
    accounts.begin_session(session, veera.id)

    assert come_round(session, clock, MEANWHILE) == []
    assert not veera.is_leaving
    assert come_round(session, clock, ALMOST - MEANWHILE) == ["account_idle"]


def test_a_click_in_an_open_browser_and_an_act_by_letter_are_visits(
    session: Session, cast: Cast, clock: Clock
) -> None:
    veera = cast.people["veera"]
    come_round(session, clock, ALMOST)
    accounts.begin_session(session, veera.id)
    clock.at += ALMOST
    visit = session.exec(select(SignIn).where(SignIn.person_id == veera.id)).one()
    accounts.touch(session, visit.id)
    session.expire_all()
    assert veera.visited_at == clock.at
    assert come_round(session, clock, ALMOST - timedelta(days=1)) == []

    journal.record(session, cast.veera, Kind.EVENT, 1, "answer")

    assert come_round(session, clock, MEANWHILE) == []


def test_whom_others_need_stays_and_the_facilitators_are_told(
    session: Session, cast: Cast, clock: Clock
) -> None:
    """Oona owns an association alone, and somebody else is in it."""
    hers = make_association(session, "Oonan väki")
    oona = make_person(session, "Oona")
    make_member(session, hers, oona, AssociationRole.OWNER)
    other = make_person(session, "Jäsen")
    other.visited_at = clock.at + timedelta(days=5000)
    member = make_member(session, hers, other, AssociationRole.VIEWER)
    come_round(session, clock, ALMOST)

    letters = come_round(session, clock, MEANWHILE)

    told = session.exec(select(Notice).where(Notice.key == "account_idle_alone")).all()
    assert {notice.person_id for notice in told} == {cast.fanni.id, cast.frans.id}
    assert told[0].params == {"who": "Oona", "place": hers.name}
    assert "account_idle_ends" in letters
    assert session.get_one(Person, oona.id).erase_at is None
    member.role = AssociationRole.OWNER
    session.flush()
    come_round(session, clock, MEANWHILE)
    assert session.get_one(Person, oona.id).erase_at is not None
