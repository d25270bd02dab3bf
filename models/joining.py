from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class IdeaDifference(Table, table=True):
    """Why an idea is not the same as one that reads alike, in its author's words; kept for the facilitator."""

    __tablename__ = "idea_difference"

    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    other_id: int = Field(foreign_key="idea.id", primary_key=True, index=True)
    person_id: int = Field(foreign_key="person.id")
    because: str = Field(max_length=500)
    created_at: datetime = Field(default_factory=now)


class JoiningState(StrEnum):
    PROPOSED = "proposed"
    JOINED = "joined"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class JoiningAction(StrEnum):
    # One side agrees while the other has not answered yet.
    AGREE = "agree"
    JOIN = "join"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


JOINING_LIFECYCLE = Lifecycle(
    {
        (JoiningState.PROPOSED, JoiningAction.AGREE): JoiningState.PROPOSED,
        (JoiningState.PROPOSED, JoiningAction.JOIN): JoiningState.JOINED,
        (JoiningState.PROPOSED, JoiningAction.DECLINE): JoiningState.DECLINED,
        (JoiningState.PROPOSED, JoiningAction.WITHDRAW): JoiningState.WITHDRAWN,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Joining(Table, table=True):
    """A facilitator's proposal that two similar ideas become one; nothing merges without both."""

    __table_args__ = (Index("ix_joining_pair", "kept_id", "joined_id"),)

    id: int = Field(default=None, primary_key=True)
    # The idea that would stay, and the one whose people would come along to it.
    kept_id: int = Field(foreign_key="idea.id")
    joined_id: int = Field(foreign_key="idea.id", index=True)
    proposed_by: int = Field(foreign_key="person.id")
    words: str = Field(max_length=1000)
    kept_agreed_by: int | None = Field(default=None, foreign_key="person.id")
    joined_agreed_by: int | None = Field(default=None, foreign_key="person.id")
    state: JoiningState = Field(default=JoiningState.PROPOSED, sa_type=stored(JoiningState))
    reason: str = Field(default="", max_length=500)
    created_at: datetime = Field(default_factory=now)
    answered_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: JoiningAction) -> None:
        self.state = JOINING_LIFECYCLE.after(self.state, action)
