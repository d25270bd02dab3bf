"""Discussions of the groups: for their members and the facilitators; visible at once, looked at afterwards.

The replies are comments (`services.comments`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlmodel import Session, col

from models import (
    THREAD_LIFECYCLE,
    Association,
    Comment,
    CommentState,
    FlagReason,
    Forbidden,
    Group,
    Kind,
    NotFound,
    Person,
    Thread,
    ThreadAction,
    ThreadState,
    WrongState,
    now,
)
from services import associations, clicks, groups, journal, notices, reviews, spam, words
from services.actors import Actor
from services.paging import Page, carded, paged

TITLE_LENGTH = 160
BODY_LENGTH = 5000
WHY_LENGTH = 1000


@dataclass(frozen=True)
class ThreadCard:
    id: int
    title: str
    author: str
    association: str
    replies: int
    active_at: datetime
    state: ThreadState
    pinned: bool
    closed: bool


@dataclass(frozen=True)
class ThreadView:
    id: int
    group_id: int
    title: str
    body: str
    author: str
    association: str
    created_at: datetime
    state: ThreadState
    pinned: bool
    closed: bool
    may_flag: bool
    # The place in the review queue, for who may judge it; 0 for others.
    review: int


def of(session: Session, actor: Actor, group_id: int, *, after: str = "") -> Page[ThreadCard]:
    """The discussions of a group but the pinned ones, the one with the newest reply first."""
    query = _in_group(session, actor, group_id).where(col(Thread.pinned_at).is_(None))
    page = paged(session, query, key=[col(Thread.active_at), col(Thread.id)], after=after, descending=True)
    return carded(page, _card)


def pinned(session: Session, actor: Actor, group_id: int) -> list[ThreadCard]:
    """Those that the hosts put first, the last one pinned on top: never more than a few."""
    query = _in_group(session, actor, group_id).where(col(Thread.pinned_at).is_not(None))
    rows = session.execute(query.order_by(col(Thread.pinned_at).desc(), col(Thread.id).desc()))
    return [_card(row) for row in rows]


def _in_group(session: Session, actor: Actor, group_id: int) -> Select[Any]:
    group = groups.fetch(session, actor, group_id)
    if not groups.takes_part(actor, group.id):
        raise Forbidden
    return _with_author(actor, _replies()).where(col(Thread.group_id) == group.id)


def view(session: Session, actor: Actor, thread_id: int) -> ThreadView:
    found = session.execute(_with_author(actor).where(col(Thread.id) == thread_id)).one_or_none()
    if found is None:
        raise NotFound
    thread, author, association = found
    return ThreadView(
        id=thread.id,
        group_id=thread.group_id,
        title=thread.title,
        body=thread.body,
        author=author,
        association=association or "",
        created_at=thread.created_at,
        state=thread.state,
        pinned=thread.pinned_at is not None,
        closed=thread.closed_at is not None,
        may_flag=may_flag(actor, thread),
        review=_review(session, thread) if actions_for(actor, thread) else 0,
    )


def fetch(session: Session, actor: Actor, thread_id: int) -> Thread:
    """The discussion; NotFound for who may not know of it."""
    found: Thread | None = session.execute(
        visible(actor, Thread).where(col(Thread.id) == thread_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: ThreadAction, thread: Thread) -> bool:
    match action:
        case ThreadAction.HIDE | ThreadAction.RESTORE:
            # Nobody judges the words of their own association, nor their own.
            return (
                actor.is_facilitator
                and thread.author_id != actor.person_id
                and not actor.belongs_to(thread.association_id)
            )


def actions_for(actor: Actor, thread: Thread) -> list[ThreadAction]:
    return [step for step in THREAD_LIFECYCLE.actions(thread.state) if may(actor, step, thread)]


def may_start(actor: Actor, group: Group) -> bool:
    return group.meets and groups.takes_part(actor, group.id)


def may_reply(session: Session, actor: Actor, thread: Thread) -> bool:
    """While the group meets and the discussion is visible and open, for whoever takes part."""
    group = groups.fetch(session, actor, thread.group_id)
    return may_start(actor, group) and thread.is_visible and thread.closed_at is None


def may_flag(actor: Actor, thread: Thread) -> bool:
    return thread.is_visible and thread.author_id != actor.person_id


def start(session: Session, actor: Actor, group_id: int, *, title: str, body: str) -> Thread:
    """Begins a discussion: seen at once by the group, and put in the queue for a look afterwards."""
    group = groups.fetch(session, actor, group_id)
    if not groups.takes_part(actor, group.id):
        raise Forbidden
    if not group.meets:
        raise WrongState
    said: dict[str, Any] = {
        "title": words.line(title, field="title", most=TITLE_LENGTH),
        "body": words.body(body, field="body", most=BODY_LENGTH),
    }
    if begun := clicks.just_made(session, Thread, group_id=group.id, author_id=actor.id, **said):
        return begun
    spam.check_links(actor, f"{said['title']} {said['body']}", field="body")
    spam.check_pace(session, Thread, spam.TALK, author_id=actor.id)
    thread = Thread(group_id=group.id, author_id=actor.id, association_id=actor.acting_for, **said)
    session.add(thread)
    session.flush()
    _open_review(session, thread, group)
    entry = journal.record(session, actor, Kind.THREAD, thread.id, "start", after=thread.state)
    link = f"/group?id={group.id}&thread={thread.id}"
    members = groups.people_in(session, group.id)
    told: dict[str, Any] = {"who": actor.name, "title": thread.title, "group": group.name}
    notices.tell(session, entry, members, "thread_started", link, **told)
    return thread


def touch(session: Session, thread_id: int) -> None:
    """Somebody replied: the discussion comes first in its list."""
    thread = session.get_one(Thread, thread_id)
    thread.active_at = now()


def move(session: Session, actor: Actor, thread_id: int, action: ThreadAction, *, why: str = "") -> Thread:
    """Hides or restores; telling the author is the moderation's, which knows the reason."""
    thread = fetch(session, actor, thread_id)
    if not may(actor, action, thread):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = thread.state
    thread.move(action)
    if not thread.is_visible:
        # What nobody sees takes no place among the first.
        thread.pinned_at = None
    journal.record(session, actor, Kind.THREAD, thread.id, action, before=before, after=thread.state, why=why)
    return thread


