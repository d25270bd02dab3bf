"""Mail is written with the act that causes it and sent after the act has held.

Several processes may send at once: each takes some mails for itself (`take`), and keeps a mail for as long as
it works on it (`hold`). A mail may reach its receiver twice, when a sender dies between the receiver's yes and
our note of it, and then with the same Message-ID; it is noted as sent once.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select, update

from models import AddressState, Mail, MailAddress, MailState, now
from services import mail_addresses

# Within this time a sender that has taken a mail is done with it, or has died.
HELD = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 20
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """A line of a letter that lists: a text by its key, and where it leads; a heading stands above the next ones."""

    key: str
    params: dict[str, Any] = field(default_factory=dict)
    link: str = ""
    heading: bool = False


def put(
    session: Session,
    address: str,
    key: str,
    *,
    locale: str = "",
    link: str = "",
    person_id: int | None = None,
    kind: str = "",
    thing_id: int | None = None,
    once: str = "",
    lines: Sequence[Line] = (),
    headers: Mapping[str, str] | None = None,
    **params: Any,
) -> Mail:
    """Queues `mail.<key>` for this address; the words are made when it is sent, in the receiver's language.

    With a person and a `kind` it carries the way to unsubscribe from that; with a `thing_id` it offers what
    `services/mail_acts` has for its key. Of the mails with the same `once` the first one stands.
    """
    if once and (queued := session.exec(select(Mail).where(Mail.once == once)).first()):
        return queued
    about: dict[str, Any] = {"person_id": person_id, "kind": kind, "thing_id": thing_id, "once": once or None}
    told: dict[str, Any] = {"key": key, "params": params, "lines": [asdict(line) for line in lines]}
    mail = Mail(address=address, locale=locale, link=link, headers=dict(headers or {}), **told, **about)
    session.add(mail)
    return mail


@dataclass(frozen=True)
class Waiting:
    id: int
    address: str
    locale: str
    key: str
    params: dict[str, Any]
    link: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    person_id: int | None = None
    kind: str = ""
    thing_id: int | None = None
    message_id: str = ""
    claim: str = ""


def take(session: Session, *, most: int = 20) -> list[Waiting]:
    """The mails that are due, oldest first; no other sender gets them for a while.

    What is for an address whose mail comes back is withheld, but for what an account cannot do without.
    """
    due = session.exec(
        select(Mail)
        .where(Mail.state == MailState.WAITING, Mail.next_at <= now())
        .order_by(col(Mail.next_at), col(Mail.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    bouncing = mail_addresses.bouncing(session, {mail.address for mail in due if mail.kind})
    claim = secrets.token_hex(16)
    taken = []
    for mail in due:
        if mail.kind and mail.address in bouncing:
            _end(mail, MailState.WITHHELD)
        else:
            mail.next_at, mail.claim = now() + HELD, claim
            taken.append(_waiting(mail))
    return taken


def withdraw(session: Session, mail_ids: Iterable[int]) -> None:
    """Takes back mails that nobody should get any more: what they tell no longer holds."""
    for mail_id in mail_ids:
        _end(_mail(session, mail_id), MailState.WITHHELD)


def hold(session: Session, mail_id: int, claim: str) -> bool:
    """Keeps the mail for this sender from now on; false when it was too slow, and another one has it."""
    kept = session.exec(
        update(Mail)
        .where(
            col(Mail.id) == mail_id,
            col(Mail.claim) == claim,
            col(Mail.state) == MailState.WAITING,
            col(Mail.next_at) > now(),
        )
        .values(next_at=now() + HELD)
    )
    return kept.rowcount == 1


def delivered(session: Session, mail_id: int) -> None:
    """Marks it sent and forgets what it said; the address is fine."""
    mail = _mail(session, mail_id)
    if mail.state == MailState.SENT:
        return
    mail.sent_at = now()
    mail.last_error = ""
    _end(mail, MailState.SENT)
    mail_addresses.got_through(session, mail.address)


def failed(session: Session, mail_id: int, error: str, *, address_refuses: bool = False) -> bool:
    """Puts it off: a minute at first, twice as long each time. An address that puts mail off is watched.

    Whether the address began to bounce with this.
    """
    mail = _mail(session, mail_id)
    if mail.state != MailState.WAITING:
        return False
    mail.next_at = now() + min(FIRST_WAIT * 2**mail.tries, LONGEST_WAIT)
    mail.tries += 1
    mail.last_error, mail.claim = error[:500], ""
    if mail.tries >= MOST_TRIES:
        _end(mail, MailState.GIVEN_UP)
    return address_refuses and mail_addresses.put_off(session, mail.address, error)


def refused(session: Session, mail_id: int, error: str, *, address_gone: bool) -> bool:
    """Gives it up: the receiver's server has said no for good, to this mail or to the address.

    Whether the address began to bounce with this.
    """
    mail = _mail(session, mail_id)
    if mail.state != MailState.WAITING:
        return False
    mail.tries += 1
    mail.last_error = error[:500]
    _end(mail, MailState.GIVEN_UP)
    watch = mail_addresses.came_back if address_gone else mail_addresses.put_off
    return watch(session, mail.address, error)


def returned(session: Session, mail_id: int, error: str, *, address_gone: bool) -> bool:
    """A mail that had been taken has come back: noted once, however many reports tell of it.

    Whether the address began to bounce with this.
    """
    mail = _mail(session, mail_id)
    if mail.state != MailState.SENT:
        return False
    mail.state, mail.last_error = MailState.RETURNED, error[:500]
    return mail_addresses.returned(session, mail.address, error, gone=address_gone)


def forget_old(session: Session) -> None:
    """That somebody was written to is kept for as long as they may ask about it."""
    session.exec(delete(Mail).where(col(Mail.created_at) < now() - KEPT))
    session.exec(
        delete(MailAddress).where(
            col(MailAddress.state) == AddressState.OK, col(MailAddress.changed_at) < now() - KEPT
        )
    )


def _mail(session: Session, mail_id: int) -> Mail:
    return session.exec(select(Mail).where(Mail.id == mail_id).with_for_update()).one()


def _waiting(mail: Mail) -> Waiting:
    return Waiting(
        mail.id,
        mail.address,
        mail.locale,
        mail.key,
        mail.params,
        mail.link,
        mail.lines,
        mail.headers,
        mail.person_id,
        mail.kind,
        mail.thing_id,
        mail.message_id,
        mail.claim,
    )


def _end(mail: Mail, state: MailState) -> None:
    # The link may hold a token, and the words are other people's.
    mail.state, mail.claim = state, ""
    mail.link, mail.params, mail.lines, mail.headers = "", {}, [], {}
