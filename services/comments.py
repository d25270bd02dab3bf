"""Words on an idea, replies in a thread, remarks on a plan: visible at once, looked at afterwards.

A comment is as visible as its subject. Those on a plan are its people's own and do not come to the review
queue (`docs/decisions/plan-comments-are-not-moderated.md`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from models import (
    COMMENT_LIFECYCLE,
    Association,
    AssociationMember,
    AssociationRole,
    Comment,
    CommentAction,
    CommentState,
    FlagReason,
    Forbidden,
    Idea,
    IdeaState,
    Kind,
    MembershipState,
    NotFound,
    Person,
    Plan,
    Thread,
)
from services import (
    associations,
    clicks,
    groups,
    ideas,
    journal,
    mentions,
    notices,
    plans,
    reviews,
    spam,
    threads,
    words,
)
from services.actors import Actor
from services.paging import Page, carded, paged

LONGEST = 5000
_EXCERPT = 120


@dataclass(frozen=True)
class Subject:
    """What comments stand under, as far as they care."""

    title: str
    link: str
    may_write: bool
    # Who hears of a new comment; asked only when there is one.
    listeners: Callable[[], set[int]]
    moderated: bool = True
    municipality: str = ""


@dataclass(frozen=True)
class CommentCard:
    id: int
    author: str
    association: str
    # Empty when it is hidden from this reader.
    body: str
    state: CommentState
    at: datetime
    # The names of those whom it is meant for.
    mentions: list[str]
    mine: bool
    may_flag: bool
    actions: list[CommentAction]


def of(session: Session, actor: Actor, kind: Kind, subject_id: int, *, after: str = "") -> Page[CommentCard]:
    """The comments on this subject, oldest first."""
    subject_of(session, actor, kind, subject_id)
    query = (
        select(Comment, col(Person.name), col(Association.name))
        .join(Person, col(Person.id) == Comment.author_id)
        .join(Association, _speaking_for(actor), isouter=True)
        .where(col(Comment.subject_kind) == kind, col(Comment.subject_id) == subject_id)
    )
    page = paged(session, query, key=[col(Comment.id)], after=after)
    # Only replies in a group's discussion mention anybody.
    named = mentions.named_in(session, [row[0].id for row in page.rows]) if kind == Kind.THREAD else {}
    return carded(page, lambda row: _card(actor, row[0], row[1], row[2] or "", named.get(row[0].id, [])))


def subject_of(session: Session, actor: Actor, kind: Kind, subject_id: int) -> Subject:
    """What is commented; NotFound when this person may not know of it, or it takes no comments."""
    find = _SUBJECTS.get(kind)
    if find is None:
        raise NotFound
    return find(session, actor, subject_id)


def fetch(session: Session, actor: Actor, comment_id: int) -> Comment:
    comment = session.get(Comment, comment_id)
    if comment is None:
        raise NotFound
    subject_of(session, actor, comment.subject_kind, comment.subject_id)
    return comment


def may(actor: Actor, action: CommentAction, comment: Comment) -> bool:
    match action:
        case CommentAction.HIDE | CommentAction.RESTORE:
            # Nobody judges the words of their own association, nor their own.
            return (
                actor.is_facilitator
                and comment.subject_kind != Kind.PLAN
                and comment.author_id != actor.person_id
                and not actor.belongs_to(comment.association_id)
            )


def may_flag(actor: Actor, comment: Comment) -> bool:
    return (
        not actor.is_visitor
        and comment.author_id != actor.person_id
        and comment.subject_kind != Kind.PLAN
        and comment.state == CommentState.VISIBLE
    )


def actions_for(actor: Actor, comment: Comment) -> list[CommentAction]:
    return [step for step in COMMENT_LIFECYCLE.actions(comment.state) if may(actor, step, comment)]


def add(
    session: Session, actor: Actor, kind: Kind, subject_id: int, body: str, *, mention: Collection[int] = ()
) -> Comment:
    """Says it at once; the people of the subject and of its discussion are told, those whom it mentions first."""
    subject = subject_of(session, actor, kind, subject_id)
    _check_writer(actor, subject)
    meant = mentions.check(session, actor, kind, subject_id, mention)
    body = words.body(body, field="body", most=LONGEST)
    same: dict[str, Any] = {
        "subject_kind": kind,
        "subject_id": subject_id,
        "author_id": actor.id,
        "body": body,
    }
    if said := clicks.just_made(session, Comment, **same):
        return said
    spam.check_links(actor, body, field="body")
    spam.check_pace(session, Comment, spam.TALK, author_id=actor.id)
    comment = Comment(**same, association_id=actor.acting_for)
    session.add(comment)
    session.flush()
    if kind == Kind.THREAD:
        threads.touch(session, subject_id)
    if subject.moderated:
        _open_item(session, comment, subject)
    entry = journal.record(session, actor, Kind.COMMENT, comment.id, "add", after=comment.state)
    if meant:
        mentions.keep(session, comment, meant)
        mentions.tell(session, entry, meant, subject.link, who=actor.name, title=subject.title)
    listeners = subject.listeners()
    notices.tell(
        session, entry, listeners, "comment_added", subject.link, who=actor.name, title=subject.title
    )
    return comment


def move(session: Session, actor: Actor, comment_id: int, action: CommentAction, *, why: str = "") -> Comment:
    """Hides or restores; telling the author is the moderation's, which knows the reason."""
    comment = fetch(session, actor, comment_id)
    if not may(actor, action, comment):
        raise Forbidden
    before = comment.state
    comment.move(action)
    journal.record(
        session, actor, Kind.COMMENT, comment.id, action, before=before, after=comment.state, why=why
    )
    return comment


