"""The people of an association, for its own people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    MembershipAction,
    MembershipState,
    NotFound,
    Person,
)
from services.actors import Actor
from services.associations.access import answers, fetch, may_step
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class MemberCard:
    id: int
    name: str
    role: AssociationRole
    words: str
    since: datetime
    own: bool
    may_remove: bool


def members_of(session: Session, actor: Actor, association_id: int, *, after: str = "") -> Page[MemberCard]:
    association = fetch(session, actor, association_id)
    if not actor.belongs_to(association_id):
        raise NotFound
    return _in_state(session, actor, association, MembershipState.MEMBER, after)


def waiting_in(session: Session, actor: Actor, association_id: int, *, after: str = "") -> Page[MemberCard]:
    """Those who ask to join, for who answers them."""
    association = fetch(session, actor, association_id)
    if not answers(actor, association):
        raise NotFound
    return _in_state(session, actor, association, MembershipState.REQUESTED, after)


def _in_state(
    session: Session, actor: Actor, association: Association, state: MembershipState, after: str
) -> Page[MemberCard]:
    query = (
        select(AssociationMember, Person.name)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(col(AssociationMember.association_id) == association.id, col(AssociationMember.state) == state)
    )
    page = paged(session, query, key=[col(AssociationMember.id)], after=after)
    return carded(page, lambda found: _card(actor, association, *found))


def _card(actor: Actor, association: Association, row: AssociationMember, name: str) -> MemberCard:
    return MemberCard(
        row.id,
        name,
        row.role,
        row.words,
        row.decided_at or row.created_at,
        own=row.person_id == actor.person_id,
        may_remove=may_step(actor, MembershipAction.REMOVE, row, association),
    )
