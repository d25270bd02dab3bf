"""Which terms of use somebody has accepted, and asking once more when they change."""

import hashlib
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models import JournalEntry, Kind, Mail, NotFound, Person, WrongState
from services import accounts, terms
from services.accounts import Chosen
from services.vocabulary import DATA
from tests.cast import Cast
from tests.conftest import Clock

# Of the words that `terms.VERSION` is the day of, in all languages.
WORDS = "2026-11-28 e2b87eef88b3a7eb"


def test_the_words_of_the_terms_are_those_of_their_day() -> None:
    """Who changes what they say moves `terms.VERSION` and rewrites `terms.changes`; then, as for a comma, this."""
    words = b"".join(path.read_bytes() for path in sorted((DATA / "pages").glob("*/terms.md")))

    assert f"{terms.VERSION} {hashlib.sha256(words).hexdigest()[:16]}" == WORDS


def test_signing_up_accepts_the_terms_that_stood_beside_the_button(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, version = clock.at, terms.VERSION
    accounts.sign_up(session, cast.visitor, "Hilja", "hilja@example.org", Chosen("$2b$04$hash"))
    session.flush()
    token = session.exec(select(Mail.link)).one().partition("token=")[2]
    clock.at += timedelta(hours=3)
    monkeypatch.setattr(terms, "VERSION", date(2027, 3, 1))

    accounts.verify(session, cast.visitor, token, mark="browser")

    hilja = session.exec(select(Person).where(Person.name == "Hilja")).one()
    assert (hilja.terms_version, hilja.terms_at) == (version, at)
    assert terms.is_asked(hilja)


def test_changed_terms_are_asked_about_once_and_can_be_put_off(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = terms.VERSION, date(2027, 3, 1)
    assert not cast.aino.asked_terms
    monkeypatch.setattr(terms, "VERSION", new)
    assert cast.aino.asked_terms

    accounts.put_terms_off(session, cast.aino)
    assert not cast.aino.asked_terms
    clock.at += terms.LATER
    assert cast.aino.asked_terms

    # What was on the screen before the change is not what would be accepted.
    with pytest.raises(WrongState):
        accounts.accept_terms(session, cast.aino, old)
    accounts.accept_terms(session, cast.aino, new)

    assert not cast.aino.asked_terms
    step = session.exec(select(JournalEntry).where(JournalEntry.kind == Kind.PERSON)).one()
    assert (step.action, step.before, step.after) == ("accept_terms", str(old), str(new))
    with pytest.raises(NotFound):
        accounts.accept_terms(session, cast.visitor, new)