def flag(
    session: Session, actor: Actor, comment_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at a comment."""
    comment = fetch(session, actor, comment_id)
    if not may_flag(actor, comment):
        raise Forbidden
    why = words.body(why, field="why", most=1000)
    reviews.flag(session, actor, Kind.COMMENT, comment.id, why, reason=reason)


def _card(actor: Actor, comment: Comment, author: str, association: str, named: list[str]) -> CommentCard:
    mine = comment.author_id == actor.person_id
    readable = comment.state == CommentState.VISIBLE or mine or actor.is_facilitator
    return CommentCard(
        id=comment.id,
        author=author,
        association=association,
        body=comment.body if readable else "",
        state=comment.state,
        at=comment.created_at,
        mentions=named if readable else [],
        mine=mine,
        may_flag=may_flag(actor, comment),
        actions=actions_for(actor, comment),
    )


def _speaking_for(actor: Actor) -> ColumnElement[bool]:
    return and_(col(Association.id) == Comment.association_id, associations.known_to(actor))


def _check_writer(actor: Actor, subject: Subject) -> None:
    if actor.is_visitor:
        raise Forbidden("comment_signed_in")
    if not actor.verified:
        raise Forbidden("comment_verified")
    if not subject.may_write:
        raise Forbidden("comment_closed")


def _open_item(session: Session, comment: Comment, subject: Subject) -> None:
    reviews.open_item(
        session,
        Kind.COMMENT,
        comment.id,
        title=comment.body[:_EXCERPT],
        association_id=comment.association_id,
        author_id=comment.author_id,
        municipality=subject.municipality,
    )


def _idea(session: Session, actor: Actor, idea_id: int) -> Subject:
    idea = ideas.fetch(session, actor, idea_id)
    return Subject(
        title=idea.title,
        link=f"/idea?id={idea.id}",
        may_write=not actor.is_visitor and idea.state == IdeaState.PUBLISHED,
        listeners=partial(_idea_listeners, session, idea),
        municipality=idea.municipality,
    )


def _idea_listeners(session: Session, idea: Idea) -> set[int]:
    writers = notices.people_of(session, idea.association_id)
    return {*writers, *speakers(session, Kind.IDEA, idea.id)}


def speakers(session: Session, kind: Kind, subject_id: int) -> set[int]:
    """Who has taken part in the discussion."""
    query = select(col(Comment.author_id)).where(
        col(Comment.subject_kind) == kind,
        col(Comment.subject_id) == subject_id,
        col(Comment.state) == CommentState.VISIBLE,
    )
    return set(session.scalars(query.distinct()))


def _thread(session: Session, actor: Actor, thread_id: int) -> Subject:
    thread = threads.fetch(session, actor, thread_id)
    return Subject(
        title=thread.title,
        link=f"/group?id={thread.group_id}&thread={thread.id}",
        may_write=threads.may_reply(session, actor, thread),
        listeners=partial(_thread_listeners, session, thread),
    )


def _thread_listeners(session: Session, thread: Thread) -> set[int]:
    # Who has left the group no longer reads its discussions.
    taking_part = {thread.author_id, *speakers(session, Kind.THREAD, thread.id)}
    return taking_part.intersection(groups.people_in(session, thread.group_id))


def _plan(session: Session, actor: Actor, plan_id: int) -> Subject:
    plan = plans.fetch(session, actor, plan_id)
    return Subject(
        title=plan.name,
        link=f"/plan?id={plan.id}",
        may_write=True,
        listeners=partial(_plan_listeners, session, plan),
        moderated=False,
    )


def _plan_listeners(session: Session, plan: Plan) -> set[int]:
    associations = [part.association_id for part in plans.parts_in(session, plan)]
    people = select(col(AssociationMember.person_id)).where(
        col(AssociationMember.association_id).in_(associations),
        col(AssociationMember.state) == MembershipState.MEMBER,
        col(AssociationMember.role) != AssociationRole.VIEWER,
    )
    return set(session.scalars(people))


_SUBJECTS: dict[Kind, Callable[[Session, Actor, int], Subject]] = {
    Kind.IDEA: _idea,
    Kind.THREAD: _thread,
    Kind.PLAN: _plan,
}
