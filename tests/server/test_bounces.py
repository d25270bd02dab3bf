"""Letters that come back after they were taken: reports as mail servers write them, with addresses made up."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models import AddressState, Mail, MailAddress, MailState, Notice, Table
from server import bounces, post
from services import mail_addresses, outbox
from services.bounces import mark_of
from services.database import changing, reading
from tests.cast import cast_in
from tests.conftest import Clock

AINO = "aino@example.org"
# Postfix: the letter's headers at the end.
POSTFIX = """\
Return-Path: <>
To: {to}
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F2.1700000000/mx.example.net"

This is a MIME-encapsulated message.

--4F2.1700000000/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--4F2.1700000000/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4F2
Arrival-Date: Tue,  1 Sep 2026 09:00:00 +0000 (UTC)

Final-Recipient: rfc822; aino@example.org
Original-Recipient: rfc822;aino@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; {said}

--4F2.1700000000/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: Kanto <kanto@kanto.example>
To: aino@example.org
Subject: Ilmoitus
{headers}

--4F2.1700000000/mx.example.net--
"""
# Exchange: the whole letter is brought back, the words of the server are spread over lines.
EXCHANGE = """\
From: <postmaster@example.org>
To: <kanto@kanto.example>
Subject: =?utf-8?Q?Ei_toimitettu=3A_Ilmoitus?=
Content-Type: multipart/report; report-type=delivery-status; boundary="_0b"
MIME-Version: 1.0

--_0b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<p>Viesti=C3=A4 ei toimitettu.</p>
--_0b
Content-Type: message/delivery-status

Reporting-MTA: dns;HE1.example.org

Final-Recipient: rfc822;aino@example.org
Action: Failed
Status: 5.0.0
Diagnostic-Code: smtp;550
 RESOLVER.ADR.RecipNotFound;
 not found

--_0b
Content-Type: message/rfc822

From: Kanto <kanto@kanto.example>
To: <aino@example.org>
Subject: Ilmoitus
{headers}
Content-Type: text/plain

Hei
--_0b--
"""
HOLIDAY = """\
From: aino@example.org
To: {to}
Subject: Olen lomalla
Auto-Submitted: auto-replied
Content-Type: text/plain

Palaan maanantaina.
"""


@pytest.fixture(autouse=True)
def _aino(engine: Engine, clock: Clock) -> None:
    with changing() as session:
        cast_in(session)


def sent(*, kind: str = "work") -> str:
    """A letter that Aino's server has taken; its mark."""
    with changing() as session:
        mail = outbox.put(session, AINO, "reset", kind=kind, link="/reset?token=x", name="Aino")
        session.flush()
        mail_id, message_id = mail.id, mail.message_id
    post.deliver()
    return mark_of(mail_id, message_id)


def returned(report: str, *arguments: str) -> int:
    return bounces.main(arguments, BytesIO(report.encode()))


def postfix(
    mark: str, action: str = "failed", status: str = "5.1.1", said: str = "550 5.1.1 User unknown"
) -> str:
    return POSTFIX.format(
        to="kanto@kanto.example", action=action, status=status, said=said, headers=f"Kanto-Letter: {mark}"
    )


def state() -> AddressState:
    with reading() as session:
        return mail_addresses.state_of(session, AINO)


def test_a_mailbox_that_is_not_there_bounces_and_its_person_is_told() -> None:
    code = returned(postfix(sent()))

    assert (code, state()) == (0, AddressState.BOUNCING)
    with reading() as session:
        assert session.exec(select(Notice.key)).all() == ["mail_bounces"]
        assert session.exec(select(Mail.state)).one() == MailState.RETURNED


def test_a_whole_letter_brought_back_tells_as_much() -> None:
    returned(EXCHANGE.format(headers=f"Kanto-Letter: {sent()}"))

    assert state() == AddressState.BOUNCING


@pytest.mark.parametrize("in_header", [True, False])
def test_the_address_that_it_came_back_to_is_enough(in_header: bool) -> None:
    to = f"bounces+{sent()}@kanto.example"
    report = POSTFIX.format(
        to=to if in_header else "undisclosed",
        action="failed",
        status="5.1.10",
        said="550 5.1.10 no such address",
        headers="",
    )

    returned(report, *([] if in_header else [to]))

    assert state() == AddressState.BOUNCING


@pytest.mark.parametrize(
    ("action", "status", "said", "found"),
    [
        ("delayed", "4.4.1", "connect to mail.example.org: timed out", AddressState.OK),
        ("relayed", "2.0.0", "250 ok", AddressState.OK),
        ("failed", "5.2.2", "552 5.2.2 mailbox full", AddressState.FAILING),
        ("failed", "5.7.1", "550 5.7.1 looks like spam", AddressState.FAILING),
        ("failed", "4.4.7", "delivery time expired", AddressState.FAILING),
        ("failed", "unheard-of", "", AddressState.OK),
    ],
)
def test_what_says_nothing_of_the_address_does_not_close_it(
    action: str, status: str, said: str, found: AddressState
) -> None:
    returned(postfix(sent(), action, status, said))

    assert state() == found


def test_a_mailbox_that_is_full_for_days_bounces_though_its_server_takes_every_letter(clock: Clock) -> None:
    for _ in range(mail_addresses.MOST_FAILURES):
        assert state() != AddressState.BOUNCING
        returned(postfix(sent(), status="5.2.2", said="552 5.2.2 mailbox full"))
        clock.at += timedelta(days=1)

    assert state() == AddressState.BOUNCING


def test_nobody_silences_somebody_else_with_a_made_up_report() -> None:
    mark = sent()
    number, _, digest = mark.partition("-")

    for forged in (f"{number}-{'0' * 32}", f"{int(number) + 1}-{digest}", number, "", "1' OR 1=1"):
        assert returned(postfix(forged)) == 0
        assert returned(postfix("", said="550 5.1.1"), f"bounces+{forged}@kanto.example") == 0

    assert state() == AddressState.OK


def test_one_letter_counts_once_and_only_after_it_was_taken() -> None:
    full = {"status": "5.2.2", "said": "552 5.2.2 mailbox full"}
    with changing() as session:
        mail = outbox.put(session, AINO, "reset", kind="work", link="/reset", name="Aino")
        session.flush()
        waiting = mark_of(mail.id, mail.message_id)
    returned(postfix(waiting, **full))
    assert state() == AddressState.OK
    mark = sent()

    for _ in range(3):
        returned(postfix(mark, **full))

    with reading() as session:
        assert session.exec(select(MailAddress.failures)).one() == 1


def test_an_answer_of_a_person_and_rubbish_are_let_pass() -> None:
    to = f"bounces+{sent()}@kanto.example"

    for message in (HOLIDAY.format(to=to), "", "\x00\xff: nothing", "Content-Type: multipart/report\n\n"):
        assert returned(message, to) == 0

    assert state() == AddressState.OK


def test_the_mail_server_is_told_to_try_again_when_the_database_does_not_answer(engine: Engine) -> None:
    mark = sent()
    Table.metadata.drop_all(engine)

    assert returned(postfix(mark)) == bounces.TRY_LATER
