from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.kind import Kind
from models.lifecycle import Lifecycle


class AttachmentState(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    # Taken away by its people, who can put it back until the clock takes the row.
    REMOVED = "removed"


class AttachmentAction(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"
    REMOVE = "remove"
    PUT_BACK = "put_back"


ATTACHMENT_LIFECYCLE = Lifecycle(
    {
        (AttachmentState.VISIBLE, AttachmentAction.HIDE): AttachmentState.HIDDEN,
        (AttachmentState.HIDDEN, AttachmentAction.RESTORE): AttachmentState.VISIBLE,
        (AttachmentState.VISIBLE, AttachmentAction.REMOVE): AttachmentState.REMOVED,
        (AttachmentState.REMOVED, AttachmentAction.PUT_BACK): AttachmentState.VISIBLE,
    }
)


class Attachment(Moderated, Table, table=True):
    """A file of a group, an idea or a part of a plan: its name here, its content in the store under its hash."""

    __table_args__ = (Index("ix_attachment_subject", "subject_kind", "subject_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    subject_kind: Kind = Field(sa_type=stored(Kind))
    subject_id: int
    part_id: int | None = Field(default=None, foreign_key="plan_part.id", index=True)
    # Whose idea or part it belongs to; in a group, for whom its sender spoke.
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=160)
    media_type: str = Field(max_length=100)
    # In bytes.
    size: int
    sha256: str = Field(max_length=64, index=True)
    state: AttachmentState = Field(default=AttachmentState.VISIBLE, sa_type=stored(AttachmentState))
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None

    def move(self, action: AttachmentAction) -> None:
        self.state = ATTACHMENT_LIFECYCLE.after(self.state, action)
        self.removed_at = now() if self.state == AttachmentState.REMOVED else None
