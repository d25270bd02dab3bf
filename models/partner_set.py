from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class PartnerSetState(StrEnum):
    # All were asked in one act; nobody has said no.
    ASKED = "asked"
    # Somebody declined or did not answer: another set around those who came along is offered to the sender.
    LACKING = "lacking"
    COMPLETE = "complete"
    ENDED = "ended"


class PartnerSetAction(StrEnum):
    ASK = "ask"
    LACK = "lack"
    COMPLETE = "complete"
    END = "end"


PARTNER_SET_LIFECYCLE = Lifecycle(
    {
        (PartnerSetState.ASKED, PartnerSetAction.LACK): PartnerSetState.LACKING,
        (PartnerSetState.LACKING, PartnerSetAction.LACK): PartnerSetState.LACKING,
        # A partner has left the plan.
        (PartnerSetState.COMPLETE, PartnerSetAction.LACK): PartnerSetState.LACKING,
        (PartnerSetState.LACKING, PartnerSetAction.ASK): PartnerSetState.ASKED,
        (PartnerSetState.ASKED, PartnerSetAction.COMPLETE): PartnerSetState.COMPLETE,
        (PartnerSetState.LACKING, PartnerSetAction.COMPLETE): PartnerSetState.COMPLETE,
        (PartnerSetState.ASKED, PartnerSetAction.END): PartnerSetState.ENDED,
        (PartnerSetState.LACKING, PartnerSetAction.END): PartnerSetState.ENDED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class PartnerSet(Table, table=True):
    """Partners who were asked together; each of its members is a partner request that names the set."""

    __tablename__ = "partner_set"

    id: int = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    # What the set was sought with, to seek around those who came along: most, per_municipality, payroll, without.
    wishes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: PartnerSetState = Field(default=PartnerSetState.ASKED, sa_type=stored(PartnerSetState))
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: PartnerSetAction) -> None:
        self.state = PARTNER_SET_LIFECYCLE.after(self.state, action)
