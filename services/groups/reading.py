"""What is shown of groups: the list, one group, and the people in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    Forbidden,
    Group,
    GroupAction,
    GroupMember,
    GroupState,
    JoinMode,
    JournalEntry,
    Kind,
    MembershipState,
    NotFound,
)
from services import journal, reviews
from services.actors import Actor
from services.groups.access import (
    Joining,
    actions_for,
    fetch,
    joining_for,
    may_judge,
    runs,
    takes_part,
    visible,
)
from services.groups.acts import may_flag
from services.groups.members import row_of
from services.paging import Page, carded, paged
from services.search.conditions import condition

_SUGGESTIONS = 10
# On its way in, or in.
CONCERNED = (MembershipState.MEMBER, MembershipState.INVITED, MembershipState.REQUESTED)


@dataclass(frozen=True)
class GroupCard:
    id: int
    name: str
    purpose: str
    municipality: str
    join_mode: JoinMode
    state: GroupState
    members: int
    mine: MembershipState | None
    # Nothing has happened in it for long; said to those who run it alone.
    quiet: bool


@dataclass(frozen=True)
class GroupView:
    id: int
    name: str
    purpose: str
    municipality: str
    join_mode: JoinMode
    state: GroupState
    # Takes people in, and talks.
    meets: bool
    version: int
    # The association that proposed it; empty when a facilitator founded it.
    association: str
    members: int
    joining: Joining
    # This person's own row: 0 when there is none.
    member_id: int
    # What the hosts answered or said when they declined or removed this person.
    answer: str
    runs: bool
    takes_part: bool
    # The place in the review queue, for who may judge it; 0 for others.
    review: int
    requests: int
    may_flag: bool
    # Why it is not public, for those who see it all the same.
    why: str
    actions: list[GroupAction]
    # Since when nothing has happened in it, for those who run it.
    quiet_since: datetime | None


def visible_to(
    session: Session,
    actor: Actor,
    *,
    words: str = "",
    municipality: str = "",
    mine: bool = False,
    ended: bool = False,
    after: str = "",
) -> Page[GroupCard]:
    """The groups in Finnish order of their names; those that have ended only when asked for, or mine."""
    own_row = and_(col(GroupMember.group_id) == Group.id, col(GroupMember.person_id) == actor.person_id)
    query = visible(actor, Group, _size(), col(GroupMember.state)).join(GroupMember, own_row, isouter=True)
    if mine:
        query = query.where(_concerns(actor))
    elif not ended:
        query = query.where(col(Group.state) != GroupState.ARCHIVED)
    if municipality:
        query = query.where(col(Group.municipality) == municipality)
    query = query.where(condition(session, Kind.GROUP, words))
    page = paged(session, query, key=[col(Group.sort_key), col(Group.id)], after=after)
    return carded(page, lambda row: _card(actor, *row))


def _size() -> Any:
    inside = select(func.count()).where(
        col(GroupMember.group_id) == Group.id, col(GroupMember.state) == MembershipState.MEMBER
    )
    # The list joins the reader's own row of the same table: this one counts for itself.
    return inside.correlate(Group).scalar_subquery()


def _concerns(actor: Actor) -> ColumnElement[bool]:
    return or_(
        col(GroupMember.state).in_(CONCERNED),
        and_(col(Group.association_id).in_(actor.roles), col(Group.state) != GroupState.ARCHIVED),
    )


def _card(actor: Actor, group: Group, members: int, mine: MembershipState | None) -> GroupCard:
    return GroupCard(
        group.id,
        group.name,
        group.purpose,
        group.municipality,
        group.join_mode,
        group.state,
        members,
        mine if mine in CONCERNED else None,
        _quiet_since(actor, group) is not None,
    )


def view(session: Session, actor: Actor, group_id: int) -> GroupView:
    """One group with what this person may do in it."""
    query = visible(actor, Group, _size(), col(Association.name)).join(
        Association, col(Association.id) == Group.association_id, isouter=True
    )
    found = session.execute(query.where(col(Group.id) == group_id)).one_or_none()
    if found is None:
        raise NotFound
    group, members, association = found
    row = row_of(session, actor, group_id)
    leads = runs(actor, group_id)
    return GroupView(
        id=group.id,
        name=group.name,
        purpose=group.purpose,
        municipality=group.municipality,
        join_mode=group.join_mode,
        state=group.state,
        meets=group.meets,
        version=group.version,
        association=association or "",
        members=members,
        joining=joining_for(actor, group, row),
        member_id=row.id if row else 0,
        answer=row.reason if row and not row.is_member else "",
        runs=leads,
        takes_part=takes_part(actor, group_id),
        review=_review(session, group) if may_judge(actor, group) else 0,
        requests=_requests(session, group_id) if leads else 0,
        may_flag=may_flag(actor, group),
        why="" if group.meets else _why(session, group),
        actions=actions_for(actor, group),
        quiet_since=_quiet_since(actor, group),
    )


def _quiet_since(actor: Actor, group: Group) -> datetime | None:
    return group.quiet_since if group.meets and runs(actor, group.id) else None


def _review(session: Session, group: Group) -> int:
    item = reviews.item_of(session, Kind.GROUP, group.id)
    return item.id if item else 0


def _requests(session: Session, group_id: int) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                col(GroupMember.group_id) == group_id, col(GroupMember.state) == MembershipState.REQUESTED
            )
        )
        or 0
    )


def _why(session: Session, group: Group) -> str:
    """The words of the step that led to this state."""
    query = select(col(JournalEntry.why)).where(
        col(JournalEntry.kind) == Kind.GROUP,
        col(JournalEntry.thing_id) == group.id,
        col(JournalEntry.after) == group.state,
        col(JournalEntry.before) != "",
    )
    return session.scalar(query.order_by(col(JournalEntry.id).desc()).limit(1)) or ""


def history(session: Session, actor: Actor, group_id: int) -> list[journal.Step]:
    """The newest steps, for those who run the group: the reasons given to people are among them."""
    fetch(session, actor, group_id)
    if not runs(actor, group_id):
        raise Forbidden
    return journal.history(session, [(Kind.GROUP, group_id)])
