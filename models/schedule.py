from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored


class DeadlineStep(StrEnum):
    """What has to be done before the call closes, in this order; all but the last by each implementer."""

    BOARD = "board"
    LETTER = "letter"
    BUDGET = "budget"
    CONFIRM = "confirm"
    SUBMIT = "submit"


class TaskDependency(Table, table=True):
    """A task that cannot begin before another one is done."""

    __tablename__ = "task_dependency"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    needs_id: int = Field(foreign_key="task.id", primary_key=True, index=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)


class PlanBaseline(Table, table=True):
    """The schedule as it stood when somebody confirmed the plan; what comes later is compared with the newest one."""

    __tablename__ = "plan_baseline"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    # By id: [first day, last day]. No rows of their own, for they outlive the tasks that they tell of.
    tasks: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    # By id: the day.
    milestones: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    kept_by: int = Field(foreign_key="person.id")
    kept_at: datetime = Field(default_factory=now)


class PlanShift(Table, table=True):
    """A move of the whole timeline, or of one work package, by some days: what it moved can be moved back."""

    __tablename__ = "plan_shift"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    # None when it moved everything. Tells of a package that may be gone.
    package_id: int | None = None
    days: int
    tasks: list[int] = Field(default_factory=list, sa_type=JSON)
    milestones: list[int] = Field(default_factory=list, sa_type=JSON)
    # Whether the project's own first and last day moved too.
    frame: bool = False
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime = Field(default_factory=now)
    undone_at: datetime | None = None


class PlanDeadline(Table, table=True):
    """What is known of one step before the call closes; its day follows from the call unless somebody has set it."""

    __tablename__ = "plan_deadline"
    __table_args__ = (UniqueConstraint("plan_id", "place", "step"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    # The id of the implementer's part; 0 for what the group does together.
    place: int = 0
    step: DeadlineStep = Field(sa_type=stored(DeadlineStep))
    own_day: date | None = None
    done_on: date | None = None
    # The day that people were last reminded of: another day is worth another reminder.
    reminded_of: date | None = None


class CalendarFeed(Table, table=True):
    """A person's way to read one plan's deadlines in a calendar of their own.

    Its address is signed with the server's secret and this number: a new number makes the old address void.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("plan_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    number: int = 1
    # The person has stopped it; the row stays, so that no old number is ever given again.
    ended: bool = False
    made_at: datetime = Field(default_factory=now)
