from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.kind import Kind
from models.lifecycle import Lifecycle


class StoryState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    RETURNED = "returned"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class StoryAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


STORY_LIFECYCLE = Lifecycle(
    {
        (StoryState.DRAFT, StoryAction.EDIT): StoryState.DRAFT,
        (StoryState.DRAFT, StoryAction.SUBMIT): StoryState.SUBMITTED,
        (StoryState.RETURNED, StoryAction.EDIT): StoryState.RETURNED,
        (StoryState.RETURNED, StoryAction.SUBMIT): StoryState.SUBMITTED,
        (StoryState.SUBMITTED, StoryAction.TAKE_BACK): StoryState.DRAFT,
        # To be written on, out of sight: nobody reads words and pictures that nobody has looked at.
        (StoryState.PUBLISHED, StoryAction.TAKE_BACK): StoryState.DRAFT,
        (StoryState.SUBMITTED, StoryAction.PUBLISH): StoryState.PUBLISHED,
        (StoryState.SUBMITTED, StoryAction.RETURN): StoryState.RETURNED,
        (StoryState.SUBMITTED, StoryAction.REJECT): StoryState.REJECTED,
        (StoryState.PUBLISHED, StoryAction.HIDE): StoryState.HIDDEN,
        (StoryState.HIDDEN, StoryAction.RESTORE): StoryState.PUBLISHED,
        (StoryState.DRAFT, StoryAction.WITHDRAW): StoryState.WITHDRAWN,
        (StoryState.RETURNED, StoryAction.WITHDRAW): StoryState.WITHDRAWN,
        (StoryState.PUBLISHED, StoryAction.WITHDRAW): StoryState.WITHDRAWN,
        (StoryState.PUBLISHED, StoryAction.REOPEN): StoryState.SUBMITTED,
        (StoryState.RETURNED, StoryAction.REOPEN): StoryState.SUBMITTED,
        (StoryState.REJECTED, StoryAction.REOPEN): StoryState.SUBMITTED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Story(Moderated, Table, table=True):
    """What came of something, told by an association to everybody."""

    __table_args__ = (Index("ix_story_newest", "state", "published_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    title: str = Field(max_length=120)
    body: str = Field(max_length=5000)
    # The idea, the group or the plan that it tells of.
    about_kind: Kind | None = Field(default=None, sa_type=stored(Kind))
    about_id: int | None = None
    state: StoryState = Field(default=StoryState.DRAFT, sa_type=stored(StoryState))
    created_at: datetime = Field(default_factory=now)
    edited_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    # The words that a facilitator sent back: what others read while these are mended.
    sent_back: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def is_mended(self) -> bool:
        return self.state == StoryState.RETURNED

    def move(self, action: StoryAction) -> None:
        self.state = STORY_LIFECYCLE.after(self.state, action)
        if action == StoryAction.PUBLISH:
            self.published_at = self.published_at or now()


class StoryPicture(Table, table=True):
    """A picture of a story: what it shows in words here, its content in the store under its hash."""

    __tablename__ = "story_picture"

    id: int = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", index=True)
    # For who does not see it.
    alt: str = Field(max_length=300)
    sha256: str = Field(max_length=64, index=True)
    # In bytes, and in pixels.
    size: int
    width: int
    height: int
    created_at: datetime = Field(default_factory=now)
