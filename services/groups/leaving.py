"""The memberships of an account that goes; a group without a host is the facilitators', who host any."""

from sqlmodel import Session, col, select

from models import GroupMember, GroupRole, Kind, MembershipAction, MembershipState, now
from services import journal
from services.actors import Actor
from services.groups.access import hold


def leave_all(session: Session, actor: Actor) -> None:
    """Leaves them all, without a word to those who stay: the name would stand in it."""
    mine = select(GroupMember).where(
        GroupMember.person_id == actor.person_id, GroupMember.state == MembershipState.MEMBER
    )
    for row in session.exec(mine.order_by(col(GroupMember.group_id))).all():
        hold(session, row.group_id)
        before, row.role = row.state, GroupRole.MEMBER
        row.move(MembershipAction.LEAVE)
        row.decided_at = now()
        journal.record(
            session,
            actor,
            Kind.GROUP,
            row.group_id,
            MembershipAction.LEAVE,
            before=before,
            after=row.state,
        )
