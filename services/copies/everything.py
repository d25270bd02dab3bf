"""All that the service keeps, for its administrator: without what opens a door, what is sealed, and the mails."""

from typing import IO

from sqlmodel import Session

from models import Kind, NotFound
from services import journal
from services.actors import Actor
from services.copies import rows
from services.copies.packing import Packing


def note(session: Session, actor: Actor) -> None:
    """Writes down that a copy of everything is taken, before it is; NotFound for who is no administrator."""
    _check(actor)
    journal.record(session, actor, Kind.PERSON, actor.id, "copy_everything")


def write(session: Session, actor: Actor, target: IO[bytes]) -> None:
    """As the database is at this moment; of files the rows, since their contents lie in the store."""
    _check(actor)
    packing = Packing(target)
    for model in rows.models():
        name = rows.name_of(model)
        packing.table(name, rows.of(session, model), left_out=rows.HIDDEN.get(name, ()))
    packing.close(tables_left_out=dict(rows.LEFT_OUT))


def _check(actor: Actor) -> None:
    if not actor.is_admin:
        raise NotFound
