"""The terms of use, when they have changed: accepted, or put off."""

from datetime import date

from sqlmodel import Session

from models import Kind, NotFound, Person, WrongState, now
from services import journal, terms
from services.actors import Actor


def accept_terms(session: Session, actor: Actor, version: date) -> None:
    """Accepts the terms that the person has been shown; those may have changed once more meanwhile."""
    person = _me(session, actor)
    if version != terms.VERSION:
        raise WrongState("terms_changed")
    before = person.terms_version
    person.terms_version, person.terms_at, person.terms_later = version, now(), None
    journal.record(
        session, actor, Kind.PERSON, person.id, "accept_terms", before=str(before or ""), after=str(version)
    )


def put_terms_off(session: Session, actor: Actor) -> None:
    _me(session, actor).terms_later = now() + terms.LATER


def _me(session: Session, actor: Actor) -> Person:
    person = session.get(Person, actor.person_id) if actor.person_id else None
    if person is None:
        raise NotFound
    return person
