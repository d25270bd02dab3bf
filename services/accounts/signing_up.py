"""Signing up: the account is made when the link in the mail has proved that the address is theirs."""

from typing import Any

from sqlmodel import Session, select

from models import Kind, LinkPurpose, Person, WrongState, now
from services import journal, outbox, terms, words
from services.accounts import addresses, mailed, throttle, tickets
from services.accounts.mailed import LinkState, LinkView
from services.accounts.passwords import Chosen
from services.actors import Actor, actor_of

NAME_MOST = 120


def clean_name(name: str) -> str:
    return words.line(name, field="name", most=NAME_MOST)


def sign_up(
    session: Session,
    actor: Actor,
    name: str,
    email: str,
    password: Chosen,
    *,
    locale: str = "",
    address: str = "",
    after: str = "",
    trap: str = "",
) -> str:
    """Mails a link to the address, which is given back cleaned.

    The answer is the same when the address has an account; its owner then gets a mail that says so. It is the same
    for a machine too, which has filled in the field that no person sees: that one gets no mail.
    """
    name, email = clean_name(name), addresses.email_of(email)
    if trap:
        return email
    if address:
        throttle.count(session, throttle.ADDRESS, address)
    if not throttle.is_open(session, throttle.MAIL, email):
        return email
    person = person_at(session, email)
    if person:
        outbox.put(session, email, "already", locale=person.locale, link="/sign_in", name=person.name)
    else:
        waiting = {"name": name, "password_hash": password.hash, "locale": locale}
        _mail(session, email, after, terms_version=terms.VERSION, **waiting)
    return email


def verification(session: Session, actor: Actor, token: str) -> LinkView:
    link = mailed.found(session, LinkPurpose.VERIFY, token)
    return LinkView(mailed.state_of(link), link.name, link.email)


def verify(session: Session, actor: Actor, token: str, *, mark: str) -> str:
    """Makes the account that the link waited with, and gives the ticket that signs its person in."""
    link = mailed.take(session, LinkPurpose.VERIFY, token)
    if person_at(session, link.email):
        raise WrongState("link_used")
    person = Person(
        name=link.name,
        email=link.email,
        password_hash=link.password_hash,
        locale=link.locale,
        terms_version=link.terms_version,
        terms_at=link.created_at,
        verified_at=now(),
        created_at=now(),
    )
    session.add(person)
    session.flush()
    mailed.use_up(session, LinkPurpose.VERIFY, link.email)
    journal.record(session, actor_of(session, person), Kind.PERSON, person.id, "sign_up")
    return tickets.issue(session, person.id, mark)


def verify_again(session: Session, actor: Actor, token: str, *, after: str = "") -> None:
    """A new link in place of one that expired."""
    old = mailed.found(session, LinkPurpose.VERIFY, token)
    if mailed.state_of(old) != LinkState.EXPIRED:
        raise WrongState("link_used")
    if not throttle.is_open(session, throttle.MAIL, old.email):
        return
    waiting = {"name": old.name, "password_hash": old.password_hash, "locale": old.locale}
    old.used_at, old.password_hash = now(), ""
    _mail(session, old.email, after, terms_version=old.terms_version, **waiting)


def _mail(session: Session, email: str, after: str, **waiting: Any) -> None:
    place = tickets.local_path(after) if after else ""
    link, path = mailed.make(session, LinkPurpose.VERIFY, email, after=place, **waiting)
    outbox.put(session, email, "verify", locale=link.locale, link=path, name=link.name)


def person_at(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == email)).first()
