"""Who is asking: built anew for each act, so that a right taken away is gone at the next click."""

from dataclasses import dataclass, field

from sqlmodel import Session, select

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


def actor_of(session: Session, person: Person) -> Actor:
    """The person with today's rights; three queries whatever the number of memberships."""
    memberships = session.exec(
        select(AssociationMember.association_id, AssociationMember.role, Association.state)
        .join(Association)
        .where(AssociationMember.person_id == person.id, AssociationMember.state == MembershipState.MEMBER)
        .order_by(Association.sort_key)
    ).all()
    roles = {association_id: AssociationRole(role) for association_id, role, _ in memberships}
    groups = session.exec(
        select(GroupMember.group_id, GroupMember.role).where(
            GroupMember.person_id == person.id, GroupMember.state == MembershipState.MEMBER
        )
    ).all()
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
        groups={group_id: GroupRole(role) for group_id, role in groups},
    )
