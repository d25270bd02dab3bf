"""How people come into a group and leave it, and who hosts it."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationState,
    Conflict,
    Forbidden,
    Group,
    GroupMember,
    GroupRole,
    Invalid,
    JournalEntry,
    Kind,
    MembershipAction,
    MembershipState,
    NotFound,
    WrongState,
    now,
)
from services import journal, notices, words
from services.actors import Actor
from services.groups.access import Joining, fetch, hold, joining_for, may_step, runs, takes_part

WORDS_LENGTH = 1000


def row_of(session: Session, actor: Actor, group_id: int) -> GroupMember | None:
    """This person's row in the group, whatever its state."""
    return session.exec(
        select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id == actor.person_id)
    ).one_or_none()


def hosts_of(session: Session, group_id: int) -> list[int]:
    return people_in(session, group_id, GroupMember.role == GroupRole.HOST)


def people_in(session: Session, group_id: int, *narrower: bool) -> list[int]:
    """The ids of the members, for telling them."""
    query = select(GroupMember.person_id).where(
        GroupMember.group_id == group_id, GroupMember.state == MembershipState.MEMBER, *narrower
    )
    return list(session.exec(query))


def join(session: Session, actor: Actor, group_id: int, *, words_for_hosts: str = "") -> GroupMember:
    """Comes in, asks to come in, or accepts an invitation: whichever the group's door says."""
    group = fetch(session, actor, group_id)
    row = row_of(session, actor, group_id)
    door = joining_for(actor, group, row)
    match door:
        case Joining.JOIN:
            return _walk_in(session, actor, group, row)
        case Joining.ASK:
            return _ask(session, actor, group, row, words_for_hosts)
        case Joining.ANSWER:
            assert row is not None
            return accept(session, actor, row.id)
        case Joining.MEMBER | Joining.WAIT:
            raise Conflict(f"joining_{door}")
        case _:
            raise Forbidden(f"joining_{door}")


def _walk_in(session: Session, actor: Actor, group: Group, row: GroupMember | None) -> GroupMember:
    row = _knock(session, actor, group, row)
    entry = _step(session, actor, row, MembershipAction.ACCEPT)
    hosts = hosts_of(session, group.id)
    notices.tell(session, entry, hosts, "group_joined", _people(group), who=actor.name, group=group.name)
    return row


def _ask(
    session: Session, actor: Actor, group: Group, row: GroupMember | None, words_for_hosts: str
) -> GroupMember:
    said = words.body(words_for_hosts, field="words", most=WORDS_LENGTH)
    row = _knock(session, actor, group, row)
    row.words = said
    entry = journal.record(
        session, actor, Kind.GROUP, group.id, MembershipAction.REQUEST, after=row.state, why=said
    )
    notices.tell(
        session,
        entry,
        hosts_of(session, group.id),
        "group_requested",
        f"{_home(group)}&show=requests",
        by_mail=True,
        who=actor.name,
        group=group.name,
        words=said,
    )
    return row


def _knock(session: Session, actor: Actor, group: Group, row: GroupMember | None) -> GroupMember:
    """The person's row, asking: a new one, or the one they have from before."""
    if row is None:
        row = GroupMember(group_id=group.id, person_id=actor.id)
        session.add(row)
    else:
        row.move(MembershipAction.REQUEST)
        row.role, row.reason, row.created_at, row.decided_at = GroupRole.MEMBER, "", now(), None
    row.association_id = actor.acting_for
    session.flush()
    return row


def accept(session: Session, actor: Actor, member_id: int) -> GroupMember:
    """A host lets the asker in, or an invited person comes."""
    row, group = _allowed(session, actor, member_id, MembershipAction.ACCEPT)
    if not group.meets:
        raise WrongState
    invited = row.is_invited
    entry = _step(session, actor, row, MembershipAction.ACCEPT)
    hosts, asker = hosts_of(session, group.id), [row.person_id]
    if invited:
        notices.tell(session, entry, hosts, "group_joined", _people(group), who=actor.name, group=group.name)
    else:
        notices.tell(session, entry, asker, "group_accepted", _home(group), by_mail=True, group=group.name)
    return row


def decline(session: Session, actor: Actor, member_id: int, *, why: str = "") -> GroupMember:
    """A host answers no to the asker, with a reason; or an invited person does, who owes none."""
    row, group = _allowed(session, actor, member_id, MembershipAction.DECLINE)
    invited = row.is_invited
    row.reason = words.body(why, field="why", most=WORDS_LENGTH, needed=not invited)
    entry = _step(session, actor, row, MembershipAction.DECLINE, why=row.reason)
    hosts, asker = hosts_of(session, group.id), [row.person_id]
    names: dict[str, Any] = {"who": actor.name, "group": group.name}
    if invited:
        notices.tell(session, entry, hosts, "group_invitation_declined", _people(group), **names)
    else:
        link = _home(group)
        notices.tell(session, entry, asker, "group_declined", link, by_mail=True, why=row.reason, **names)
    return row


