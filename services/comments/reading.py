"""Comments as they are read, under what they stand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from models import Association, Comment, CommentAction, CommentState, Kind, Person
from services import associations, mentions
from services.actors import Actor
from services.comments.access import actions_for, may_flag
from services.comments.subjects import subject_of
from services.paging import Page, carded, paged


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
