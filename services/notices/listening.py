"""Following a thing, and muting it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, or_, select

from models import Kind, Listening, NotFound, Stance
from services.actors import Actor
from services.notices import sights
from services.notices.things import Thing, ids_by_kind
from services.paging import Page, carded, paged

KINDS = (Kind.IDEA, Kind.GROUP, Kind.PLAN, Kind.THREAD, Kind.EVENT)

# Asked whenever one of these is opened, so put together once.
_STANCE = sql_select(col(Listening.stance)).where(
    col(Listening.person_id) == bindparam("person_id"),
    col(Listening.kind) == bindparam("kind"),
    col(Listening.thing_id) == bindparam("thing_id"),
)


def may_listen(actor: Actor, kind: Kind) -> bool:
    return not actor.is_visitor and kind in KINDS


def stance_of(session: Session, actor: Actor, kind: Kind, thing_id: int) -> Stance | None:
    """What this person has chosen for the thing; none when nothing."""
    asked = {"person_id": actor.person_id or 0, "kind": kind, "thing_id": thing_id}
    return session.execute(_STANCE, asked).scalar_one_or_none()


def choose(session: Session, actor: Actor, kind: Kind, thing_id: int, stance: Stance | None) -> None:
    """Follows or mutes a thing that the person may know of; without a stance they hear what concerns them."""
    thing = (kind, thing_id)
    if not may_listen(actor, kind) or not sights.names(session, {actor.id: {thing}}, {actor.id: actor}):
        raise NotFound
    found = session.get(Listening, (actor.id, kind, thing_id), with_for_update=True)
    if found and stance is None:
        session.delete(found)
    elif found and stance:
        found.stance = stance
    elif stance:
        session.add(Listening(person_id=actor.id, kind=kind, thing_id=thing_id, stance=stance))
    session.flush()


@dataclass(frozen=True)
class Heard:
    """A thing that a person follows or has muted."""

    kind: Kind
    id: int
    # Empty when it is out of their sight by now.
    name: str
    stance: Stance
    link: str


def chosen_by(session: Session, actor: Actor, *, after: str = "") -> Page[Heard]:
    """What this person follows and has muted, the last choice first."""
    if actor.is_visitor:
        raise NotFound
    query = sql_select(Listening).where(col(Listening.person_id) == actor.id)
    key = [col(Listening.created_at), col(Listening.kind), col(Listening.thing_id)]
    page = paged(session, query, key=key, after=after, descending=True)
    things: set[Thing] = {(row.kind, row.thing_id) for row in page.rows}
    names = sights.names(session, {actor.id: things}, {actor.id: actor})
    return carded(page, lambda row: _heard(row, names.get((actor.id, (row.kind, row.thing_id)), "")))


def _heard(row: Listening, name: str) -> Heard:
    page = f"group?thread={row.thing_id}" if row.kind == Kind.THREAD else f"{row.kind}?id={row.thing_id}"
    return Heard(row.kind, row.thing_id, name, row.stance, f"/{page}" if name else "")


def forget(session: Session, actor: Actor, kind: Kind, thing_id: int) -> None:
    """Takes the choice back; of a thing that is out of sight by now, too."""
    found = session.get(Listening, (actor.person_id or 0, kind, thing_id))
    if found is None:
        raise NotFound
    session.delete(found)
    session.flush()


Stances = dict[tuple[int, Thing], Stance]


def stances_on(session: Session, things: Collection[Thing], people: Collection[int] | None = None) -> Stances:
    """Who has chosen what for these things: of everybody, or of these people."""
    if not things:
        return {}
    of_these = [
        (col(Listening.kind) == kind) & col(Listening.thing_id).in_(ids)
        for kind, ids in ids_by_kind(things).items()
    ]
    query = select(Listening).where(or_(*of_these))
    if people is not None:
        query = query.where(col(Listening.person_id).in_(people))
    return {(row.person_id, (row.kind, row.thing_id)): row.stance for row in session.exec(query)}


def stance_to(
    stances: Stances, places: Mapping[Thing, Thing], person_id: int, thing: Thing | None
) -> Stance | None:
    """What the person has chosen for the thing, else for the group or plan that it stands in."""
    if thing is None:
        return None
    if found := stances.get((person_id, thing)):
        return found
    place = places.get(thing)
    return stances.get((person_id, place)) if place else None
