from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind
from models.lifecycle import Lifecycle


class ReviewState(StrEnum):
    WAITING = "waiting"
    DECIDED = "decided"
    # Taken back or withdrawn by its author: nothing to decide.
    CLOSED = "closed"


class ReviewAction(StrEnum):
    DECIDE = "decide"
    CLOSE = "close"
    REOPEN = "reopen"


REVIEW_LIFECYCLE = Lifecycle(
    {
        (ReviewState.WAITING, ReviewAction.DECIDE): ReviewState.DECIDED,
        (ReviewState.WAITING, ReviewAction.CLOSE): ReviewState.CLOSED,
        (ReviewState.WAITING, ReviewAction.REOPEN): ReviewState.WAITING,
        # Hide after publish, restore after hide: a new decision on a decided item.
        (ReviewState.DECIDED, ReviewAction.DECIDE): ReviewState.DECIDED,
        (ReviewState.DECIDED, ReviewAction.CLOSE): ReviewState.CLOSED,
        (ReviewState.DECIDED, ReviewAction.REOPEN): ReviewState.WAITING,
        (ReviewState.CLOSED, ReviewAction.REOPEN): ReviewState.WAITING,
    }
)


class OpenedBecause(StrEnum):
    NEW = "new"
    EDIT = "edit"
    FLAG = "flag"
    APPEAL = "appeal"
    UNDO = "undo"


class Decision(StrEnum):
    PUBLISH = "publish"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"


class ReasonCode(StrEnum):
    """Why, in one word that statistics can count; the words for the author stand beside it."""

    FINE = "fine"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    DUPLICATE = "duplicate"
    NOT_ELIGIBLE = "not_eligible"
    PERSONAL_DATA = "personal_data"
    INAPPROPRIATE = "inappropriate"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


_version = Column("version_id", Integer, nullable=False)


class ReviewItem(Table, table=True):
    """One entry of the one queue: every content type, at most one item per thing."""

    __tablename__ = "review_item"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        Index("ix_review_item_queue", "state", "opened_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    # What the queue shows and filters by, copied when the item is opened.
    title: str = Field(default="", max_length=200)
    municipality: str = Field(default="", max_length=3)
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    author_id: int | None = Field(default=None, foreign_key="person.id")
    state: ReviewState = Field(default=ReviewState.WAITING, sa_type=stored(ReviewState))
    opened_because: OpenedBecause = Field(default=OpenedBecause.NEW, sa_type=stored(OpenedBecause))
    opened_at: datetime = Field(default_factory=now)
    claimed_by: int | None = Field(default=None, foreign_key="person.id")
    claimed_until: datetime | None = None
    decision: Decision | None = Field(default=None, sa_type=stored(Decision))
    reason: ReasonCode | None = Field(default=None, sa_type=stored(ReasonCode))
    words: str = Field(default="", max_length=2000)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    # The thing's own state when it was decided: what undoing goes back to.
    thing_before: str = Field(default="", max_length=40)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: ReviewAction) -> None:
        self.state = REVIEW_LIFECYCLE.after(self.state, action)


class Flag(Table, table=True):
    """A reader's "please look at this"; once per person and thing."""

    __table_args__ = (UniqueConstraint("kind", "thing_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    person_id: int = Field(foreign_key="person.id", index=True)
    words: str = Field(default="", max_length=1000)
    created_at: datetime = Field(default_factory=now)
