"""What a story tells of: an idea, a group or a plan of its association; shown to those who may know of that."""

from typing import Any

from sqlmodel import Session, col

from models import Group, GroupState, Idea, IdeaState, Kind, Plan
from services import groups, ideas
from services.actors import Actor
from services.plans import access as plan_access

# So many of each kind are offered, the newest first.
MOST = 50


def key_of(kind: Kind | None, thing_id: int | None) -> str:
    return f"{kind}-{thing_id}" if kind else ""


def read(written: str) -> tuple[Kind | None, int]:
    """The thing that a key of `key_of` names; none for what is no such key."""
    word, _, number = written.partition("-")
    known = [kind for kind in _KINDS if kind == word]
    return (known[0], int(number)) if known and number.isdecimal() and len(number) < 10 else (None, 0)


def offered(session: Session, actor: Actor) -> dict[str, str]:
    """What the association of this person can tell of: key → name."""
    found = {}
    for kind in _KINDS:
        query = _theirs(actor, kind)
        column = query.selected_columns[0]
        for thing_id, name in session.execute(query.order_by(column.desc()).limit(MOST)):
            found[key_of(kind, thing_id)] = name
    return found


def is_theirs(session: Session, actor: Actor, kind: Kind, thing_id: int) -> bool:
    query = _theirs(actor, kind)
    return session.execute(query.where(query.selected_columns[0] == thing_id)).first() is not None


def name_of(session: Session, actor: Actor, kind: Kind, thing_id: int) -> str:
    """Empty for who may not know of it."""
    query = _known(actor, kind)
    found = session.execute(query.where(query.selected_columns[0] == thing_id)).first()
    return found[1] if found else ""


def _known(actor: Actor, kind: Kind) -> Any:
    """Id and name of the things that this person may know of; of ideas and groups those that are public."""
    match kind:
        case Kind.IDEA:
            return ideas.visible(actor, col(Idea.id), col(Idea.title)).where(
                col(Idea.state) == IdeaState.PUBLISHED
            )
        case Kind.GROUP:
            return groups.visible(actor, col(Group.id), col(Group.name)).where(
                col(Group.state).in_((GroupState.ACTIVE, GroupState.ARCHIVED))
            )
    return plan_access.visible(actor).with_only_columns(col(Plan.id), col(Plan.name))


def _theirs(actor: Actor, kind: Kind) -> Any:
    query = _known(actor, kind)
    match kind:
        case Kind.IDEA:
            return query.where(col(Idea.association_id) == actor.acting_for)
        case Kind.GROUP:
            return query.where(col(Group.id).in_(actor.groups))
    return query


_KINDS = (Kind.IDEA, Kind.GROUP, Kind.PLAN)
