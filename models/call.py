from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Integer, Numeric, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class ProjectForm(StrEnum):
    """One implementer, or several under one group id."""

    SINGLE = "single"
    GROUP = "group"


class CostModel(StrEnum):
    """How indirect costs are counted: the formulas are in `services/budgets`."""

    FLAT_40 = "flat_40"
    FLAT_7 = "flat_7"
    UNIT = "unit"
    LUMP_SUM = "lump_sum"


class CriterionKind(StrEnum):
    """General criteria are passed or failed, content is scored 0–5, horizontal principles 0–3."""

    GENERAL = "general"
    CONTENT = "content"
    HORIZONTAL = "horizontal"


class CallState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class CallAction(StrEnum):
    EDIT = "edit"
    PUBLISH = "publish"
    # Back to a draft: open only while no idea and no plan is made for it.
    UNPUBLISH = "unpublish"


CALL_LIFECYCLE = Lifecycle(
    {
        (CallState.DRAFT, CallAction.EDIT): CallState.DRAFT,
        (CallState.DRAFT, CallAction.PUBLISH): CallState.PUBLISHED,
        (CallState.PUBLISHED, CallAction.EDIT): CallState.PUBLISHED,
        (CallState.PUBLISHED, CallAction.UNPUBLISH): CallState.DRAFT,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Call(Table, table=True):
    """A funder's call for project applications, with what its notice says."""

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=200)
    programme: str = Field(max_length=200)
    fund: str = Field(default="", max_length=200)
    policy_priority: str = Field(default="", max_length=200)
    specific_objective: str = Field(default="", max_length=200)
    authority: str = Field(default="", max_length=200)
    region: str = Field(default="", max_length=100)
    opens_on: date
    closes_on: date
    amount: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))
    project_forms: list[str] = Field(default_factory=list, sa_type=JSON)
    cost_models: list[str] = Field(default_factory=list, sa_type=JSON)
    # Shares of one: 0.80 is a support of 80 %.
    support_rate: Decimal | None = Field(default=None, sa_type=Numeric(5, 4))
    # [{rate, valid_from, valid_to}]: the standard rate of side costs, a share of gross wages.
    side_cost_rates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    # What a lump-sum project gets.
    lump_sum: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))
    # Support is floored to the whole euro, so that it never exceeds the rate.
    whole_euros: bool = False
    # [{slug, kind, name: {fi, sv, en}, weight}]
    criteria: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    # Characters by the key of a plan's field.
    limits: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    starts_earliest: date | None = None
    ends_latest: date | None = None
    longest_months: int | None = None
    notes: str = Field(default="", max_length=2000)
    link: str = Field(default="", max_length=500)
    # The names of the columns above whose values nobody has checked against the notice.
    uncertain: list[str] = Field(default_factory=list, sa_type=JSON)
    state: CallState = Field(default=CallState.PUBLISHED, sa_type=stored(CallState))
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: CallAction) -> None:
        self.state = CALL_LIFECYCLE.after(self.state, action)


class CallPriority(Table, table=True):
    """A priority belongs to a call: the next call has others."""

    __tablename__ = "call_priority"

    call_id: int = Field(foreign_key="call.id", primary_key=True)
    slug: str = Field(primary_key=True, max_length=40)
    position: int
    # By language; the heading is the funder's wording, the plain words are ours.
    heading: dict[str, str] = Field(sa_type=JSON)
    plain: dict[str, str] = Field(sa_type=JSON)


class CallVersion(Table, table=True):
    """What the call said from one moment on: a plan follows the version that it was begun with."""

    __tablename__ = "call_version"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    number: int
    # The call's columns and its priorities as they stood, in the form of `data/calls.json`.
    terms: dict[str, Any] = Field(sa_type=JSON)
    # Nobody when it came with a release.
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(default_factory=now)
    why: str = Field(default="", max_length=1000)
