"""What comments stand under: an idea, a discussion, a plan, as far as the comments care."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    AssociationMember,
    AssociationRole,
    Comment,
    CommentState,
    Idea,
    IdeaState,
    Kind,
    MembershipState,
    NotFound,
    Plan,
    Thread,
)
from services import groups, ideas, notices, plans, threads
from services.actors import Actor


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


def subject_of(session: Session, actor: Actor, kind: Kind, subject_id: int) -> Subject:
    """What is commented; NotFound when this person may not know of it, or it takes no comments."""
    find = _SUBJECTS.get(kind)
    if find is None:
        raise NotFound
    return find(session, actor, subject_id)


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
