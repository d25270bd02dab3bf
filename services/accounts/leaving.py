"""Thinking better of it: who signs in while the account waits to be erased keeps it."""

from sqlmodel import Session

from models import Kind, Person
from services import journal, outbox
from services.actors import actor_of


def stay(session: Session, person: Person) -> None:
    if person.erase_at is None:
        return
    person.erase_at = None
    journal.record(session, actor_of(session, person), Kind.PERSON, person.id, "keep_account")
    outbox.put(
        session,
        person.email,
        "account_kept",
        locale=person.locale,
        link="/account",
        person_id=person.id,
        name=person.name,
    )