def leave(session: Session, actor: Actor, group_id: int) -> GroupMember:
    """Leaves, or takes back a request; the last host cannot."""
    group = fetch(session, actor, group_id)
    hold(session, group.id)
    row = row_of(session, actor, group_id)
    if row is None:
        raise WrongState
    was_member = row.is_member
    _keep_a_host(session, row)
    entry = _step(session, actor, row, MembershipAction.LEAVE)
    if was_member:
        hosts = hosts_of(session, group.id)
        notices.tell(session, entry, hosts, "group_left", _people(group), who=actor.name, group=group.name)
    return row


def remove(session: Session, actor: Actor, member_id: int, *, why: str) -> GroupMember:
    row, group = _allowed(session, actor, member_id, MembershipAction.REMOVE)
    row.reason = words.body(why, field="why", most=WORDS_LENGTH)
    _keep_a_host(session, row)
    entry = _step(session, actor, row, MembershipAction.REMOVE, why=row.reason)
    link = _home(group)
    notices.tell(
        session, entry, [row.person_id], "group_removed", link, by_mail=True, group=group.name, why=row.reason
    )
    return row


def give_role(session: Session, actor: Actor, member_id: int, role: GroupRole) -> GroupMember:
    """Makes a member a host, or a host a member again; one's own role too."""
    row, group = _member(session, actor, member_id)
    if not runs(actor, group.id):
        raise Forbidden
    if not row.is_member or row.role == role:
        raise WrongState
    _keep_a_host(session, row)
    before, row.role = row.role, role
    entry = journal.record(session, actor, Kind.GROUP, group.id, f"make_{role}", before=before, after=role)
    if role == GroupRole.HOST:
        notices.tell(session, entry, [row.person_id], "group_made_host", _people(group), group=group.name)
    return row


def invite(session: Session, actor: Actor, group_id: int, association_id: int) -> int:
    """Invites the people who write in an association's name; how many of them were not in already."""
    group = fetch(session, actor, group_id)
    if not runs(actor, group.id):
        raise Forbidden
    if not group.meets:
        raise WrongState
    people = set(_people_to_invite(session, association_id)) - {actor.id}
    rows = _rows_of(session, group.id, people)
    invited = [
        person_id
        for person_id in sorted(people)
        if _invite_one(session, actor, group, association_id, person_id, rows.get(person_id))
    ]
    if not invited:
        raise Invalid("nobody_to_invite", field="association")
    return len(invited)


def _people_to_invite(session: Session, association_id: int) -> list[int]:
    association = session.get(Association, association_id)
    if association is None or association.state != AssociationState.VERIFIED:
        raise Invalid("needed", field="association")
    return notices.people_of(session, association_id)


def _rows_of(session: Session, group_id: int, people: Iterable[int]) -> dict[int, GroupMember]:
    query = select(GroupMember).where(
        GroupMember.group_id == group_id, col(GroupMember.person_id).in_(people)
    )
    return {row.person_id: row for row in session.exec(query)}


def _invite_one(
    session: Session,
    actor: Actor,
    group: Group,
    association_id: int,
    person_id: int,
    row: GroupMember | None,
) -> bool:
    """Whether there was anything to do: somebody who is in or invited already is left in peace."""
    if row and (row.is_member or row.is_invited):
        return False
    if row is None:
        # Nothing yet, as when an earlier invitation has expired.
        row = GroupMember(group_id=group.id, person_id=person_id, state=MembershipState.EXPIRED)
        session.add(row)
    asked = row.state == MembershipState.REQUESTED
    row.association_id = row.association_id if asked else association_id
    entry = _step(session, actor, row, MembershipAction.INVITE)
    notices.tell(
        session,
        entry,
        [person_id],
        "group_accepted" if asked else "group_invited",
        _home(group),
        by_mail=True,
        group=group.name,
        who=actor.name,
    )
    return True


def _member(session: Session, actor: Actor, member_id: int) -> tuple[GroupMember, Group]:
    """The row and its group, for the person and for who sees the members."""
    row = session.get(GroupMember, member_id)
    if row is None or not (row.person_id == actor.person_id or takes_part(actor, row.group_id)):
        raise NotFound
    group = fetch(session, actor, row.group_id)
    hold(session, group.id)
    session.refresh(row)
    return row, group


def _allowed(
    session: Session, actor: Actor, member_id: int, action: MembershipAction
) -> tuple[GroupMember, Group]:
    row, group = _member(session, actor, member_id)
    if not may_step(actor, action, row):
        raise Forbidden
    return row, group


def _keep_a_host(session: Session, row: GroupMember) -> None:
    """Refuses to let the last host go: somebody has to answer to those who ask."""
    if row.is_host and hosts_of(session, row.group_id) == [row.person_id]:
        raise Conflict("last_host")


def _step(
    session: Session, actor: Actor, row: GroupMember, action: MembershipAction, *, why: str = ""
) -> JournalEntry:
    before = row.state
    row.move(action)
    row.decided_at = now()
    if not row.is_member:
        row.role = GroupRole.MEMBER
    return journal.record(
        session, actor, Kind.GROUP, row.group_id, action, before=before, after=row.state, why=why
    )


def _home(group: Group) -> str:
    return f"/group?id={group.id}"


def _people(group: Group) -> str:
    return f"/group?id={group.id}&show=members"
