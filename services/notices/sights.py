"""What things are called, for who may know of them: each noun lends its visible select (`services/named.py`)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session

from models import Kind
from services.actors import VISITOR, Actor
from services.notices.things import Thing, ids_by_kind

# The ids and the names of the things that this person may know of.
Named = Callable[[Actor], Select[Any]]
_NOUNS: dict[Kind, Named] = {}


def lend(kind: Kind, named: Named) -> None:
    _NOUNS[kind] = named


def names(
    session: Session, wanted: Mapping[int, set[Thing]], actors: Mapping[int, Actor]
) -> dict[tuple[int, Thing], str]:
    """For each person the things that they may know of today, with their names.

    What a visitor sees everybody sees: that is asked once for all, and the rest for each person. A kind that
    lends nothing is its screen's to guard.
    """
    every = {thing for things in wanted.values() for thing in things}
    public = _names(session, VISITOR, every)
    found = {
        (person_id, thing): public[thing]
        for person_id, things in wanted.items()
        for thing in things & public.keys()
    }
    for person_id, things in wanted.items():
        if (rest := things - public.keys()) and person_id in actors:
            seen = _names(session, actors[person_id], rest)
            found |= {(person_id, thing): name for thing, name in seen.items()}
    return found


def _names(session: Session, actor: Actor, things: set[Thing]) -> dict[Thing, str]:
    found: dict[Thing, str] = {}
    for kind, ids in ids_by_kind(things).items():
        if kind not in _NOUNS:
            found |= {(kind, thing_id): "" for thing_id in ids}
            continue
        asked = _NOUNS[kind](actor)
        column = asked.selected_columns[0]
        rows = session.execute(asked.where(column.in_(ids)))
        found |= {(kind, thing_id): name for thing_id, name in rows}
    return found
