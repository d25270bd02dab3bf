"""Where a reviewed thing can be seen, by its author and by the facilitator alike."""

from sqlmodel import Session

from models import Attachment, Comment, Kind, ReviewItem, Thread


def of(session: Session, item: ReviewItem) -> str:
    return to(session, item.kind, item.thing_id)


def to(session: Session, kind: Kind, thing_id: int) -> str:
    match kind:
        case Kind.THREAD:
            thread = session.get_one(Thread, thing_id)
            return f"/group?id={thread.group_id}&thread={thread.id}"
        case Kind.COMMENT:
            comment = session.get_one(Comment, thing_id)
            return to(session, comment.subject_kind, comment.subject_id)
        case Kind.ATTACHMENT:
            attachment = session.get_one(Attachment, thing_id)
            below = "&show=files" if attachment.subject_kind == Kind.GROUP else ""
            return to(session, attachment.subject_kind, attachment.subject_id) + below
    return f"/{kind}?id={thing_id}"


def to_author(item: ReviewItem) -> str:
    """The screen on which the author reads a decision against a thing, and may appeal; it works while it is hidden."""
    return f"/ruling?item={item.id}"
