"""Who may know of a comment, and who may do what with it."""

from sqlmodel import Session

from models import COMMENT_LIFECYCLE, Comment, CommentAction, CommentState, Kind, NotFound
from services.actors import Actor
from services.comments.subjects import subject_of


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
