"""The people of a group, and the associations that they take part for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationState,
    Forbidden,
    GroupMember,
    GroupRole,
    MembershipAction,
    MembershipState,
    Person,
)
from services import associations
from services import words as typed
from services.actors import Actor
from services.groups.access import fetch, may_step, runs, takes_part
from services.paging import Page, carded, paged

_SUGGESTIONS = 10
# A list to choose from that people still find their way in.
MOST_OFFERED = 300


@dataclass(frozen=True)
class MemberCard:
    id: int
    name: str
    association: str
    role: GroupRole
    state: MembershipState
    words: str
    at: datetime
    mine: bool
    steps: list[MembershipAction]


@dataclass(frozen=True)
class Other:
    member_id: int
    person_id: int
    name: str


@dataclass(frozen=True)
class Named:
    id: int
    name: str


def members_of(session: Session, actor: Actor, group_id: int, *, after: str = "") -> Page[MemberCard]:
    """The members, hosts first, for those who take part."""
    fetch(session, actor, group_id)
    if not takes_part(actor, group_id):
        raise Forbidden
    # "host" stands before "member" in the alphabet, too.
    key = [col(GroupMember.role), col(GroupMember.id)]
    return _people(session, actor, group_id, [MembershipState.MEMBER], key, after)


def others_in(session: Session, actor: Actor, group_id: int) -> list[Other]:
    """The other members by name, to choose from, for those who take part."""
    fetch(session, actor, group_id)
    if not takes_part(actor, group_id):
        raise Forbidden
    query = (
        select(col(GroupMember.id), col(GroupMember.person_id), col(Person.name))
        .join(Person, col(Person.id) == GroupMember.person_id)
        .where(
            col(GroupMember.group_id) == group_id,
            col(GroupMember.state) == MembershipState.MEMBER,
            col(GroupMember.person_id) != actor.person_id,
        )
        .order_by(col(Person.name), col(GroupMember.id))
        .limit(MOST_OFFERED)
    )
    return [Other(*row) for row in session.execute(query)]


def waiting_in(session: Session, actor: Actor, group_id: int, *, after: str = "") -> Page[MemberCard]:
    """Who has asked to come in, for the hosts to answer, and who has been invited; oldest first."""
    fetch(session, actor, group_id)
    if not runs(actor, group_id):
        raise Forbidden
    states = [MembershipState.REQUESTED, MembershipState.INVITED]
    return _people(session, actor, group_id, states, [col(GroupMember.id)], after)


def _people(
    session: Session,
    actor: Actor,
    group_id: int,
    states: Sequence[MembershipState],
    key: Sequence[Any],
    after: str,
) -> Page[MemberCard]:
    query = (
        select(GroupMember, col(Person.name), col(Association.name))
        .join(Person, col(Person.id) == GroupMember.person_id)
        .join(
            Association,
            and_(col(Association.id) == GroupMember.association_id, associations.known_to(actor)),
            isouter=True,
        )
        .where(col(GroupMember.group_id) == group_id, col(GroupMember.state).in_(states))
    )
    return carded(paged(session, query, key=key, after=after), lambda row: _member_card(actor, *row))


def _member_card(actor: Actor, row: GroupMember, name: str, association: str | None) -> MemberCard:
    open_steps = (MembershipAction.ACCEPT, MembershipAction.DECLINE, MembershipAction.REMOVE)
    return MemberCard(
        id=row.id,
        name=name,
        association=association or "",
        role=row.role,
        state=row.state,
        words=row.words,
        at=row.decided_at or row.created_at,
        mine=row.person_id == actor.person_id,
        steps=[step for step in row.steps if step in open_steps and may_step(actor, step, row)],
    )


def associations_of(session: Session, actor: Actor, group_id: int, *, after: str = "") -> Page[Named]:
    """The associations that take part: what everybody sees of the members."""
    fetch(session, actor, group_id)
    taking_part = select(col(GroupMember.association_id)).where(
        col(GroupMember.group_id) == group_id, col(GroupMember.state) == MembershipState.MEMBER
    )
    names = associations.visible(actor, col(Association.id), col(Association.name))
    query = names.where(col(Association.id).in_(taking_part))
    page = paged(session, query, key=[col(Association.sort_key), col(Association.id)], after=after)
    return carded(page, lambda row: Named(*row))


def invitable(session: Session, actor: Actor, group_id: int, words: str) -> list[Named]:
    """Verified associations whose name holds these words: the first few, for a host to choose from."""
    fetch(session, actor, group_id)
    if not runs(actor, group_id):
        raise Forbidden
    verified = col(Association.state) == AssociationState.VERIFIED
    query = select(col(Association.id), col(Association.name)).where(verified)
    for word in typed.sought(words):
        query = query.where(col(Association.sort_key).contains(typed.sort_key(word), autoescape=True))
    return [
        Named(*row) for row in session.execute(query.order_by(col(Association.sort_key)).limit(_SUGGESTIONS))
    ]
