"""Signing in: counted tries, tickets that fit one browser once, sessions that end at once."""

from datetime import timedelta

import bcrypt
import pytest
from sqlmodel import Session, col, select

from models import Invalid, JournalEntry, NotFound, SignIn, SignInAttempt, Ticket, WorkspaceError
from services import accounts
from services.accounts import tickets
from services.actors import VISITOR
from tests.cast import Cast
from tests.conftest import Clock, Queries

PASSWORD = "kahvi ja pullaa metsässä"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    salt = bcrypt.gensalt
    monkeypatch.setattr(bcrypt, "gensalt", lambda: salt(4))


def fail(session: Session, email: str, times: int, address: str = "") -> None:
    for _ in range(times):
        accounts.begin_attempt(session, VISITOR, email, address=address)


def minutes_to_wait(session: Session, email: str, address: str = "") -> int:
    try:
        accounts.begin_attempt(session, VISITOR, email, address=address)
    except WorkspaceError as refused:
        return int(refused.params["n"])
    return 0


def test_good_password_gives_a_ticket_and_the_ticket_a_session(
    session: Session, cast: Cast, clock: Clock
) -> None:
    cast.people["aino"].password_hash = accounts.choose(PASSWORD, own=()).hash

    attempt = accounts.begin_attempt(session, VISITOR, " Aino@Example.ORG ")
    assert accounts.matches(PASSWORD, attempt.password_hash)
    ticket = accounts.enter(session, VISITOR, attempt, mark="browser")
    token = accounts.redeem(session, ticket, mark="browser", agent="Firefox/1")

    assert accounts.person_of_token(session, token) == cast.people["aino"]
    assert session.exec(select(SignInAttempt)).all() == []


def test_signing_in_asks_for_one_person(session: Session, cast: Cast, clock: Clock, queries: Queries) -> None:
    queries.statements.clear()

    accounts.begin_attempt(session, VISITOR, "aino@example.org")

    assert len([sql for sql in queries.statements if "FROM person" in sql]) == 1


@pytest.mark.parametrize("email", ["aino@example.org", "nobody@example.org", "no address at all"])
def test_wait_grows_the_same_whether_the_account_exists(
    session: Session, cast: Cast, clock: Clock, email: str
) -> None:
    fail(session, email, 5)
    waits = []

    for _ in range(8):
        waits.append(minutes_to_wait(session, email))
        clock.at += timedelta(minutes=waits[-1])
        assert minutes_to_wait(session, email) == 0

    assert waits == [1, 1, 2, 4, 8, 15, 15, 15]


def test_try_during_the_wait_counts_for_nothing(session: Session, cast: Cast, clock: Clock) -> None:
    fail(session, "aino@example.org", 5)

    assert [minutes_to_wait(session, "aino@example.org") for _ in range(20)] == [1] * 20


def test_other_accounts_do_not_wait(session: Session, cast: Cast, clock: Clock) -> None:
    fail(session, "aino@example.org", 5, "192.0.2.1")

    assert minutes_to_wait(session, "pekka@example.org", "192.0.2.1") == 0


def test_one_network_address_that_tries_everybody_waits(session: Session, cast: Cast, clock: Clock) -> None:
    for number in range(50):
        fail(session, f"person{number}@example.org", 1, "192.0.2.1")

    assert minutes_to_wait(session, "aino@example.org", "192.0.2.1") == 1
    assert minutes_to_wait(session, "aino@example.org", "192.0.2.2") == 0


def test_own_good_password_does_not_clear_the_network_address(
    session: Session, cast: Cast, clock: Clock
) -> None:
    for number in range(50):
        fail(session, f"person{number}@example.org", 1, "192.0.2.1")
    clock.at += timedelta(minutes=1)
    attempt = accounts.begin_attempt(session, VISITOR, "sami@example.org", address="192.0.2.1")

    accounts.enter(session, VISITOR, attempt, mark="browser")

    assert minutes_to_wait(session, "aino@example.org", "192.0.2.1") == 1


def test_failures_are_forgotten_in_a_day(session: Session, cast: Cast, clock: Clock) -> None:
    fail(session, "aino@example.org", 5)
    clock.at += timedelta(days=1, seconds=1)

    assert [minutes_to_wait(session, "aino@example.org") for _ in range(5)] == [0] * 5


def test_table_of_tries_does_not_say_whose_they_are(session: Session, clock: Clock) -> None:
    fail(session, "aino@example.org", 1, "192.0.2.1")

    kept = " ".join(row.subject for row in session.exec(select(SignInAttempt)))
    assert "aino" not in kept
    assert "192" not in kept


def test_empty_name_is_refused_beside_its_field(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.begin_attempt(session, VISITOR, "  ")

    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("mark", "seconds"),
    [("another browser", 0), ("", 0), ("browser", 30)],
)
def test_ticket_of_another_browser_or_too_late_gives_nothing(
    session: Session, cast: Cast, clock: Clock, mark: str, seconds: int
) -> None:
    ticket = accounts.issue(session, cast.aino.id, "browser")
    clock.at += timedelta(seconds=seconds)

    assert accounts.redeem(session, ticket, mark=mark) == ""

    assert session.exec(select(SignIn)).all() == []


