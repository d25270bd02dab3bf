"""Saying something, and taking out of sight what somebody said."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from models import Comment, CommentAction, FlagReason, Forbidden, Kind
from services import clicks, journal, mentions, notices, reviews, spam, threads, words
from services.actors import Actor
from services.comments.access import fetch, may, may_flag
from services.comments.subjects import Subject, subject_of

LONGEST = 5000
_EXCERPT = 120


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
