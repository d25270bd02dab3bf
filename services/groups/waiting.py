"""What waits for a person in the groups: requests to answer, invitations, proposals sent back."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import Group, GroupMember, GroupRole, GroupState, MembershipState
from services.actors import Actor


class WaitingFor(StrEnum):
    REQUESTS = "requests"
    INVITATION = "invitation"
    RETURNED = "returned"


@dataclass(frozen=True)
class WaitingGroup:
    id: int
    name: str
    why: WaitingFor
    # How many requests; 1 otherwise.
    n: int


def waiting_for(session: Session, actor: Actor) -> list[WaitingGroup]:
    """For the start page; as long as the person's own groups are many."""
    hosted = [group_id for group_id, role in actor.groups.items() if role == GroupRole.HOST]
    asked = (
        select(col(Group.id), col(Group.name), func.count())
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(col(Group.id).in_(hosted), col(GroupMember.state) == MembershipState.REQUESTED)
        .where(col(Group.state) == GroupState.ACTIVE)
        .group_by(col(Group.id), col(Group.name))
    )
    invited = (
        select(col(Group.id), col(Group.name))
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(col(GroupMember.person_id) == actor.person_id, col(Group.state) == GroupState.ACTIVE)
        .where(col(GroupMember.state) == MembershipState.INVITED)
    )
    returned = select(col(Group.id), col(Group.name)).where(
        col(Group.id).in_(hosted), col(Group.state) == GroupState.RETURNED
    )
    return [
        *(WaitingGroup(row[0], row[1], WaitingFor.REQUESTS, row[2]) for row in session.execute(asked)),
        *(WaitingGroup(row[0], row[1], WaitingFor.INVITATION, 1) for row in session.execute(invited)),
        *(WaitingGroup(row[0], row[1], WaitingFor.RETURNED, 1) for row in session.execute(returned)),
    ]
