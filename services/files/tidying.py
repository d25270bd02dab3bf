"""What the clock does with files: it takes away what nobody can get at any more."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from models import AdviceFile, Attachment, AttachmentState, RegisterFile, StoryPicture, now
from services.files import stored

# As long a removed file can be put back.
PUT_BACK_WITHIN = timedelta(days=30)
# Younger content may belong to an act that has not committed yet.
_SETTLED = timedelta(days=1)
_AT_ONCE = 500


def forget_removed(session: Session) -> None:
    """The rows whose time to be put back is over."""
    session.exec(
        delete(Attachment).where(
            col(Attachment.state) == AttachmentState.REMOVED,
            col(Attachment.removed_at) < now() - PUT_BACK_WITHIN,
        )
    )


def drop_unnamed(session: Session) -> int:
    """Takes away the content that no row names: of forgotten files, and of acts that failed. Gives how many."""
    old = list(stored.names(now() - _SETTLED))
    dropped = 0
    for start in range(0, len(old), _AT_ONCE):
        some = old[start : start + _AT_ONCE]
        named = {
            name
            for table in (Attachment, AdviceFile, RegisterFile, StoryPicture)
            for name in session.exec(select(table.sha256).where(col(table.sha256).in_(some)))
        }
        for name in (name for name in some if name not in named):
            stored.drop(name)
            dropped += 1
    return dropped
