"""Another e-mail address: asked with the password, changed by the link in the new mailbox, stopped from the old one.

Whoever got hold of a password could change the address before its owner has read a letter. So the old mailbox can take
the address back for a time after the change, too. Why: `docs/decisions/new-addresses.md`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from models import (
    Invalid,
    Kind,
    Link,
    LinkPurpose,
    Mail,
    MailState,
    NotFound,
    Person,
    WrongState,
    now,
)
from services import journal, mail_addresses, outbox
from services.accounts import addresses, mailed, sessions, throttle
from services.accounts.mailed import LinkView
from services.accounts.signing_in import Attempt, prove
from services.accounts.signing_up import person_at
from services.actors import Actor, actor_of

_PURPOSES = (LinkPurpose.NEW_ADDRESS, LinkPurpose.KEEP_ADDRESS)


@dataclass(frozen=True)
class Wanted:
    """An address that waits for its link to be pressed."""

    email: str
    until: datetime


def ask_address(
    session: Session, actor: Actor, attempt: Attempt, right: bool, email: str, *, address: str = ""
) -> str:
    """Mails a link to the new address, which is given back cleaned, and a way to stop it to the old one.

    The answer is the same when the new address has an account; its owner then gets a mail that says so.
    """
    email = addresses.email_of(email)
    prove(session, actor, attempt, right, field="address_password")
    if email == actor.email:
        raise Invalid("address_same", field="email")
    if address:
        throttle.count(session, throttle.ADDRESS, address)
    throttle.count(session, throttle.MAIL, f"asked by {actor.id}")
    _close(session, actor.id)
    _write_to_new(session, actor, email)
    _write_to_old(session, session.get_one(Person, actor.id), "address_asked", wanted=_masked(email))
    journal.record(session, actor, Kind.PERSON, actor.id, "ask_address")
    return email


def _write_to_new(session: Session, actor: Actor, email: str) -> None:
    # Kept though it may lead nowhere: the screen of who asked shows the same.
    _, path = mailed.make(session, LinkPurpose.NEW_ADDRESS, email, person_id=actor.id)
    if not throttle.is_open(session, throttle.MAIL, email):
        return
    if holder := person_at(session, email):
        outbox.put(session, email, "already", locale=holder.locale, link="/sign_in", name=holder.name)
    else:
        to: dict[str, Any] = {"locale": actor.locale, "link": path, "person_id": actor.id}
        outbox.put(session, email, "new_address", name=actor.name, **to)


def _write_to_old(session: Session, person: Person, key: str, *, wanted: str) -> None:
    """Says what is asked or done, with a link that stops it or takes it back."""
    _, path = mailed.make(session, LinkPurpose.KEEP_ADDRESS, person.email, person_id=person.id)
    days = mailed.LIFETIME[LinkPurpose.KEEP_ADDRESS].days
    to: dict[str, Any] = {"locale": person.locale, "link": path, "person_id": person.id}
    outbox.put(session, person.email, key, name=person.name, wanted=wanted, days=days, **to)


def wanted_address(session: Session, actor: Actor) -> Wanted | None:
    link = session.exec(
        select(Link).where(
            Link.person_id == actor.person_id,
            Link.purpose == LinkPurpose.NEW_ADDRESS,
            col(Link.used_at).is_(None),
            Link.expires_at > now(),
        )
    ).first()
    return Wanted(link.email, link.expires_at) if link else None


def forget_address(session: Session, actor: Actor) -> None:
    """The one who asked thinks better of it."""
    if wanted_address(session, actor) is None:
        raise WrongState
    _close(session, actor.id)
    journal.record(session, actor, Kind.PERSON, actor.id, "forget_address")


def new_address(session: Session, actor: Actor, token: str) -> LinkView:
    return _view(session, LinkPurpose.NEW_ADDRESS, token)


def take_address(session: Session, actor: Actor, token: str, *, browser: str = "") -> None:
    """The account's address is the link's from now on; its sessions end, but for the one of this browser."""
    link = mailed.take(session, LinkPurpose.NEW_ADDRESS, token)
    person = _holder(session, link)
    if person_at(session, link.email):
        raise WrongState("link_used")
    _write_to_old(session, person, "address_changed", wanted=_masked(link.email))
    _move(session, person, link.email)
    sessions.end_all(session, person.id, but=browser)
    journal.record(session, actor_of(session, person), Kind.PERSON, person.id, "change_address")


def keeping_address(session: Session, actor: Actor, token: str) -> LinkView:
    return _view(session, LinkPurpose.KEEP_ADDRESS, token)


def keep_address(session: Session, actor: Actor, token: str) -> None:
    """Stops the change, or takes it back, and signs out whoever asked for it: they know the password."""
    link = mailed.take(session, LinkPurpose.KEEP_ADDRESS, token)
    person = _holder(session, link)
    if person.email != link.email:
        if person_at(session, link.email):
            raise WrongState("link_used")
        to: dict[str, Any] = {"locale": person.locale, "person_id": person.id}
        outbox.put(session, person.email, "address_back", name=person.name, **to)
        _move(session, person, link.email)
    _close(session, person.id)
    sessions.end_all(session, person.id)
    journal.record(session, actor_of(session, person), Kind.PERSON, person.id, "keep_address")


def _move(session: Session, person: Person, email: str) -> None:
    """The account's address is another one: what the old mailbox could open is closed, and what waited goes along."""
    mailed.use_up(session, LinkPurpose.RESET, person.email)
    session.exec(
        update(Mail)
        .where(
            col(Mail.person_id) == person.id,
            col(Mail.address) == person.email,
            col(Mail.state) == MailState.WAITING,
            col(Mail.kind) != "",
        )
        .values(address=email)
    )
    # The press of the link has proved that mail gets there.
    mail_addresses.begin_anew(session, email)
    person.email = email
    session.flush()


def _close(session: Session, person_id: int) -> None:
    """Earlier links of the kind give way."""
    session.exec(
        update(Link)
        .where(
            col(Link.person_id) == person_id, col(Link.purpose).in_(_PURPOSES), col(Link.used_at).is_(None)
        )
        .values(used_at=now())
    )


def _view(session: Session, purpose: LinkPurpose, token: str) -> LinkView:
    link = mailed.found(session, purpose, token)
    return LinkView(mailed.state_of(link), _holder(session, link).name, link.email)


def _holder(session: Session, link: Link) -> Person:
    person = session.get(Person, link.person_id, with_for_update=True)
    if person is None:
        raise NotFound("link_broken")
    return person


def _masked(email: str) -> str:
    """Enough to know one's own address by: the old mailbox may be somebody else's by now."""
    local, _, domain = email.partition("@")
    return f"{local[0]}…@{domain}"
