from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle
from models.partner_request import ImplementerRole


class PlanState(StrEnum):
    FORMING = "forming"
    DRAFTING = "drafting"
    CONFIRMING = "confirming"
    READY = "ready"
    SUBMITTED = "submitted"
    FUNDED = "funded"
    NOT_FUNDED = "not_funded"
    RUNNING = "running"
    COMPLETED = "completed"


class PlanAction(StrEnum):
    """What is done in a plan; of these only `begin` is a step of the plan itself."""

    BEGIN = "begin"
    SHARE = "share"
    UNSHARE = "unshare"
    EDIT_SHARED = "edit_shared"
    EDIT_PART = "edit_part"
    ADD_TASK = "add_task"
    EDIT_TASK = "edit_task"
    MOVE_TASK = "move_task"
    REMOVE_TASK = "remove_task"
    ADD_MILESTONE = "add_milestone"
    EDIT_MILESTONE = "edit_milestone"
    REACH_MILESTONE = "reach_milestone"
    REMOVE_MILESTONE = "remove_milestone"


# The steps from confirming on belong to the funder's form and come with it.
PLAN_LIFECYCLE = Lifecycle({(PlanState.FORMING, PlanAction.BEGIN): PlanState.DRAFTING})


class TaskState(StrEnum):
    TODO = "todo"
    DOING = "doing"
    DONE = "done"


class TaskAction(StrEnum):
    START = "start"
    FINISH = "finish"
    REOPEN = "reopen"


TASK_LIFECYCLE = Lifecycle(
    {
        (TaskState.TODO, TaskAction.START): TaskState.DOING,
        (TaskState.TODO, TaskAction.FINISH): TaskState.DONE,
        (TaskState.DOING, TaskAction.FINISH): TaskState.DONE,
        (TaskState.DOING, TaskAction.REOPEN): TaskState.TODO,
        (TaskState.DONE, TaskAction.REOPEN): TaskState.TODO,
    }
)

_plan_version = Column("version_id", Integer, nullable=False)


class Plan(Table, table=True):
    id: int = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", unique=True)
    name: str = Field(max_length=120)
    lead_association_id: int = Field(foreign_key="association.id", index=True)
    call_id: int | None = Field(default=None, foreign_key="call.id")
    state: PlanState = Field(default=PlanState.FORMING, sa_type=stored(PlanState))
    # The lead lets the facilitators read.
    shared_at: datetime | None = None
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_plan_version)

    __mapper_args__ = {"version_id_col": _plan_version}

    def move(self, action: PlanAction) -> None:
        self.state = PLAN_LIFECYCLE.after(self.state, action)


class PlanPart(Table, table=True):
    """One association's part of the plan; its own people edit it."""

    __tablename__ = "plan_part"
    __table_args__ = (UniqueConstraint("plan_id", "association_id"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    association_id: int = Field(foreign_key="association.id", index=True)
    role: ImplementerRole = Field(sa_type=stored(ImplementerRole))
    request_id: int | None = Field(default=None, foreign_key="partner_request.id")
    created_at: datetime = Field(default_factory=now)


class PlanField(Table, table=True):
    """One text of the shared part (no part_id) or of an implementer's part.

    Two people on different fields never meet; on the same field the number tells that they did.
    """

    __tablename__ = "plan_field"
    __table_args__ = (UniqueConstraint("plan_id", "place", "key"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    # 0 for the shared part, else the part's id: unlike NULL it counts in the unique constraint.
    place: int = 0
    key: str = Field(max_length=40)
    text: str = Field(default="", max_length=10000)
    number: int = 1
    edited_by: int = Field(foreign_key="person.id")
    edited_at: datetime = Field(default_factory=now)


class PlanFieldVersion(Table, table=True):
    """A text that another one replaced: nothing that was saved is ever lost."""

    __tablename__ = "plan_field_version"
    __table_args__ = (UniqueConstraint("plan_id", "place", "key", "number"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    place: int = 0
    key: str = Field(max_length=40)
    number: int
    text: str = Field(max_length=10000)
    edited_by: int = Field(foreign_key="person.id")
    edited_at: datetime


class PlanFieldAside(Table, table=True):
    """What a person typed while somebody else saved the same field; kept until they choose."""

    __tablename__ = "plan_field_aside"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    place: int = Field(primary_key=True)
    key: str = Field(primary_key=True, max_length=40)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    text: str = Field(max_length=10000)
    at: datetime = Field(default_factory=now)


_task_version = Column("version_id", Integer, nullable=False)


class Task(Table, table=True):
    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id", index=True)
    title: str = Field(max_length=160)
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    state: TaskState = Field(default=TaskState.TODO, sa_type=stored(TaskState))
    version: int = Field(default=0, sa_column=_task_version)

    __mapper_args__ = {"version_id_col": _task_version}

    def move(self, action: TaskAction) -> None:
        self.state = TASK_LIFECYCLE.after(self.state, action)


_milestone_version = Column("version_id", Integer, nullable=False)


class Milestone(Table, table=True):
    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    title: str = Field(max_length=160)
    due_on: date
    reached_on: date | None = None
    version: int = Field(default=0, sa_column=_milestone_version)

    __mapper_args__ = {"version_id_col": _milestone_version}
