"""Whether mail reaches a person, and what they can do when it does not."""

from sqlmodel import Session, select

from models import AddressState, Kind, NotFound, Person, WrongState
from services import journal, mail_addresses, notices, outbox
from services.accounts import throttle
from services.actors import Actor


def reach(session: Session, actor: Actor) -> AddressState:
    """How one's own address takes our mail."""
    return AddressState.OK if actor.is_visitor else mail_addresses.state_of(session, actor.email)


def tell_of_bounce(session: Session, address: str) -> None:
    """Tells in the app whose address has begun to send mail back."""
    person = session.exec(select(Person).where(Person.email == address)).first()
    if person is not None:
        entry = journal.record(session, None, Kind.PERSON, person.id, "mail_bounces")
        notices.tell(session, entry, [person.id], "mail_bounces", "/account")


def try_again(session: Session, actor: Actor) -> None:
    """The mailbox has been mended: a letter goes there, and news too until it comes back again."""
    if actor.is_visitor:
        raise NotFound
    if mail_addresses.state_of(session, actor.email) != AddressState.BOUNCING:
        raise WrongState
    throttle.count(session, throttle.MAIL, actor.email)
    mail_addresses.begin_anew(session, actor.email)
    journal.record(session, actor, Kind.PERSON, actor.id, "mail_again")
    outbox.put(session, actor.email, "mail_again", locale=actor.locale, link="/account", name=actor.name)
