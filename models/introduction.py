from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class IntroductionState(StrEnum):
    PROPOSED = "proposed"
    # Everybody has agreed: the contacts are shown.
    AGREED = "agreed"
    FOLLOWED_UP = "followed_up"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class IntroductionAction(StrEnum):
    # One side agrees while another has not answered yet.
    AGREE = "agree"
    COMPLETE = "complete"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    FOLLOW_UP = "follow_up"


class IntroductionOutcome(StrEnum):
    COOPERATION = "cooperation"
    GOES_ON = "goes_on"
    NOTHING = "nothing"


class IntroductionAnswer(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"


_P = IntroductionState.PROPOSED

INTRODUCTION_LIFECYCLE = Lifecycle(
    {
        (_P, IntroductionAction.AGREE): _P,
        (_P, IntroductionAction.COMPLETE): IntroductionState.AGREED,
        (_P, IntroductionAction.DECLINE): IntroductionState.DECLINED,
        (_P, IntroductionAction.WITHDRAW): IntroductionState.WITHDRAWN,
        (_P, IntroductionAction.EXPIRE): IntroductionState.EXPIRED,
        (IntroductionState.AGREED, IntroductionAction.FOLLOW_UP): IntroductionState.FOLLOWED_UP,
        # Talks that go on come to something later.
        (IntroductionState.FOLLOWED_UP, IntroductionAction.FOLLOW_UP): IntroductionState.FOLLOWED_UP,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Introduction(Table, table=True):
    """A facilitator's proposal that associations get to know each other; contacts are shown when all agree."""

    __table_args__ = (
        Index("ix_introduction_due", "state", "reply_by"),
        Index("ix_introduction_follow_up", "state", "follow_up_on"),
    )

    id: int = Field(default=None, primary_key=True)
    # What they could do together, where it began from an idea of one of them.
    idea_id: int | None = Field(default=None, foreign_key="idea.id", index=True)
    proposed_by: int = Field(foreign_key="person.id")
    words: str = Field(max_length=2000)
    reply_by: date
    state: IntroductionState = Field(default=_P, sa_type=stored(IntroductionState))
    # Why it was taken back, for its sides; what one side declined for stands at that side.
    reason: str = Field(default="", max_length=1000)
    # When the desk asks how it went, and what it heard: for the desk alone.
    follow_up_on: date | None = None
    outcome: IntroductionOutcome | None = Field(default=None, sa_type=stored(IntroductionOutcome))
    outcome_words: str = Field(default="", max_length=2000)
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: IntroductionAction) -> None:
        self.state = INTRODUCTION_LIFECYCLE.after(self.state, action)


class IntroductionSide(Table, table=True):
    """One association's answer; why it declined is read by itself and by the desk."""

    __tablename__ = "introduction_side"

    introduction_id: int = Field(foreign_key="introduction.id", primary_key=True)
    association_id: int = Field(foreign_key="association.id", primary_key=True, index=True)
    # In which order the facilitator named them.
    place: int
    state: IntroductionAnswer = Field(default=IntroductionAnswer.WAITING, sa_type=stored(IntroductionAnswer))
    reason: str = Field(default="", max_length=1000)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
