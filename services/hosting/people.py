"""Members who have not been here for long, and handing the hosting over."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import Session, col

from models import (
    Conflict,
    Forbidden,
    Group,
    GroupMember,
    GroupRole,
    Kind,
    MembershipState,
    NotFound,
    Person,
    SignIn,
    WrongState,
    now,
)
from services import groups, journal, notices
from services.actors import Actor
from services.paging import Page, carded, paged

# A host learns this one coarse fact, and no day: when somebody is here is their own.
AWAY_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class AwayCard:
    id: int
    name: str
    reminded: bool


def away(session: Session, actor: Actor, group_id: int, *, after: str = "") -> Page[AwayCard]:
    """The members who have not been in the service for a month, for those who run the group."""
    groups.fetch(session, actor, group_id)
    if not groups.runs(actor, group_id):
        raise Forbidden
    query = (
        select(GroupMember, col(Person.name))
        .join(Person, col(Person.id) == GroupMember.person_id)
        .where(
            col(GroupMember.group_id) == group_id,
            col(GroupMember.state) == MembershipState.MEMBER,
            _is_away(),
        )
    )
    page = paged(session, query, key=[col(GroupMember.id)], after=after)
    return carded(page, lambda row: AwayCard(row[0].id, row[1], row[0].reminded_at is not None))


def remind(session: Session, actor: Actor, member_id: int) -> None:
    """Asks after a member who is away, once: on the way on which they want to hear."""
    row, group = _of_group(session, actor, member_id)
    there = select(col(GroupMember.id)).where(col(GroupMember.id) == row.id, _is_away())
    if not row.is_member or session.execute(there).first() is None:
        raise WrongState
    if row.reminded_at:
        raise Conflict("reminded_already")
    row.reminded_at = now()
    entry = journal.record(session, actor, Kind.GROUP, group.id, "remind")
    link = f"/group?id={group.id}"
    told: dict[str, Any] = {"who": actor.name, "group": group.name}
    notices.tell(session, entry, [row.person_id], "group_missed", link, **told)


def hand_over(session: Session, actor: Actor, member_id: int) -> None:
    """Another member becomes a host, and this host a member, in one act: the group is never without."""
    row, group = _of_group(session, actor, member_id)
    mine = groups.row_of(session, actor, group.id)
    if mine is None or not mine.is_host or mine.id == row.id:
        raise Forbidden
    if row.role != GroupRole.HOST:
        groups.give_role(session, actor, row.id, GroupRole.HOST)
    groups.give_role(session, actor, mine.id, GroupRole.MEMBER)


def _of_group(session: Session, actor: Actor, member_id: int) -> tuple[GroupMember, Group]:
    row = session.get(GroupMember, member_id, with_for_update=True)
    if row is None or not groups.takes_part(actor, row.group_id):
        raise NotFound
    if not groups.runs(actor, row.group_id):
        raise Forbidden
    return row, groups.fetch(session, actor, row.group_id)


def _is_away() -> ColumnElement[bool]:
    lately = exists().where(
        col(SignIn.person_id) == GroupMember.person_id, col(SignIn.seen_at) > now() - AWAY_AFTER
    )
    return ~lately
