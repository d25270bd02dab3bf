"""The post against a real mail server that has bad days: every mail is noted once, and reaches it at least once."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine
from sqlmodel import Session as DatabaseSession
from sqlmodel import select

from models import AddressState, Mail, MailAddress, MailState, Notice, base
from server import post
from services import accounts, bounces, outbox
from services.database import changing, reading
from services.settings import settings
from tests.cast import cast_in
from tests.conftest import Clock


class BadDays:
    """Takes mail, but not each time: `answers` gives what it says to the next letters, then it is in a good mood."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.took: list[str] = []
        self.senders: list[str | None] = []
        self.lock = threading.Lock()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        with self.lock:
            answer = self.answers.pop(0) if self.answers else "250 taken"
            assert isinstance(envelope.content, bytes)
            if answer in ("250 taken", "drop after"):
                self.senders.append(envelope.mail_from)
                self.took.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        if answer.startswith("drop"):
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
            return "421 gone"
        return answer


@pytest.fixture
def mail_server(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[BadDays]:
    handler = BadDays()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("KANTO_SMTP_URL", f"smtp://127.0.0.1:{port}")
    settings.cache_clear()
    yield handler
    controller.stop()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    made.at = datetime.now(UTC)
    monkeypatch.setattr(base, "clock", made)
    return made


def put(*addresses: str, kind: str = "idea") -> None:
    with changing() as session:
        for address in addresses:
            outbox.put(session, address, "reset", kind=kind, link="/reset?token=x", name="Aino")


def mails() -> list[Mail]:
    with reading() as session:
        return list(session.exec(select(Mail).order_by(Mail.id)))  # type: ignore[arg-type]


def test_every_mail_arrives_though_the_server_says_later_no_and_nothing(
    mail_server: BadDays, clock: Clock
) -> None:
    put(*(f"person{number}@example.org" for number in range(12)))
    mail_server.answers = ["451 4.3.0 later", "drop before", "250 taken", "drop after", "421 4.7.0 busy"] * 2

    rounds = 0
    while any(mail.state == MailState.WAITING for mail in mails()):
        post.deliver()
        clock.at += timedelta(hours=1)
        rounds += 1

    ids = {f"<{mail.message_id}@kanto.example>" for mail in mails()}
    arrived = Counter(mail_server.took)
    assert rounds > 1
    assert {mail.state for mail in mails()} == {MailState.SENT}
    assert set(arrived) == ids
    # A connection that is lost after the letter was taken: it comes again, as the same letter.
    assert sorted(arrived.values()) == [1] * 10 + [2] * 2


def test_several_senders_at_once_send_each_mail_once(mail_server: BadDays, engine: Engine) -> None:
    put(*(f"person{number}@example.org" for number in range(30)))

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(lambda _: post.deliver(), range(8)))

    assert sent == len(mail_server.took) == len(set(mail_server.took)) == 30


def test_a_sender_that_died_after_sending_leaves_the_mail_to_the_next(
    mail_server: BadDays, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("aino@example.org")
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "delivered", _die)
        with pytest.raises(KeyboardInterrupt):
            post.deliver()
    at_once = post.deliver()
    clock.at += outbox.HELD
    later = post.deliver()

    assert (at_once, later) == (0, 1)
    assert len(mail_server.took) == 2
    assert len(set(mail_server.took)) == 1
    assert [mail.state for mail in mails()] == [MailState.SENT]


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_address_that_is_gone_gets_no_more_news_and_one_that_is_full_may(
    mail_server: BadDays, clock: Clock
) -> None:
    put("gone@example.org", "full@example.org")
    post.deliver()
    put("gone@example.org", "full@example.org")
    clock.at += timedelta(minutes=2)
    post.deliver()

    with reading() as session:
        states = {row.address: row.state for row in session.exec(select(MailAddress))}
    assert states == {"gone@example.org": AddressState.BOUNCING, "full@example.org": AddressState.FAILING}
    assert [mail.state for mail in mails()] == [
        MailState.GIVEN_UP,
        MailState.WAITING,
        MailState.WITHHELD,
        MailState.WAITING,
    ]


def test_who_has_a_bouncing_address_is_told_in_the_app_once_and_can_try_again(
    mail_server: BadDays, engine: Engine, clock: Clock
) -> None:
    with DatabaseSession(engine, expire_on_commit=False) as session:
        cast = cast_in(session)
        cast.people["pekka"].email = "gone@example.org"
        session.commit()
        for _ in range(2):
            put("gone@example.org", kind="")
            post.deliver()
        told = session.exec(select(Notice.key).where(Notice.person_id == cast.people["pekka"].id)).all()
        accounts.try_again(session, cast.pekka)
        between = accounts.reach(session, cast.pekka)
        session.commit()
        post.deliver()
        session.expire_all()
        after = accounts.reach(session, cast.pekka)

    assert told == ["mail_bounces"]
    assert (between, after) == (AddressState.OK, AddressState.BOUNCING)


def test_a_letter_that_is_refused_is_given_up_and_its_address_is_not_gone(mail_server: BadDays) -> None:
    put("aino@example.org")
    mail_server.answers = ["554 5.7.1 looks like an advertisement"]

    post.deliver()

    with reading() as session:
        (row,) = session.exec(select(MailAddress)).all()
    assert (mails()[0].state, row.state) == (MailState.GIVEN_UP, AddressState.FAILING)
    assert "5.7.1" in mails()[0].last_error


def test_a_letter_comes_back_to_an_address_of_its_own(
    mail_server: BadDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANTO_MAIL_BOUNCES", "bounces@kanto.example")
    settings.cache_clear()
    with changing() as session:
        mail = outbox.put(session, "aino@example.org", "reset", link="/reset", name="Aino")
        session.flush()
        mark = bounces.mark_of(mail.id, mail.message_id)

    post.deliver()

    assert mail_server.senders == [f"bounces+{mark}@kanto.example"]
