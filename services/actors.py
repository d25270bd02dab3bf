"""Who is asking: built anew for each act, so that a right taken away is gone at the next click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    String,
    bindparam,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    GroupMember,
    GroupRole,
    MembershipState,
    Person,
    ServiceRole,
)
from services import terms


@dataclass(frozen=True)
class Actor:
    """A person and the rights that follow from three facts: service role, associations, groups."""

    person_id: int | None = None
    name: str = ""
    email: str = ""
    role: ServiceRole = ServiceRole.MEMBER
    locale: str = ""
    verified: bool = False
    # The association that the switch in the frame stands at; always one of `roles`, or none.
    acting_for: int | None = None
    roles: dict[int, AssociationRole] = field(default_factory=dict)
    verified_associations: frozenset[int] = frozenset()
    groups: dict[int, GroupRole] = field(default_factory=dict)
    # The terms of use have changed, and this person has not been asked yet.
    asked_terms: bool = False

    @property
    def is_visitor(self) -> bool:
        return self.person_id is None

    @property
    def is_facilitator(self) -> bool:
        return self.role == ServiceRole.FACILITATOR

    @property
    def is_admin(self) -> bool:
        return self.role == ServiceRole.ADMIN

    @property
    def id(self) -> int:
        """The person's id, where a visitor cannot be; a visitor here is a bug."""
        assert self.person_id is not None
        return self.person_id

    def belongs_to(self, association_id: int | None) -> bool:
        return association_id in self.roles

    def acts_for(self, association_id: int | None) -> bool:
        """May write in the association's name."""
        return self.roles.get(association_id or 0) in (AssociationRole.OWNER, AssociationRole.EDITOR)

    def owns(self, association_id: int | None) -> bool:
        return self.roles.get(association_id or 0) == AssociationRole.OWNER

    def acts_for_verified(self, association_id: int | None) -> bool:
        return self.acts_for(association_id) and association_id in self.verified_associations

    def hosts(self, group_id: int) -> bool:
        return self.groups.get(group_id) == GroupRole.HOST


VISITOR = Actor()
# Where an association's membership has the association's state.
_GROUP = "group"


def actor_of(session: Session, person: Person) -> Actor:
    """The person with today's rights, however many memberships they follow from."""
    return actors_of(session, [person])[person.id]


_IDS: BindParameter[int] = bindparam("ids", expanding=True)
# Associations and groups that people are members of. Asked at every click: to put the query together each time takes
# ten times as long as to answer it.
_MEMBERSHIPS: Any = union_all(
    select(
        col(AssociationMember.person_id),
        col(AssociationMember.association_id),
        type_coerce(col(AssociationMember.role), String),
        type_coerce(col(Association.state), String),
        col(Association.sort_key).label("sort_key"),
    )
    .join(Association, col(Association.id) == col(AssociationMember.association_id))
    .where(col(AssociationMember.person_id).in_(_IDS))
    .where(col(AssociationMember.state) == MembershipState.MEMBER),
    select(
        col(GroupMember.person_id),
        col(GroupMember.group_id),
        type_coerce(col(GroupMember.role), String),
        literal(_GROUP),
        literal(""),
    )
    .where(col(GroupMember.person_id).in_(_IDS))
    .where(col(GroupMember.state) == MembershipState.MEMBER),
).order_by("sort_key")


def actors_of(session: Session, people: Sequence[Person]) -> dict[int, Actor]:
    """These people with the rights that each has today, in one query."""
    # A connection's query, unlike a session's, does not see by itself what this act has just changed.
    session.flush()
    ids = [person.id for person in people]
    memberships: dict[int, list[tuple[int, AssociationRole, AssociationState]]] = {}
    groups: dict[int, dict[int, GroupRole]] = {}
    for person_id, place_id, role, state, _ in session.connection().execute(_MEMBERSHIPS, {"ids": ids}):
        if state == _GROUP:
            groups.setdefault(person_id, {})[place_id] = GroupRole(role)
        else:
            of_person = memberships.setdefault(person_id, [])
            of_person.append((place_id, AssociationRole(role), AssociationState(state)))
    return {
        person.id: _actor(person, memberships.get(person.id, []), groups.get(person.id, {}))
        for person in people
    }


def _actor(
    person: Person,
    memberships: list[tuple[int, AssociationRole, AssociationState]],
    groups: dict[int, GroupRole],
) -> Actor:
    roles = {association_id: role for association_id, role, _ in memberships}
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        role=person.role,
        locale=person.locale,
        verified=person.verified_at is not None,
        acting_for=person.acting_for if person.acting_for in roles else next(iter(roles), None),
        roles=roles,
        verified_associations=frozenset(
            association_id for association_id, _, state in memberships if state == AssociationState.VERIFIED
        ),
        groups=groups,
        asked_terms=terms.is_asked(person),
    )