def test_ticket_is_redeemed_once(session: Session, cast: Cast, clock: Clock) -> None:
    ticket = accounts.issue(session, cast.aino.id, "browser")

    assert accounts.redeem(session, ticket, mark="browser")
    assert accounts.redeem(session, ticket, mark="browser") == ""


def test_ticket_that_never_was_gives_nothing(session: Session) -> None:
    assert accounts.redeem(session, "", mark="browser") == ""
    assert accounts.redeem(session, "x", mark="browser") == ""


def test_old_tickets_do_not_pile_up(session: Session, cast: Cast, clock: Clock) -> None:
    accounts.issue(session, cast.aino.id, "browser")
    clock.at += timedelta(minutes=5)

    accounts.issue(session, cast.aino.id, "browser")

    assert len(session.exec(select(Ticket)).all()) == 1


def test_signing_in_as_another_ends_what_the_browser_had(session: Session, cast: Cast, clock: Clock) -> None:
    old = accounts.begin_session(session, cast.aino.id)
    ticket = accounts.issue(session, cast.pekka.id, "browser")

    accounts.redeem(session, ticket, mark="browser", old=old)

    assert accounts.person_of_token(session, old) is None


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/idea?id=7", "/idea?id=7"),
        ("/", "/"),
        ("", "/"),
        ("idea", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/idea\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("http:evil", "/"),
        ("//[evil", "/"),
        (" /idea", "/"),
    ],
)
def test_way_back_stays_inside(typed: str, path: str) -> None:
    assert tickets.local_path(typed) == path


def test_session_ends_when_ended_and_when_its_time_is_over(
    session: Session, cast: Cast, clock: Clock
) -> None:
    ended, expired = (accounts.begin_session(session, cast.aino.id) for _ in range(2))

    accounts.end_session(session, ended)
    session.expire_all()

    assert accounts.person_of_token(session, ended) is None
    assert accounts.person_of_token(session, expired)
    clock.at += timedelta(days=30)
    assert accounts.person_of_token(session, expired) is None


def test_session_keeps_the_hash_of_its_token_only(session: Session, cast: Cast) -> None:
    token = accounts.begin_session(session, cast.aino.id)

    assert token not in str([row.model_dump() for row in session.exec(select(SignIn))])


def test_browsers_are_mine_and_tell_which_one_this_is(session: Session, cast: Cast, clock: Clock) -> None:
    tokens = [accounts.begin_session(session, cast.aino.id, agent=agent) for agent in ("old", "new")]
    accounts.begin_session(session, cast.pekka.id, agent="Pekka's")

    found = accounts.browsers_of(session, cast.aino, token=tokens[0])

    assert [(browser.agent, browser.this_one) for browser in found] == [("new", False), ("old", True)]
    assert accounts.browsers_of(session, VISITOR) == []


def test_end_browser_ends_that_one(session: Session, cast: Cast, clock: Clock) -> None:
    kept, lost = (accounts.begin_session(session, cast.aino.id, agent=agent) for agent in ("kept", "lost"))
    row = next(row for row in accounts.browsers_of(session, cast.aino) if row.agent == "lost")

    accounts.end_browser(session, cast.aino, row.id)

    assert accounts.person_of_token(session, kept)
    assert accounts.person_of_token(session, lost) is None
    with pytest.raises(NotFound):
        accounts.end_browser(session, cast.aino, row.id)


@pytest.mark.parametrize("who", ["pekka", "arvo", "visitor"])
def test_end_browser_of_somebody_else_is_not_found(session: Session, cast: Cast, who: str) -> None:
    token = accounts.begin_session(session, cast.aino.id)
    (row,) = accounts.browsers_of(session, cast.aino)

    with pytest.raises(NotFound):
        accounts.end_browser(session, getattr(cast, who), row.id)

    assert accounts.person_of_token(session, token)


def test_sign_out_everywhere_ends_all_of_mine_and_nobody_elses(session: Session, cast: Cast) -> None:
    mine = [accounts.begin_session(session, cast.aino.id) for _ in range(3)]
    other = accounts.begin_session(session, cast.pekka.id)

    accounts.end_everywhere(session, cast.aino)
    session.expire_all()

    assert [accounts.person_of_token(session, token) for token in mine] == [None] * 3
    assert accounts.person_of_token(session, other)
    assert session.exec(select(JournalEntry.action)).all() == ["sign_out_everywhere"]
    with pytest.raises(NotFound):
        accounts.end_everywhere(session, VISITOR)


def test_visit_is_noted_sparsely(session: Session, cast: Cast, clock: Clock) -> None:
    token = accounts.begin_session(session, cast.aino.id)
    row = session.exec(select(SignIn).order_by(col(SignIn.id).desc())).first()
    assert row

    assert not accounts.is_stale(row)
    clock.at += timedelta(minutes=11)
    assert accounts.is_stale(row)
    accounts.touch(session, row.id)
    session.expire_all()

    visit = accounts.visit_of_token(session, token)
    assert visit
    assert visit[1].seen_at == clock.at


def test_sessions_whose_time_is_over_do_not_pile_up(session: Session, cast: Cast, clock: Clock) -> None:
    accounts.begin_session(session, cast.aino.id)
    clock.at += timedelta(days=30, seconds=1)

    accounts.begin_session(session, cast.pekka.id)

    assert session.exec(select(SignIn.person_id)).all() == [cast.pekka.id]
