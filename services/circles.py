"""Where people meet and decide together: a group or a plan, as far as meetings and decisions care.

In a group its members take part, and facilitators and the admin as in its discussions. In a plan the people who may
write in some part of it do; a cooperation partner's come to the meetings but decide nothing: they answer for no money.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Forbidden,
    Group,
    GroupMember,
    ImplementerRole,
    Kind,
    MembershipState,
    NotFound,
    Person,
    Plan,
    PlanPart,
    PlanState,
)
from services import groups, notices, plans
from services.actors import Actor


@dataclass(frozen=True)
class Circle:
    """The place as this person stands in it."""

    kind: Kind
    id: int
    name: str
    # People still work in it; what has ended is read.
    meets: bool
    # May call meetings and write their minutes.
    takes_part: bool
    # May put something to the vote.
    decides: bool
    # Hosts the group, or leads the plan.
    runs: bool
    # The association that this person speaks for in it.
    speaks_for: int | None
    municipality: str = ""

    @property
    def is_group(self) -> bool:
        return self.kind == Kind.GROUP

    @property
    def columns(self) -> dict[str, Any]:
        """What a row of this place holds."""
        return (
            {"group_id": self.id, "plan_id": None}
            if self.is_group
            else {"group_id": None, "plan_id": self.id}
        )


@dataclass(frozen=True)
class Named:
    id: int
    name: str


def fetch(session: Session, actor: Actor, kind: Kind, place_id: int) -> Circle:
    """The place; NotFound for who may not know of it, Forbidden for who only sees a group from outside."""
    match kind:
        case Kind.GROUP:
            group = groups.fetch(session, actor, place_id)
            if not groups.takes_part(actor, group.id):
                raise Forbidden
            return of_group(actor, group)
        case Kind.PLAN:
            plan = plans.fetch(session, actor, place_id)
            return of_plan(actor, plan, _parts(session, plan.id))
    raise NotFound


def around(session: Session, actor: Actor, row: Any) -> Circle:
    """The place of a proposal or a meeting that this person sees."""
    if row.group_id is not None:
        return of_group(actor, session.get_one(Group, row.group_id))
    return of_plan(actor, session.get_one(Plan, row.plan_id), _parts(session, row.plan_id))


def of_group(actor: Actor, group: Group) -> Circle:
    inside = groups.takes_part(actor, group.id)
    return Circle(
        kind=Kind.GROUP,
        id=group.id,
        name=group.name,
        meets=group.meets,
        takes_part=inside,
        decides=inside,
        runs=groups.runs(actor, group.id),
        speaks_for=actor.acting_for,
        municipality=group.municipality,
    )


def of_plan(actor: Actor, plan: Plan, parts: Collection[PlanPart]) -> Circle:
    mine = [part for part in parts if actor.acts_for(part.association_id)]
    # Somebody of two associations speaks for the one that the switch stands at.
    mine.sort(key=lambda part: part.association_id != actor.acting_for)
    return Circle(
        kind=Kind.PLAN,
        id=plan.id,
        name=plan.name,
        meets=plan.state != PlanState.COMPLETED,
        takes_part=bool(mine),
        decides=any(part.role != ImplementerRole.COOPERATION_PARTNER for part in mine),
        runs=actor.acts_for(plan.lead_association_id),
        speaks_for=mine[0].association_id if mine else None,
    )


def inside(actor: Actor, table: Any) -> ColumnElement[bool]:
    """Of the rows of a table with `group_id` and `plan_id`, those of the places that this person reads along in."""
    known = col(table.group_id).in_(groups.visible(actor, col(Group.id)))
    joined = true() if groups.oversees(actor) else col(table.group_id).in_(actor.groups)
    read = plans.access.visible(actor).with_only_columns(col(Plan.id))
    return or_(known & joined, col(table.plan_id).in_(read))


def of(table: Any, circle: Circle) -> ColumnElement[bool]:
    column = table.group_id if circle.is_group else table.plan_id
    return col(column) == circle.id


def associations_in(session: Session, circle: Circle, *, deciding: bool = False) -> list[Named]:
    """The associations that take part, in Finnish order; `deciding`: those that have somebody who may vote for them."""
    query = select(Association.id, Association.name).order_by(Association.sort_key, col(Association.id))
    found = session.exec(query.where(col(Association.id).in_(_taking_part(circle, deciding))))
    return [Named(association_id, name) for association_id, name in found]


def names_in(session: Session, actor: Actor, kind: Kind, place_id: int) -> list[Named]:
    """The associations that take part, for somebody who reads along in the place."""
    return associations_in(session, fetch(session, actor, kind, place_id))


def helpers_in(session: Session, actor: Actor, kind: Kind, place_id: int) -> dict[int, list[Named]]:
    """The people who can be named as doing something, by association; in a group 0 stands for everybody."""
    circle = fetch(session, actor, kind, place_id)
    found: dict[int, list[Named]] = {}
    for association_id, person_id, name in session.exec(_helpers(circle)):
        keys = {association_id, 0} if circle.is_group else {association_id}
        for key in keys - {None}:
            found.setdefault(key, []).append(Named(person_id, name))
    return found


def _helpers(circle: Circle) -> Any:
    if circle.is_group:
        return (
            select(GroupMember.association_id, Person.id, Person.name)
            .join(Person, col(Person.id) == GroupMember.person_id)
            .where(GroupMember.group_id == circle.id, GroupMember.state == MembershipState.MEMBER)
            .order_by(Person.name, col(Person.id))
        )
    return (
        select(AssociationMember.association_id, Person.id, Person.name)
        .join(Person, col(Person.id) == AssociationMember.person_id)
        .where(
            col(AssociationMember.association_id).in_(_taking_part(circle, deciding=False)),
            AssociationMember.state == MembershipState.MEMBER,
        )
        .order_by(Person.name, col(Person.id))
    )


def people_in(session: Session, circle: Circle, *, deciding: bool = False) -> list[int]:
    """Who takes part; `deciding`: who may vote when every person has a vote."""
    if circle.is_group:
        return groups.people_in(session, circle.id)
    return _writers(session, _taking_part(circle, deciding))


def people_of(session: Session, circle: Circle, association_ids: Collection[int]) -> list[int]:
    """Those who take part and may write in the name of one of these associations."""
    writers = _writers(session, association_ids)
    if not circle.is_group:
        return writers
    members = set(groups.people_in(session, circle.id))
    return [person for person in writers if person in members]


def people_for(session: Session, circle: Circle, association_ids: Collection[int]) -> list[int]:
    """Those who take part for one of these associations; in a group also those who take part for none."""
    if not circle.is_group:
        return _writers(session, association_ids)
    theirs = col(GroupMember.association_id).in_(association_ids) | col(GroupMember.association_id).is_(None)
    return groups.people_in(session, circle.id, theirs)  # type: ignore[arg-type]


def members_for(session: Session, circle: Circle, association_id: int | None) -> list[int]:
    """Who can be named as the one who does something for the association; in a group, for none: anybody of it."""
    if not circle.is_group:
        return notices.people_of(session, association_id, writing=False)
    theirs = GroupMember.association_id == association_id
    return groups.people_in(session, circle.id, *([theirs] if association_id is not None else []))


def _taking_part(circle: Circle, deciding: bool) -> Any:
    if not circle.is_group:
        query = select(PlanPart.association_id).where(PlanPart.plan_id == circle.id, plans.taking_part())
        implementing = col(PlanPart.role) != ImplementerRole.COOPERATION_PARTNER
        return query.where(implementing) if deciding else query
    # What nobody has verified yet is no public name, and no voter.
    members = (
        select(col(GroupMember.association_id))
        .join(Association, col(Association.id) == GroupMember.association_id)
        .where(
            GroupMember.group_id == circle.id,
            GroupMember.state == MembershipState.MEMBER,
            Association.state == AssociationState.VERIFIED,
        )
    )
    return _with_a_writer(members) if deciding else members


def _with_a_writer(query: Any) -> Any:
    return query.join(
        AssociationMember,
        (col(AssociationMember.association_id) == GroupMember.association_id)
        & (col(AssociationMember.person_id) == GroupMember.person_id),
    ).where(
        AssociationMember.state == MembershipState.MEMBER,
        AssociationMember.role != AssociationRole.VIEWER,
    )


def _writers(session: Session, association_ids: Any) -> list[int]:
    query = (
        select(AssociationMember.person_id)
        .where(
            col(AssociationMember.association_id).in_(association_ids),
            AssociationMember.state == MembershipState.MEMBER,
            AssociationMember.role != AssociationRole.VIEWER,
        )
        .distinct()
        .order_by(col(AssociationMember.person_id))
    )
    return list(session.exec(query))


def _parts(session: Session, plan_id: int) -> list[PlanPart]:
    return list(session.exec(select(PlanPart).where(PlanPart.plan_id == plan_id, plans.taking_part())))
