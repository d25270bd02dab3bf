"""What is kept about a person, and what they change of it themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models import Invalid, Kind, NotFound, Person, WrongState, now
from services import journal, terms
from services.accounts.signing_up import clean_name
from services.actors import Actor

LOCALES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Profile:
    name: str
    email: str
    locale: str
    created_at: datetime


def profile(session: Session, actor: Actor) -> Profile:
    me = _me(session, actor)
    return Profile(me.name, me.email, me.locale, me.created_at)


def rename(session: Session, actor: Actor, name: str) -> None:
    me = _me(session, actor)
    clean = clean_name(name)
    if clean != me.name:
        me.name = clean
        journal.record(session, actor, Kind.PERSON, actor.id, "rename")


def choose_language(session: Session, actor: Actor, locale: str) -> None:
    """The language of the screens and of the mails."""
    me = _me(session, actor)
    if locale not in LOCALES:
        raise Invalid("unknown_choice", field="language", choice=locale)
    me.locale = locale


def accept_terms(session: Session, actor: Actor, version: date) -> None:
    """Accepts the terms of use that the person has been shown; they may have changed once more meanwhile."""
    me = _me(session, actor)
    if version != terms.VERSION:
        raise WrongState("terms_changed")
    before, after = str(me.terms_version or ""), str(version)
    me.terms_version, me.terms_at, me.terms_later = version, now(), None
    journal.record(session, actor, Kind.PERSON, actor.id, "accept_terms", before=before, after=after)


def put_terms_off(session: Session, actor: Actor) -> None:
    _me(session, actor).terms_later = now() + terms.LATER


def _me(session: Session, actor: Actor) -> Person:
    person = session.get(Person, actor.person_id) if actor.person_id else None
    if person is None:
        raise NotFound
    return person
