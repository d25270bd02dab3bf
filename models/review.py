from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind
from models.lifecycle import Lifecycle


class ReviewState(StrEnum):
    WAITING = "waiting"
    DECIDED = "decided"
    # Decided against, and its author asks another facilitator to look at it.
    APPEALED = "appealed"
    # Taken back or withdrawn by its author: nothing to decide.
    CLOSED = "closed"


class ReviewAction(StrEnum):
    DECIDE = "decide"
    CLOSE = "close"
    REOPEN = "reopen"
    APPEAL = "appeal"


REVIEW_LIFECYCLE = Lifecycle(
    {
        (ReviewState.WAITING, ReviewAction.DECIDE): ReviewState.DECIDED,
        (ReviewState.WAITING, ReviewAction.CLOSE): ReviewState.CLOSED,
        (ReviewState.WAITING, ReviewAction.REOPEN): ReviewState.WAITING,
        # Hide after publish, restore after hide: a new decision on a decided item.
        (ReviewState.DECIDED, ReviewAction.DECIDE): ReviewState.DECIDED,
        (ReviewState.DECIDED, ReviewAction.CLOSE): ReviewState.CLOSED,
        (ReviewState.DECIDED, ReviewAction.REOPEN): ReviewState.WAITING,
        (ReviewState.DECIDED, ReviewAction.APPEAL): ReviewState.APPEALED,
        (ReviewState.APPEALED, ReviewAction.DECIDE): ReviewState.DECIDED,
        (ReviewState.APPEALED, ReviewAction.CLOSE): ReviewState.CLOSED,
        # Handed in anew instead.
        (ReviewState.APPEALED, ReviewAction.REOPEN): ReviewState.WAITING,
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


class FlagReason(StrEnum):
    """What a reader finds wrong."""

    SPAM = "spam"
    INAPPROPRIATE = "inappropriate"
    PERSONAL_DATA = "personal_data"
    MISLEADING = "misleading"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


_version = Column("version_id", Integer, nullable=False)


class ReviewItem(Table, table=True):
    """One entry of the one queue: every content type, at most one item per thing."""

    __tablename__ = "review_item"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        Index("ix_review_item_queue", "state", "opened_at", "id"),
        Index("ix_review_item_kind", "state", "kind", "opened_at", "id"),
        Index("ix_review_item_due", "state", "due_at"),
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
    # By when the public promise says that it has been looked at, and when the desk was warned of it.
    due_at: datetime | None = None
    warned_at: datetime | None = None
    claimed_by: int | None = Field(default=None, foreign_key="person.id")
    claimed_until: datetime | None = None
    decision: Decision | None = Field(default=None, sa_type=stored(Decision))
    reason: ReasonCode | None = Field(default=None, sa_type=stored(ReasonCode))
    words: str = Field(default="", max_length=2000)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    # The thing's own state when it was decided: what undoing goes back to.
    thing_before: str = Field(default="", max_length=40)
    # The decision is the flags' and nobody's: a facilitator is to look after it.
    automatic: bool = False
    # The words as the last facilitator saw them: edits are shown against these.
    seen: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    appealed_by: int | None = Field(default=None, foreign_key="person.id")
    appealed_at: datetime | None = None
    appeal_words: str = Field(default="", max_length=2000)
    # Whose decision is appealed against; another one decides it, where there is one.
    appeal_of: int | None = Field(default=None, foreign_key="person.id")
    # What `thing_before` was then: an appeal that holds goes back to it.
    appeal_before: str = Field(default="", max_length=40)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def is_open(self) -> bool:
        """Somebody is to look at it."""
        return self.state in (ReviewState.WAITING, ReviewState.APPEALED)

    def move(self, action: ReviewAction) -> None:
        self.state = REVIEW_LIFECYCLE.after(self.state, action)


class Flag(Table, table=True):
    """A reader's "please look at this"; once per person and thing."""

    __table_args__ = (UniqueConstraint("kind", "thing_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    person_id: int = Field(foreign_key="person.id", index=True)
    # Those who flag together from one association count as one.
    association_id: int | None = Field(default=None, foreign_key="association.id")
    reason: FlagReason = Field(default=FlagReason.OTHER, sa_type=stored(FlagReason))
    words: str = Field(default="", max_length=1000)
    # Hundredths of a newcomer's flag, by how often this person was right before.
    weight: int = 100
    # Whether a facilitator agreed; nothing while nobody has decided.
    agreed: bool | None = None
    settled_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
