from datetime import timedelta

from sqlmodel import Session, select

from models import AddressState, Mail, MailState
from services import mail_addresses, outbox
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


def test_a_sender_that_was_too_slow_lets_go_of_its_mail(session: Session, clock: Clock) -> None:
    outbox.put(session, "aino@example.org", "verify")
    (first,) = outbox.take(session)
    clock.at += outbox.HELD
    (second,) = outbox.take(session)

    held = [outbox.hold(session, mail.id, mail.claim) for mail in (first, second)]
    clock.at += outbox.HELD - timedelta(seconds=1)

    assert held == [False, True]
    assert outbox.take(session) == []


def test_of_the_mails_with_one_mark_there_is_one(session: Session) -> None:
    first = outbox.put(session, "aino@example.org", "verify", once="1:7")
    again = outbox.put(session, "aino@example.org", "verify", once="1:7")
    outbox.put(session, "aino@example.org", "verify", once="1:8")

    assert again is first
    assert len({mail.message_id for mail in outbox.take(session)}) == 2


def test_an_address_that_does_not_exist_bounces_at_once(session: Session) -> None:
    mail_id = _kept(session, outbox.put(session, "aino@example.org", "verify", link="/verify?token=secret"))

    outbox.refused(session, mail_id, "550 5.1.1 no such user", address_gone=True)
    withheld = outbox.put(session, "aino@example.org", "idea_withdrawn", kind="idea")
    outbox.put(session, "aino@example.org", "reset")

    assert [mail.key for mail in outbox.take(session)] == ["reset"]
    assert (session.get_one(Mail, mail_id).state, withheld.state) == (MailState.GIVEN_UP, MailState.WITHHELD)
    assert session.get_one(Mail, mail_id).link == ""


def test_a_full_mailbox_bounces_after_days_and_what_gets_through_mends_it(
    session: Session, clock: Clock
) -> None:
    mail_id = _kept(session, outbox.put(session, "aino@example.org", "idea_withdrawn", kind="idea"))
    states = []

    for _ in range(mail_addresses.MOST_FAILURES):
        clock.at += timedelta(days=1)
        outbox.failed(session, mail_id, "452 4.2.2 full", address_refuses=True)
        states.append(mail_addresses.state_of(session, "aino@example.org"))
    outbox.delivered(session, mail_id)

    assert states == [AddressState.FAILING] * 4 + [AddressState.BOUNCING]
    assert mail_addresses.state_of(session, "aino@example.org") == AddressState.OK


def test_trouble_on_our_own_way_is_not_held_against_the_address(session: Session, clock: Clock) -> None:
    mail_id = _kept(session, outbox.put(session, "aino@example.org", "verify"))

    for _ in range(outbox.MOST_TRIES):
        outbox.failed(session, mail_id, "no route")
        clock.at += timedelta(days=1)

    assert mail_addresses.state_of(session, "aino@example.org") == AddressState.OK


def _kept(session: Session, mail: Mail) -> int:
    session.flush()
    return mail.id
