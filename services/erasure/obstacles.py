"""What somebody else would be left alone with: it is handed over before an account goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models import (
    AdviceCase,
    AdviceSeat,
    AdviceSeatRole,
    AdviceState,
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Group,
    GroupMember,
    GroupRole,
    GroupState,
    MembershipState,
    Person,
    Plan,
    PlanPart,
    PlanState,
    ServiceRole,
)
from services.actors import Actor

# So many of a kind are named; when they are seen to, the next ones are.
MOST = 20
_LIVING = (AssociationState.PENDING, AssociationState.VERIFIED)
_ENDED = (PlanState.NOT_FUNDED, PlanState.COMPLETED)


class Hindrance(StrEnum):
    """Why an account cannot go yet."""

    # The only owner, and others are in it.
    OWNER = "owner"
    # The only person of an association that has a plan under way.
    PLAN = "plan"
    HOST = "host"
    ADVICE_ASKED = "advice_asked"
    ADVICE_GIVEN = "advice_given"
    # The service would be left without an administrator, or without a facilitator.
    LAST_OF_ROLE = "last_of_role"


@dataclass(frozen=True)
class Obstacle:
    hindrance: Hindrance
    # Of the association, group or case; 0 for one's role in the service.
    id: int = 0
    # Empty for what is confidential.
    name: str = ""


def obstacles(session: Session, actor: Actor) -> tuple[Obstacle, ...]:
    return (
        *_owned(session, actor),
        *_hosted(session, actor),
        *_advised(session, actor),
        *_role(session, actor),
    )


def _owned(session: Session, actor: Actor) -> list[Obstacle]:
    """The associations that only this person owns, with people or a plan that would be left alone."""
    other = aliased(AssociationMember)
    others = _stays(other, other.association_id == Association.id, actor)
    owned_by_others = others.where(col(other.role) == AssociationRole.OWNER)
    under_way = (
        select(PlanPart.id)
        .join(Plan, col(Plan.id) == PlanPart.plan_id)
        .where(
            PlanPart.association_id == Association.id,
            col(PlanPart.left_at).is_(None),
            col(Plan.state).not_in(_ENDED),
        )
    )
    query: Any = (
        select(Association.id, Association.name, others.exists())
        .join(AssociationMember, col(AssociationMember.association_id) == Association.id)
        .where(*_mine(AssociationMember, actor), AssociationMember.role == AssociationRole.OWNER)
        .where(col(Association.state).in_(_LIVING), ~owned_by_others.exists())
        .where(or_(others.exists(), under_way.exists()))
        .order_by(col(Association.id))
        .limit(MOST)
    )
    return [
        Obstacle(Hindrance.OWNER if left_alone else Hindrance.PLAN, association_id, name)
        for association_id, name, left_alone in session.exec(query)
    ]


def _hosted(session: Session, actor: Actor) -> list[Obstacle]:
    """The groups that only this person hosts."""
    other = aliased(GroupMember)
    others = _stays(other, other.group_id == Group.id, actor).where(col(other.role) == GroupRole.HOST)
    query = (
        select(Group.id, Group.name)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(*_mine(GroupMember, actor), GroupMember.role == GroupRole.HOST)
        .where(Group.state == GroupState.ACTIVE, ~others.exists())
        .order_by(col(Group.id))
        .limit(MOST)
    )
    return [Obstacle(Hindrance.HOST, *row) for row in session.exec(query)]


def _advised(session: Session, actor: Actor) -> list[Obstacle]:
    """The open cases that this person has asked, or advises in."""
    query = (
        select(AdviceCase.id, AdviceSeat.role)
        .join(AdviceSeat, col(AdviceSeat.case_id) == AdviceCase.id)
        .where(
            AdviceSeat.person_id == actor.person_id,
            AdviceSeat.role != AdviceSeatRole.GUEST,
            AdviceCase.state != AdviceState.CLOSED,
        )
        .order_by(col(AdviceCase.id))
        .limit(MOST)
    )
    return [
        Obstacle(
            Hindrance.ADVICE_GIVEN if role == AdviceSeatRole.ADVISER else Hindrance.ADVICE_ASKED, case_id
        )
        for case_id, role in session.exec(query)
    ]


def _role(session: Session, actor: Actor) -> list[Obstacle]:
    """The last one of a role that the service cannot be without."""
    if actor.role == ServiceRole.MEMBER:
        return []
    query = select(Person.id).where(
        Person.role == actor.role, Person.id != actor.person_id, col(Person.erase_at).is_(None)
    )
    return [] if session.exec(query.limit(1)).first() else [Obstacle(Hindrance.LAST_OF_ROLE, 0, actor.role)]


def _mine(table: Any, actor: Actor) -> tuple[Any, Any]:
    return table.person_id == actor.person_id, table.state == MembershipState.MEMBER


def _stays(other: Any, same_place: Any, actor: Actor) -> Any:
    """Somebody else's membership of the same place, who does not wait to be erased themselves."""
    return (
        select(other.id)
        .join(Person, col(Person.id) == other.person_id)
        .where(
            same_place,
            other.person_id != actor.person_id,
            other.state == MembershipState.MEMBER,
            col(Person.erase_at).is_(None),
        )
    )