def flag(
    session: Session, actor: Actor, thread_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a discussion."""
    thread = fetch(session, actor, thread_id)
    if not may_flag(actor, thread):
        raise Forbidden
    why = words.body(why, field="why", most=WHY_LENGTH)
    reviews.flag(session, actor, Kind.THREAD, thread.id, why, reason=reason)


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The discussions that this person may know of: every read starts here."""
    inside: ColumnElement[bool] = col(Thread.group_id).in_(actor.groups)
    readable = or_(col(Thread.state) == ThreadState.VISIBLE, col(Thread.author_id) == actor.person_id)
    return (
        select(*selected)
        .where(col(Thread.group_id).in_(groups.visible(actor, col(Group.id))))
        .where(true() if groups.oversees(actor) else inside)
        .where(true() if actor.is_facilitator else readable)
    )


def _with_author(actor: Actor, *more: Any) -> Select[Any]:
    return (
        visible(actor, Thread, col(Person.name), col(Association.name), *more)
        .join(Person, col(Person.id) == Thread.author_id)
        .join(
            Association,
            and_(col(Association.id) == Thread.association_id, associations.known_to(actor)),
            isouter=True,
        )
    )


def _replies() -> Any:
    said = select(func.count()).where(
        col(Comment.subject_kind) == Kind.THREAD,
        col(Comment.subject_id) == Thread.id,
        col(Comment.state) == CommentState.VISIBLE,
    )
    return said.correlate(Thread).scalar_subquery()


def _card(row: Any) -> ThreadCard:
    thread, author, association, replies = row
    return ThreadCard(
        id=thread.id,
        title=thread.title,
        author=author,
        association=association or "",
        replies=replies,
        active_at=thread.active_at,
        state=thread.state,
        pinned=thread.pinned_at is not None,
        closed=thread.closed_at is not None,
    )


def _review(session: Session, thread: Thread) -> int:
    item = reviews.item_of(session, Kind.THREAD, thread.id)
    return item.id if item else 0


def _open_review(session: Session, thread: Thread, group: Group) -> None:
    reviews.open_item(
        session,
        Kind.THREAD,
        thread.id,
        title=thread.title,
        association_id=thread.association_id,
        author_id=thread.author_id,
        municipality=group.municipality,
    )
