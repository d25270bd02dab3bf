from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.call import CostModel
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
    """What is done in a plan; those of `PLAN_LIFECYCLE` are steps of the plan itself."""

    BEGIN = "begin"
    # The lead asks each implementer to confirm; `call_back` goes on writing with the list of partners open again.
    ASK = "ask"
    CALL_BACK = "call_back"
    CONFIRM = "confirm"
    # An implementer does not confirm, and says why.
    DECLINE = "decline"
    # The last confirmation makes it ready; a change that touches one opens it again. Nobody presses these.
    SETTLE = "settle"
    UNSETTLE = "unsettle"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    FUND = "fund"
    REFUSE = "refuse"
    REVISE = "revise"
    START = "start"
    COMPLETE = "complete"
    # An association leaves the plan; the lead may bring it back.
    LEAVE = "leave"
    BRING_BACK = "bring_back"
    SHARE = "share"
    UNSHARE = "unshare"
    EDIT_SHARED = "edit_shared"
    EDIT_PART = "edit_part"
    # Dates, cost model and area of the whole project.
    EDIT_FRAME = "edit_frame"
    # The plan follows the call as it is now, or another one.
    TAKE_CALL = "take_call"
    EDIT_MONEY = "edit_money"
    EDIT_PACKAGE = "edit_package"
    EDIT_RISK = "edit_risk"
    EDIT_INDICATOR = "edit_indicator"
    COUNT = "count"
    REPORT = "report"
    DEVIATE = "deviate"
    CHANGE = "change"
    # The page of results: the lead writes it, each implementer agrees to it or takes that back.
    WRITE_RESULTS = "write_results"
    AGREE_RESULTS = "agree_results"
    WITHDRAW_RESULTS = "withdraw_results"
    ASSESS = "assess"
    ATTACH = "attach"
    SHIFT = "shift"
    # The implementers' steps before the call closes.
    SET_DEADLINE = "set_deadline"
    ADD_TASK = "add_task"
    EDIT_TASK = "edit_task"
    MOVE_TASK = "move_task"
    REMOVE_TASK = "remove_task"
    ADD_MILESTONE = "add_milestone"
    EDIT_MILESTONE = "edit_milestone"
    REACH_MILESTONE = "reach_milestone"
    REMOVE_MILESTONE = "remove_milestone"


PLAN_LIFECYCLE = Lifecycle(
    {
        (PlanState.FORMING, PlanAction.BEGIN): PlanState.DRAFTING,
        (PlanState.DRAFTING, PlanAction.ASK): PlanState.CONFIRMING,
        (PlanState.CONFIRMING, PlanAction.CALL_BACK): PlanState.DRAFTING,
        (PlanState.CONFIRMING, PlanAction.SETTLE): PlanState.READY,
        (PlanState.READY, PlanAction.UNSETTLE): PlanState.CONFIRMING,
        (PlanState.READY, PlanAction.CALL_BACK): PlanState.DRAFTING,
        (PlanState.READY, PlanAction.SUBMIT): PlanState.SUBMITTED,
        (PlanState.SUBMITTED, PlanAction.TAKE_BACK): PlanState.READY,
        (PlanState.SUBMITTED, PlanAction.FUND): PlanState.FUNDED,
        (PlanState.SUBMITTED, PlanAction.REFUSE): PlanState.NOT_FUNDED,
        (PlanState.NOT_FUNDED, PlanAction.REVISE): PlanState.DRAFTING,
        (PlanState.FUNDED, PlanAction.START): PlanState.RUNNING,
        (PlanState.RUNNING, PlanAction.COMPLETE): PlanState.COMPLETED,
        # What was marked by mistake.
        (PlanState.FUNDED, PlanAction.TAKE_BACK): PlanState.SUBMITTED,
        (PlanState.NOT_FUNDED, PlanAction.TAKE_BACK): PlanState.SUBMITTED,
        (PlanState.RUNNING, PlanAction.TAKE_BACK): PlanState.FUNDED,
        (PlanState.COMPLETED, PlanAction.TAKE_BACK): PlanState.RUNNING,
    }
)

# The words may be worked on; from `submitted` on they stand as the funder has them.
PLAN_OPEN = (PlanState.FORMING, PlanState.DRAFTING, PlanState.CONFIRMING, PlanState.READY)
# Who has asked others to confirm does not change with whom: a partner who comes now waits outside.
PLAN_JOINABLE = (PlanState.FORMING, PlanState.DRAFTING)
# The funder has said yes: what happens is counted and reported.
PLAN_RUNS = (PlanState.FUNDED, PlanState.RUNNING, PlanState.COMPLETED)


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
    # The call as it stood when the plan was begun, or when its people took a newer one.
    call_version_id: int | None = Field(default=None, foreign_key="call_version.id")
    starts_on: date | None = None
    ends_on: date | None = None
    # One for the project's whole life; none until the lead has chosen.
    cost_model: CostModel | None = Field(default=None, sa_type=stored(CostModel))
    # Codes of the municipalities where it takes place.
    area: list[str] = Field(default_factory=list, sa_type=JSON)
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
    # Who has left keeps its texts and its money here, outside every sum.
    left_at: datetime | None = None
    left_reason: str = Field(default="", max_length=1000)
    # The lead has written it down, and may have been wrong.
    left_by_lead: bool = False


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


_package_version = Column("version_id", Integer, nullable=False)


class WorkPackage(Table, table=True):
    """Työpaketti: a goal, the action towards it and the result; one implementer answers for it."""

    __tablename__ = "work_package"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    title: str = Field(max_length=160)
    goal: str = Field(default="", max_length=2000)
    action: str = Field(default="", max_length=3000)
    result: str = Field(default="", max_length=2000)
    part_id: int | None = Field(default=None, foreign_key="plan_part.id", index=True)
    version: int = Field(default=0, sa_column=_package_version)

    __mapper_args__ = {"version_id_col": _package_version}


_task_version = Column("version_id", Integer, nullable=False)


class Task(Table, table=True):
    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id", index=True)
    package_id: int | None = Field(default=None, foreign_key="work_package.id", index=True)
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
    package_id: int | None = Field(default=None, foreign_key="work_package.id", index=True)
    title: str = Field(max_length=160)
    due_on: date
    reached_on: date | None = None
    version: int = Field(default=0, sa_column=_milestone_version)

    __mapper_args__ = {"version_id_col": _milestone_version}
