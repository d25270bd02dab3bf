"""What an implementer has agreed to, and what was sent to the funder with which outcome."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON, Column, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class ConfirmationState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    # The words have changed since they were confirmed.
    TOUCHED = "touched"
    DECLINED = "declined"


class ConfirmationAction(StrEnum):
    CONFIRM = "confirm"
    DECLINE = "decline"
    # A change does it, and the same change undone takes it back.
    TOUCH = "touch"
    HOLD = "hold"
    # The lead asks anew whoever said no.
    ASK = "ask"


CONFIRMATION_LIFECYCLE = Lifecycle(
    {
        **{
            (state, ConfirmationAction.CONFIRM): ConfirmationState.CONFIRMED
            for state in ConfirmationState
            if state != ConfirmationState.CONFIRMED
        },
        # Who has confirmed may think again.
        **{
            (state, ConfirmationAction.DECLINE): ConfirmationState.DECLINED
            for state in ConfirmationState
            if state != ConfirmationState.DECLINED
        },
        (ConfirmationState.CONFIRMED, ConfirmationAction.TOUCH): ConfirmationState.TOUCHED,
        (ConfirmationState.TOUCHED, ConfirmationAction.HOLD): ConfirmationState.CONFIRMED,
        (ConfirmationState.DECLINED, ConfirmationAction.ASK): ConfirmationState.WAITING,
    }
)


class ConfirmationRound(Table, table=True):
    """The lead asked everybody to confirm; the newest one counts."""

    __tablename__ = "confirmation_round"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime = Field(default_factory=now)
    reply_by: date = Field(index=True)
    words: str = Field(default="", max_length=2000)
    reminded_at: datetime | None = None
    # When the lead was told that the day had passed.
    late_told_at: datetime | None = None


_version = Column("version_id", Integer, nullable=False)


class Confirmation(Table, table=True):
    """One implementer's answer: the words it has confirmed, to be compared with those that stand."""

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id", unique=True)
    state: ConfirmationState = Field(
        default=ConfirmationState.WAITING, sa_type=stored(ConfirmationState), index=True
    )
    # By line; empty before the first confirmation.
    words: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None
    declined_by: int | None = Field(default=None, foreign_key="person.id")
    declined_at: datetime | None = None
    reason: str = Field(default="", max_length=1000)
    # When the words last changed, and when its owners heard of it: once for a burst of changes.
    touched_at: datetime | None = None
    told_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: ConfirmationAction) -> None:
        self.state = CONFIRMATION_LIFECYCLE.after(self.state, action)


class PlanSubmission(Table, table=True):
    """One sending of the plan to the funder, and what came of it; kept when the plan is sent elsewhere."""

    __tablename__ = "plan_submission"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    call_version_id: int | None = Field(default=None, foreign_key="call_version.id")
    submitted_on: date
    # What the funder's service calls it; empty until it is known.
    reference: str = Field(default="", max_length=80)
    submitted_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    taken_back_at: datetime | None = None
    decided_on: date | None = None
    decision_reference: str = Field(default="", max_length=80)
    # Euros granted; none until there is a yes.
    granted: Decimal | None = Field(default=None, max_digits=14, decimal_places=2)
    # Why not.
    reason: str = Field(default="", max_length=2000)
