from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, Numeric
from sqlmodel import Field

from models.base import Table


class Call(Table, table=True):
    """A funder's call for project applications, with what its notice says."""

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=200)
    programme: str = Field(max_length=200)
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
    notes: str = Field(default="", max_length=2000)
    link: str = Field(default="", max_length=500)


class CallPriority(Table, table=True):
    """A priority belongs to a call: the next call has others."""

    __tablename__ = "call_priority"

    call_id: int = Field(foreign_key="call.id", primary_key=True)
    slug: str = Field(primary_key=True, max_length=40)
    position: int
    # By language; the heading is the funder's wording, the plain words are ours.
    heading: dict[str, str] = Field(sa_type=JSON)
    plain: dict[str, str] = Field(sa_type=JSON)
