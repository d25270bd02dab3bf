"""A forgotten password, and a changed one."""

from sqlmodel import Session, select

from models import Kind, LinkPurpose, NotFound, Person
from services import journal, outbox
from services.accounts import addresses, leaving, mailed, sessions, throttle, tickets
from services.accounts.mailed import LinkView
from services.accounts.passwords import Chosen
from services.accounts.signing_in import Attempt, prove
from services.actors import Actor, actor_of


def forgot(session: Session, actor: Actor, email: str, *, address: str = "") -> str:
    """Mails a link to the account of this address, if there is one; the answer is the same either way."""
    email = addresses.email_of(email)
    if address:
        throttle.count(session, throttle.ADDRESS, address)
    person = session.exec(select(Person).where(Person.email == email)).first()
    if throttle.is_open(session, throttle.MAIL, email) and person:
        _, path = mailed.make(session, LinkPurpose.RESET, email, person_id=person.id, locale=person.locale)
        outbox.put(session, email, "reset", locale=person.locale, link=path, name=person.name)
    return email


def resetting(session: Session, actor: Actor, token: str) -> LinkView:
    link = mailed.found(session, LinkPurpose.RESET, token)
    return LinkView(mailed.state_of(link), _person(session, link.person_id).name, link.email)


def reset(session: Session, actor: Actor, token: str, password: Chosen, *, mark: str) -> str:
    """Sets the password, ends every session, and gives the ticket that signs the person in here."""
    link = mailed.take(session, LinkPurpose.RESET, token)
    person = _person(session, link.person_id)
    mailed.use_up(session, LinkPurpose.RESET, link.email)
    throttle.forgive(session, throttle.ACCOUNT, person.email)
    _set(session, person, password)
    sessions.end_all(session, person.id)
    journal.record(session, actor_of(session, person), Kind.PERSON, person.id, "reset_password")
    leaving.stay(session, person)
    return tickets.issue(session, person.id, mark)


def change_password(
    session: Session, actor: Actor, attempt: Attempt, right: bool, password: Chosen, *, token: str
) -> None:
    """Sets a new password and ends the other browsers' sessions.

    `right` is what comparing the present password gave; the try was counted as one at signing in.
    """
    prove(session, actor, attempt, right)
    _set(session, _person(session, actor.person_id), password)
    mailed.use_up(session, LinkPurpose.RESET, actor.email)
    sessions.end_all(session, actor.id, but=token)
    journal.record(session, actor, Kind.PERSON, actor.id, "change_password")


def _set(session: Session, person: Person, password: Chosen) -> None:
    person.password_hash = password.hash
    outbox.put(
        session, person.email, "password_changed", locale=person.locale, link="/forgotten", name=person.name
    )


def _person(session: Session, person_id: int | None) -> Person:
    person = session.get(Person, person_id) if person_id else None
    if person is None:
        raise NotFound
    return person
