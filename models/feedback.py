from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class FeedbackTopic(StrEnum):
    FAULT = "fault"
    ACCESSIBILITY = "accessibility"
    UNCLEAR = "unclear"
    WISH = "wish"
    PRIVACY = "privacy"
    OTHER = "other"


class FeedbackState(StrEnum):
    NEW = "new"
    HANDLED = "handled"


class FeedbackAction(StrEnum):
    HANDLE = "handle"
    REOPEN = "reopen"


FEEDBACK_LIFECYCLE = Lifecycle(
    {
        (FeedbackState.NEW, FeedbackAction.HANDLE): FeedbackState.HANDLED,
        (FeedbackState.HANDLED, FeedbackAction.REOPEN): FeedbackState.NEW,
    }
)


class Feedback(Table, table=True):
    """What somebody, with an account or without, says of the service to those who keep it."""

    __table_args__ = (Index("ix_feedback_queue", "state", "created_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    topic: FeedbackTopic = Field(sa_type=stored(FeedbackTopic))
    words: str = Field(max_length=4000)
    # Where the answer goes; empty for who wants none.
    email: str = Field(default="", max_length=254)
    # The language that it was written in, and is answered in.
    locale: str = Field(default="", max_length=5)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: FeedbackState = Field(default=FeedbackState.NEW, sa_type=stored(FeedbackState))
    answer: str = Field(default="", max_length=4000)
    handled_by: int | None = Field(default=None, foreign_key="person.id")
    handled_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)

    def move(self, action: FeedbackAction) -> None:
        self.state = FEEDBACK_LIFECYCLE.after(self.state, action)
