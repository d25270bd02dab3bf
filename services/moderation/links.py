"""Where a reviewed thing can be seen, by its author and by the facilitator alike."""

from sqlmodel import Session

from models import Comment, Kind, ReviewItem, Thread


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
    return f"/{kind}?id={thing_id}"
