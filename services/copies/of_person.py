"""What the service keeps of one person, for that person: GDPR articles 15 and 20.

Every column that points at a person is asked of the models, so that no new table is forgotten. What a person wrote or
has is given whole; of what they did with somebody else's row, the row's key alone: the rest is the other's.
"""

from collections.abc import Iterator
from typing import IO, Any

from sqlalchemy import inspect
from sqlmodel import Session

from models import FactName, Forbidden, JournalFact, Kind, Person
from services import journal
from services.actors import Actor
from services.copies import rows
from services.copies.packing import Packing

# By these a row is the person's own; by every other column that names a person they did something with it.
OWN = frozenset(
    {
        "person_id",
        "author_id",
        "requester_id",
        "adviser_id",
        "actor_id",
        "created_by",
        "edited_by",
        "sent_by",
        "said_by",
    }
)


def note(session: Session, actor: Actor) -> None:
    if actor.is_visitor:
        raise Forbidden("sign_in_first")
    journal.record(session, actor, Kind.PERSON, actor.id, "copy_own")


def write(session: Session, actor: Actor, target: IO[bytes]) -> None:
    if actor.is_visitor:
        raise Forbidden("sign_in_first")
    packing = Packing(target)
    for model in rows.models():
        name = rows.name_of(model)
        for column in columns_to_person(model):
            own = model is Person or column.name in OWN
            found = rows.of(session, model, column == actor.id)
            there = found if own else _keys(model, found)
            if (first := next(there, None)) is not None:
                title = name if model is Person else f"{name}.{column.name}"
                packing.table(title, _from(first, there), left_out=rows.HIDDEN.get(name, ()))
    counted = (JournalFact.name == FactName.PERSON, JournalFact.value == str(actor.id))
    packing.table("journal_fact", rows.of(session, JournalFact, *counted))
    packing.close(person=actor.id, tables_left_out=dict(rows.LEFT_OUT))


def columns_to_person(model: type[Any]) -> list[Any]:
    """The columns by which a row is a person's; of the person's own table its number."""
    table = inspect(model).local_table
    target = inspect(Person).local_table.c.id
    return [target] if model is Person else [each for each in table.columns if each.references(target)]


def _keys(model: type[Any], found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in inspect(model).local_table.primary_key.columns]
    return ({name: row[name] for name in names} for row in found)


def _from(first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rest
