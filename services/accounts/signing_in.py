"""Signing in, in three moves: count the try, compare outside any transaction, hand out a ticket."""

from dataclasses import dataclass, field

from sqlmodel import Session, select

from models import Invalid, NotFound, Person
from services import words
from services.accounts import addresses, leaving, throttle, tickets
from services.actors import Actor


@dataclass(frozen=True)
class Attempt:
    """A counted try at an account, which may not exist."""

    email: str
    address: str
    person_id: int | None
    password_hash: str = field(repr=False)
    # The account waits to be erased: signing in takes that back.
    leaving: bool = False


def begin_attempt(session: Session, actor: Actor, email: str, *, address: str = "") -> Attempt:
    """Counts the try for the account and for the network address; refused when it comes too soon.

    An unknown name is counted, and answered, as a known one is.
    """
    folded = addresses.folded(email)
    if not folded:
        raise Invalid("needed", field="email")
    throttle.count(session, throttle.ACCOUNT, folded)
    if address:
        throttle.count(session, throttle.ADDRESS, address)
    person = _person_at(session, folded)
    if person is None:
        return Attempt(folded, address, None, "")
    return Attempt(folded, address, person.id, person.password_hash, person.is_leaving)


def prove(session: Session, actor: Actor, attempt: Attempt, right: bool, *, field: str = "present") -> None:
    """That the one who is signed in knows the password: refused beside `field` when `right` says that it did not match.

    `right` is what comparing the password gave, outside any transaction.
    """
    if attempt.person_id is None or attempt.person_id != actor.person_id:
        raise NotFound
    if not right:
        raise Invalid("password_wrong", field=field)
    throttle.forgive(session, throttle.ACCOUNT, attempt.email)


def _person_at(session: Session, folded: str) -> Person | None:
    if not words.storable(folded):
        return None
    return session.exec(select(Person).where(Person.email == folded)).first()


def enter(session: Session, actor: Actor, attempt: Attempt, *, mark: str) -> str:
    """The ticket after a good password; its account's failures are forgotten, and what was asked of its end."""
    assert attempt.person_id is not None
    throttle.forgive(session, throttle.ACCOUNT, attempt.email)
    if attempt.address:
        throttle.take_back(session, throttle.ADDRESS, attempt.address)
    leaving.stay(session, session.get_one(Person, attempt.person_id))
    return tickets.issue(session, attempt.person_id, mark)
