"""A group is founded, edited, judged and ended."""

from sqlmodel import Session

from models import (
    Conflict,
    Decision,
    FlagReason,
    Forbidden,
    Group,
    GroupAction,
    GroupMember,
    GroupRole,
    GroupState,
    JoinMode,
    Kind,
    MembershipState,
    OpenedBecause,
    ReviewAction,
    ReviewItem,
    now,
)
from services import associations, clicks, journal, notices, places, reviews, spam, words
from services.actors import Actor
from services.groups.access import fetch, may, may_found, may_judge
from services.groups.members import people_in

NAME_LENGTH = 120
PURPOSE_LENGTH = 2000
WHY_LENGTH = 1000

# Why the queue looks at edited words; a returned proposal waits for its author instead.
_LOOKED_AT = {
    GroupState.PROPOSED: OpenedBecause.NEW,
    GroupState.ACTIVE: OpenedBecause.EDIT,
    GroupState.HIDDEN: OpenedBecause.EDIT,
}


def found(
    session: Session,
    actor: Actor,
    *,
    name: str,
    purpose: str,
    join_mode: JoinMode,
    municipality: str = "",
) -> Group:
    """A facilitator's and a trusted association's group is active at once; another's waits for a facilitator.

    The founder becomes its host.
    """
    if not may_found(actor):
        raise Forbidden("group_founder")
    group = Group(
        name="",
        sort_key="",
        created_by=actor.id,
        association_id=None if actor.is_facilitator else actor.acting_for,
        state=GroupState.ACTIVE if _at_once(session, actor) else GroupState.PROPOSED,
    )
    _write(group, name, purpose, join_mode, municipality)
    same = {"created_by": actor.id, "name": group.name, "purpose": group.purpose}
    if founded := clicks.just_made(session, Group, **same):
        return founded
    spam.check_links(actor, group.purpose, field="purpose")
    spam.check_pace(session, Group, spam.NEW_THINGS, created_by=actor.id)
    session.add(group)
    session.flush()
    _seat_founder(session, actor, group)
    _open_review(session, actor, group)
    journal.record(session, actor, Kind.GROUP, group.id, "found", after=group.state)
    return group


def edit(
    session: Session,
    actor: Actor,
    group_id: int,
    *,
    name: str,
    purpose: str,
    join_mode: JoinMode,
    municipality: str = "",
    version: int,
    submit: bool = False,
) -> Group:
    """Keeps the new words, unless somebody changed them after `version` was read; may send them again at once.

    Words that others read already go back to the queue, except a judge's own.
    """
    group = _may_take(session, actor, group_id, GroupAction.EDIT)
    if group.version != version:
        raise Conflict
    group.move(GroupAction.EDIT)
    _write(group, name, purpose, join_mode, municipality)
    because = _LOOKED_AT.get(group.state)
    if because and not (because == OpenedBecause.EDIT and may_judge(actor, group)):
        _queue(session, group, because)
    journal.record(session, actor, Kind.GROUP, group.id, GroupAction.EDIT, after=group.state)
    session.flush()
    return move(session, actor, group.id, GroupAction.SUBMIT) if submit else group


def move(session: Session, actor: Actor, group_id: int, action: GroupAction, *, why: str = "") -> Group:
    """Takes a step. Of a decision the moderation tells the author, since it knows the reason's code."""
    group = _may_take(session, actor, group_id, action)
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = group.state
    group.move(action)
    entry = journal.record(
        session, actor, Kind.GROUP, group.id, action, before=before, after=group.state, why=why
    )
    if action == GroupAction.SUBMIT:
        _queue(session, group, OpenedBecause.NEW)
    if action == GroupAction.ARCHIVE:
        link = f"/group?id={group.id}"
        notices.tell(session, entry, people_in(session, group.id), "group_ended", link, group=group.name)
    session.flush()
    return group


def end(session: Session, actor: Actor, group_id: int, *, why: str) -> Group:
    """Its people are told, and read there why."""
    why = words.body(why, field="why", most=WHY_LENGTH)
    return move(session, actor, group_id, GroupAction.ARCHIVE, why=why)


def flag(
    session: Session, actor: Actor, group_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a group."""
    group = fetch(session, actor, group_id)
    if not may_flag(actor, group):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.GROUP, group.id, why, reason=reason)


def may_flag(actor: Actor, group: Group) -> bool:
    return (
        not actor.is_visitor
        and group.state == GroupState.ACTIVE
        and group.created_by != actor.person_id
        and not actor.belongs_to(group.association_id)
    )


def _may_take(session: Session, actor: Actor, group_id: int, action: GroupAction) -> Group:
    group = fetch(session, actor, group_id)
    if not may(actor, action, group):
        raise Forbidden
    return group


def _write(group: Group, name: str, purpose: str, join_mode: JoinMode, municipality: str) -> None:
    group.name = words.line(name, field="name", most=NAME_LENGTH)
    group.sort_key = words.sort_key(group.name)
    group.purpose = words.body(purpose, field="purpose", most=PURPOSE_LENGTH)
    group.join_mode = join_mode
    group.municipality = places.known(municipality, field="municipality", needed=False)


def _seat_founder(session: Session, actor: Actor, group: Group) -> None:
    session.add(
        GroupMember(
            group_id=group.id,
            person_id=actor.id,
            association_id=actor.acting_for,
            role=GroupRole.HOST,
            state=MembershipState.MEMBER,
            decided_at=now(),
        )
    )


def _open_review(session: Session, actor: Actor, group: Group) -> None:
    """A facilitator's own group has an item too, decided already: it can be flagged and hidden like any other."""
    item = _queue(session, group, OpenedBecause.NEW)
    if actor.is_facilitator:
        item.move(ReviewAction.DECIDE)
        item.decision = Decision.PUBLISH
        item.decided_by = actor.id
        item.decided_at = now()


def _at_once(session: Session, actor: Actor) -> bool:
    return actor.is_facilitator or associations.is_trusted(session, actor.acting_for)


def _queue(session: Session, group: Group, because: OpenedBecause) -> ReviewItem:
    return reviews.open_item(
        session,
        Kind.GROUP,
        group.id,
        title=group.name,
        association_id=group.association_id,
        author_id=group.created_by,
        municipality=group.municipality,
        because=because,
    )
