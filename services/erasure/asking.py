"""Asking that one's own account be erased. Signing in takes it back (`accounts.stay`)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from models import FINLAND, Conflict, Invalid, Kind, NotFound, Person, now
from services import accounts, journal, outbox, spoken
from services.accounts import Attempt, sessions
from services.actors import Actor
from services.erasure.obstacles import Obstacle, obstacles

# So long an account waits: who has thought better of it, or has not asked it, signs in.
REGRET = timedelta(days=14)


@dataclass(frozen=True)
class Outlook:
    """What would come of asking today."""

    day: date
    obstacles: tuple[Obstacle, ...]


def outlook(session: Session, actor: Actor) -> Outlook:
    if actor.is_visitor:
        raise NotFound
    return Outlook(_day(), obstacles(session, actor))


def ask(session: Session, actor: Actor, attempt: Attempt, right: bool, *, sure: bool) -> None:
    """Signs the person out everywhere, and lets the account wait for its end.

    `right` is what comparing the password gave; the try was counted as one at signing in.
    """
    accounts.prove(session, actor, attempt, right, field="erasure_password")
    if not sure:
        raise Invalid("erasure_sure", field="sure")
    if obstacles(session, actor):
        raise Conflict("erasure_obstacles")
    person = session.get_one(Person, actor.id, with_for_update=True)
    sessions.end_all(session, actor.id)
    journal.record(session, actor, Kind.PERSON, actor.id, "ask_erasure")
    let_wait(session, person, "erasure_asked")


def let_wait(session: Session, person: Person, letter: str) -> None:
    """The account waits for its end, of which this letter tells."""
    person.erase_at = now() + REGRET
    outbox.put(
        session,
        person.email,
        letter,
        locale=person.locale,
        link="/sign_in",
        person_id=person.id,
        name=person.name,
        day=spoken.day(_day()),
    )


def _day() -> date:
    return (now() + REGRET).astimezone(FINLAND).date()
