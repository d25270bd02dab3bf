from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class PackageReport(Table, table=True):
    """How far a work package has come; the newest one counts, the earlier ones are its history."""

    __tablename__ = "package_report"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    # The implementer that answered for it then.
    part_id: int = Field(foreign_key="plan_part.id")
    # None: the project as a whole.
    package_id: int | None = Field(default=None, foreign_key="work_package.id", index=True)
    percent: int
    done: str = Field(max_length=3000)
    reported_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)


_deviation_version = Column("version_id", Integer, nullable=False)


class Deviation(Table, table=True):
    """What goes otherwise than planned, why, and what follows from it."""

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id")
    package_id: int | None = Field(default=None, foreign_key="work_package.id")
    what: str = Field(max_length=500)
    reason: str = Field(max_length=1000)
    effect: str = Field(max_length=1000)
    settled_on: date | None = None
    noted_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_deviation_version)

    __mapper_args__ = {"version_id_col": _deviation_version}


class ChangeSubject(StrEnum):
    """What of the project changes; whose it is says who applies for it."""

    DURATION = "duration"
    TARGET_GROUP = "target_group"
    GOALS = "goals"
    RISKS = "risks"
    PARTNERS = "partners"
    MEASURES = "measures"
    BUDGET = "budget"
    STAFF = "staff"
    TARGETS = "targets"


# The lead owns the shared sections of a group project; the rest stands in each implementer's own plan part and budget.
SHARED_SUBJECTS = frozenset(
    {
        ChangeSubject.DURATION,
        ChangeSubject.TARGET_GROUP,
        ChangeSubject.GOALS,
        ChangeSubject.RISKS,
        ChangeSubject.PARTNERS,
    }
)


class ChangeState(StrEnum):
    NOTED = "noted"
    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    DROPPED = "dropped"


class ChangeAction(StrEnum):
    APPLY = "apply"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    REFUSE = "refuse"
    REOPEN = "reopen"
    DROP = "drop"
    NOTE = "note"


CHANGE_LIFECYCLE = Lifecycle(
    {
        (ChangeState.NOTED, ChangeAction.APPLY): ChangeState.APPLIED,
        (ChangeState.NOTED, ChangeAction.DROP): ChangeState.DROPPED,
        (ChangeState.APPLIED, ChangeAction.APPROVE): ChangeState.APPROVED,
        (ChangeState.APPLIED, ChangeAction.REFUSE): ChangeState.REFUSED,
        (ChangeState.APPLIED, ChangeAction.TAKE_BACK): ChangeState.NOTED,
        # The answer was written down wrongly.
        (ChangeState.APPROVED, ChangeAction.REOPEN): ChangeState.APPLIED,
        (ChangeState.REFUSED, ChangeAction.REOPEN): ChangeState.APPLIED,
        # Asked for once more, or wanted after all.
        (ChangeState.REFUSED, ChangeAction.NOTE): ChangeState.NOTED,
        (ChangeState.DROPPED, ChangeAction.NOTE): ChangeState.NOTED,
    }
)

_change_version = Column("version_id", Integer, nullable=False)


class PlanChange(Table, table=True):
    """A change to a project under way that the funder has to hear of, and what came of it."""

    __tablename__ = "plan_change"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    # The implementer that applies for it.
    part_id: int = Field(foreign_key="plan_part.id")
    subject: ChangeSubject = Field(sa_type=stored(ChangeSubject))
    what: str = Field(max_length=1000)
    why: str = Field(max_length=1000)
    state: ChangeState = Field(default=ChangeState.NOTED, sa_type=stored(ChangeState))
    applied_on: date | None = None
    decided_on: date | None = None
    # The funder's words, or the number of the decision.
    answer: str = Field(default="", max_length=1000)
    noted_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_change_version)

    __mapper_args__ = {"version_id_col": _change_version}

    def move(self, action: ChangeAction) -> None:
        self.state = CHANGE_LIFECYCLE.after(self.state, action)
