"""Who may know of a group, who may do what with it, and what its door says to this person."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session, col

from models import (
    GROUP_LIFECYCLE,
    Group,
    GroupAction,
    GroupMember,
    GroupRole,
    GroupState,
    JoinMode,
    MembershipAction,
    MembershipState,
    NotFound,
)
from services.actors import Actor

PUBLIC = (GroupState.ACTIVE, GroupState.ARCHIVED)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The groups that this person may know of: every read starts here."""
    hosted = [group_id for group_id, role in actor.groups.items() if role == GroupRole.HOST]
    known = or_(
        col(Group.state).in_(PUBLIC),
        col(Group.id).in_(hosted),
        col(Group.association_id).in_(actor.roles),
    )
    return select(*(selected or (Group,))).where(true() if oversees(actor) else known)


def fetch(session: Session, actor: Actor, group_id: int) -> Group:
    """The group; NotFound for who may not know of it."""
    found: Group | None = session.execute(
        visible(actor).where(col(Group.id) == group_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def hold(session: Session, group_id: int) -> None:
    """Its people's steps are taken one after the other: who hosts it holds until the end of the act."""
    held = select(col(Group.id)).where(col(Group.id) == group_id)
    session.execute(held.with_for_update(key_share=True)).one()


def oversees(actor: Actor) -> bool:
    """May host any group and read along in it."""
    return actor.is_facilitator or actor.is_admin


def runs(actor: Actor, group_id: int) -> bool:
    return actor.hosts(group_id) or oversees(actor)


def takes_part(actor: Actor, group_id: int) -> bool:
    """Reads the discussions and sees who the members are."""
    return group_id in actor.groups or oversees(actor)


def may_found(actor: Actor) -> bool:
    return actor.is_facilitator or actor.acts_for_verified(actor.acting_for)


def may(actor: Actor, action: GroupAction, group: Group) -> bool:
    match action:
        case GroupAction.EDIT:
            return runs(actor, group.id)
        case GroupAction.SUBMIT:
            return actor.hosts(group.id)
        case GroupAction.ARCHIVE:
            return actor.hosts(group.id) or may_judge(actor, group)
        case GroupAction.RESTORE:
            # Who may end a group may also begin it again; what a facilitator hid stays theirs to restore.
            return may_judge(actor, group) or (group.ended and actor.hosts(group.id))
        case (
            GroupAction.PUBLISH
            | GroupAction.RETURN
            | GroupAction.REJECT
            | GroupAction.HIDE
            | GroupAction.REOPEN
        ):
            return may_judge(actor, group)


def may_judge(actor: Actor, group: Group) -> bool:
    # Nobody judges a group of their own association, not even a facilitator.
    return actor.is_facilitator and not actor.belongs_to(group.association_id)


def actions_for(actor: Actor, group: Group) -> list[GroupAction]:
    """The steps open to this person now: the page draws one button for each."""
    return [step for step in GROUP_LIFECYCLE.actions(group.state) if may(actor, step, group)]


def may_step(actor: Actor, action: MembershipAction, row: GroupMember) -> bool:
    own = row.person_id == actor.person_id
    match action:
        case MembershipAction.REQUEST | MembershipAction.LEAVE:
            return own
        case MembershipAction.ACCEPT | MembershipAction.DECLINE:
            return own if row.is_invited else runs(actor, row.group_id) and not own
        case MembershipAction.INVITE | MembershipAction.REMOVE:
            return runs(actor, row.group_id) and not own
        case MembershipAction.EXPIRE:
            return False


class Joining(StrEnum):
    """What the door of a group says to a person."""

    MEMBER = "member"
    CLOSED = "closed"
    SIGN_IN = "sign_in"
    WAIT = "wait"
    ANSWER = "answer"
    NEEDS_ASSOCIATION = "needs_association"
    JOIN = "join"
    ASK = "ask"
    INVITED_ONLY = "invited_only"


def joining_for(actor: Actor, group: Group, row: GroupMember | None) -> Joining:
    """How this person, whose row in the group is `row`, comes in now."""
    if row and row.is_member:
        return Joining.MEMBER
    if not group.meets:
        return Joining.CLOSED
    if actor.is_visitor:
        return Joining.SIGN_IN
    if row and row.state == MembershipState.REQUESTED:
        return Joining.WAIT
    if row and row.is_invited:
        return Joining.ANSWER
    return _knocking(actor, group, row)


def _knocking(actor: Actor, group: Group, row: GroupMember | None) -> Joining:
    if oversees(actor):
        return Joining.JOIN
    if actor.acting_for is None:
        return Joining.NEEDS_ASSOCIATION
    match group.join_mode:
        case JoinMode.OPEN:
            # Somebody who was removed does not walk straight back in: the hosts are asked.
            removed = row is not None and row.state == MembershipState.REMOVED
            return Joining.ASK if removed else Joining.JOIN
        case JoinMode.ON_REQUEST:
            return Joining.ASK
        case JoinMode.BY_INVITATION:
            return Joining.INVITED_ONLY
