from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.kind import Kind
from models.lifecycle import Lifecycle


class CommentState(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"


class CommentAction(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"


COMMENT_LIFECYCLE = Lifecycle(
    {
        (CommentState.VISIBLE, CommentAction.HIDE): CommentState.HIDDEN,
        (CommentState.HIDDEN, CommentAction.RESTORE): CommentState.VISIBLE,
    }
)


class Comment(Moderated, Table, table=True):
    """Words on an idea, a reply in a thread, or a remark on a plan or one of its parts."""

    __table_args__ = (Index("ix_comment_subject", "subject_kind", "subject_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    subject_kind: Kind = Field(sa_type=stored(Kind))
    subject_id: int
    author_id: int = Field(foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    body: str = Field(max_length=5000)
    state: CommentState = Field(default=CommentState.VISIBLE, sa_type=stored(CommentState))
    created_at: datetime = Field(default_factory=now)

    def move(self, action: CommentAction) -> None:
        self.state = COMMENT_LIFECYCLE.after(self.state, action)


class CommentMention(Table, table=True):
    """Whom a reply was meant for; their name is read from the person, whatever it is by then."""

    __tablename__ = "comment_mention"

    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
