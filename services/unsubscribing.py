"""Saying no to a kind of mail from the mail itself: the address is signed, and needs no sign-in."""

from dataclasses import dataclass

from sqlmodel import Session

from models import Kind, NotFound, Person
from services import journal, notices, saved_searches
from services.actors import actor_of
from services.mail_acts.tokens import opened, signed

_PURPOSE = "unsubscribe"


@dataclass(frozen=True)
class Unsubscribing:
    kind: str
    email: str
    locale: str


def path_for(person_id: int, kind: str) -> str:
    """Where this person says no to this kind of mail; it does not expire, since old mails are kept."""
    return f"/unsubscribe/{signed(_PURPOSE, person_id, kind)}"


def look(session: Session, token: str) -> Unsubscribing:
    person, kind = _found(session, token)
    return Unsubscribing(kind, person.email, person.locale)


def stop(session: Session, token: str) -> Unsubscribing:
    """No more mail of this kind; doing it again changes nothing. What it told is told in the app on."""
    person, kind = _found(session, token)
    actor = actor_of(session, person)
    if kind == Kind.SAVED_SEARCH:
        saved_searches.stop_mail(session, actor)
    else:
        notices.stop_mail(session, person.id, kind)
    journal.record(session, actor, Kind.PERSON, person.id, "unsubscribe", after=kind)
    return Unsubscribing(kind, person.email, person.locale)


def _found(session: Session, token: str) -> tuple[Person, str]:
    person_id, kind = opened(_PURPOSE, token)
    person = session.get(Person, int(person_id))
    if person is None or person.erased_at:
        raise NotFound("link_broken")
    return person, str(kind)
