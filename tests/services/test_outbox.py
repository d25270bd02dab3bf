from datetime import timedelta

from sqlmodel import Session, select

from models import Mail
from services import outbox
from tests.conftest import Clock


def test_take_gives_what_is_due_oldest_first_and_once(session: Session, clock: Clock) -> None:
    outbox.put(session, "aino@example.org", "welcome")
    clock.at += timedelta(minutes=1)
    outbox.put(session, "pekka@example.org", "welcome")

    taken = outbox.take(session)

    assert [mail.address for mail in taken] == ["aino@example.org", "pekka@example.org"]
    assert outbox.take(session) == []


def test_a_sender_that_died_loses_no_mail(session: Session, clock: Clock) -> None:
    outbox.put(session, "aino@example.org", "welcome")
    outbox.take(session)

    clock.at += outbox.HELD

    assert [mail.address for mail in outbox.take(session)] == ["aino@example.org"]


def test_a_delivered_mail_forgets_its_link_and_its_words(session: Session, clock: Clock) -> None:
    mail = outbox.put(session, "aino@example.org", "verify", link="/verify?token=secret", name="Aino")
    session.flush()

    outbox.delivered(session, mail.id)

    assert (mail.link, mail.params, mail.sent_at) == ("", {}, clock.at)
    assert outbox.take(session) == []


def test_a_failed_mail_waits_twice_as_long_each_time_and_not_for_ever(session: Session, clock: Clock) -> None:
    mail = outbox.put(session, "aino@example.org", "verify")
    session.flush()
    waits = []

    for _ in range(12):
        outbox.failed(session, mail.id, "no route")
        waits.append(mail.next_at - clock.at)

    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == outbox.LONGEST_WAIT


def test_a_mail_that_never_goes_is_given_up_and_forgotten(session: Session, clock: Clock) -> None:
    mail = outbox.put(session, "aino@example.org", "verify", link="/verify?token=secret", name="Aino")
    session.flush()

    for _ in range(outbox.MOST_TRIES):
        outbox.failed(session, mail.id, "no route")
    clock.at += outbox.LONGEST_WAIT

    assert outbox.take(session) == []
    assert (mail.link, mail.params) == ("", {})


def test_a_mail_is_not_kept_for_ever(session: Session, clock: Clock) -> None:
    outbox.delivered(session, _kept(session, outbox.put(session, "aino@example.org", "verify")))
    clock.at += outbox.KEPT + timedelta(days=1)
    new = _kept(session, outbox.put(session, "aino@example.org", "verify"))

    outbox.forget_old(session)

    assert list(session.exec(select(Mail.id))) == [new]


def _kept(session: Session, mail: Mail) -> int:
    session.flush()
    return mail.id
