"""What things are called, for who may know of them: each noun lends its visible select (`services/named.py`)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session

from models import GroupRole, Kind
from services.actors import VISITOR, Actor
from services.notices.things import Thing, ids_by_kind, places_of

# The ids and the names of the things that this person may know of.
Named = Callable[[Actor], Select[Any]]
LENT: dict[Kind, Named] = {}


def lend(kind: Kind, named: Named) -> None:
    LENT[kind] = named


def names(
    session: Session, wanted: Mapping[int, set[Thing]], actors: Mapping[int, Actor]
) -> dict[tuple[int, Thing], str]:
    """For each person the things that they may know of today, with their names.

    Rights only add. So what a visitor sees everybody sees, and what a plain member of a group sees of what stands
    in it, all its members see: both are asked once for everybody, and what is left for each person. A kind that
    lends nothing is its screen's to guard.
    """
    public = _names(session, VISITOR, {thing for things in wanted.values() for thing in things})
    found = {
        (person_id, thing): public[thing]
        for person_id, things in wanted.items()
        for thing in things & public.keys()
    }
    rest = {person_id: things - public.keys() for person_id, things in wanted.items() if person_id in actors}
    if len(rest) > 1:
        found |= _inside(session, rest, actors)
    for person_id, things in rest.items():
        if left := {thing for thing in things if (person_id, thing) not in found}:
            seen = _names(session, actors[person_id], left)
            found |= {(person_id, thing): name for thing, name in seen.items()}
    return found


def _inside(
    session: Session, wanted: Mapping[int, set[Thing]], actors: Mapping[int, Actor]
) -> dict[tuple[int, Thing], str]:
    """What stands in groups, to those who belong to the very group that it stands in."""
    groups = {group_id for person_id in wanted for group_id in actors[person_id].groups}
    places = places_of(session, {thing for things in wanted.values() for thing in things})
    member = Actor(person_id=0, groups=dict.fromkeys(groups, GroupRole.MEMBER))
    seen = _names(session, member, {thing for thing, (kind, _) in places.items() if kind == Kind.GROUP})
    return {
        (person_id, thing): seen[thing]
        for person_id, things in wanted.items()
        for thing in things & seen.keys()
        if places[thing][1] in actors[person_id].groups
    }


def _names(session: Session, actor: Actor, things: set[Thing]) -> dict[Thing, str]:
    found: dict[Thing, str] = {}
    for kind, ids in ids_by_kind(things).items():
        if kind not in LENT:
            found |= {(kind, thing_id): "" for thing_id in ids}
            continue
        asked = LENT[kind](actor)
        column = asked.selected_columns[0]
        rows = session.execute(asked.where(column.in_(ids)))
        found |= {(kind, thing_id): name for thing_id, name in rows}
    return found
