"""Groups in which nothing has happened for long: their hosts and the facilitators are told, once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlmodel import Session, col

from models import Attachment, Group, GroupMember, GroupState, Kind, Meeting, Proposal, Thread, now
from services import groups, journal, notices

QUIET_AFTER = timedelta(days=60)
MOST = 100


def flag_due(session: Session) -> int:
    """Notes the groups that have gone quiet, and takes the note from those that have come back; how many are new."""
    _note(session, _lively_again(session), None)
    found = session.execute(
        select(Group)
        .where(
            col(Group.state) == GroupState.ACTIVE,
            col(Group.quiet_since).is_(None),
            col(Group.created_at) < now() - QUIET_AFTER,
            ~_happened_since(now() - QUIET_AFTER),
        )
        .order_by(col(Group.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).scalars()
    quiet = list(found)
    _note(session, [group.id for group in quiet], now())
    overseers = notices.facilitators(session)
    for group in quiet:
        entry = journal.record(session, None, Kind.GROUP, group.id, "quiet")
        people = {*groups.hosts_of(session, group.id), *overseers}
        link = f"/group?id={group.id}&show=requests"
        notices.tell(session, entry, people, "group_quiet", link, group=group.name, n=QUIET_AFTER.days)
    return len(quiet)


def _lively_again(session: Session) -> list[int]:
    query = select(col(Group.id)).where(
        col(Group.quiet_since).is_not(None), _happened_since(col(Group.quiet_since))
    )
    return list(session.execute(query.limit(MOST)).scalars())


def _note(session: Session, group_ids: Iterable[int], since: datetime | None) -> None:
    # Past the objects: the clock's note is no edit that an open form would have to give way to.
    noted = update(Group).where(col(Group.id).in_(list(group_ids))).values(quiet_since=since)
    session.connection().execute(noted)


def _happened_since(moment: Any) -> ColumnElement[bool]:
    """Something was said, put to a vote, met for, added, or somebody came in or left."""
    group = col(Group.id)
    return or_(
        exists().where(col(Thread.group_id) == group, col(Thread.active_at) > moment),
        exists().where(col(Proposal.group_id) == group, col(Proposal.created_at) > moment),
        exists().where(col(Meeting.group_id) == group, col(Meeting.starts_at) > moment),
        exists().where(
            col(Attachment.subject_kind) == Kind.GROUP,
            col(Attachment.subject_id) == group,
            col(Attachment.created_at) > moment,
        ),
        exists().where(col(GroupMember.group_id) == group, col(GroupMember.decided_at) > moment),
    )
