from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Integer
from sqlmodel import Field

from models.base import Table, now

_version = Column("version_id", Integer, nullable=False)


class RiskLevel(StrEnum):
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Risk(Table, table=True):
    """What may go wrong in a plan, how likely and how bad it is (1–5 each), and what is done about it."""

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    title: str = Field(max_length=160)
    likelihood: int
    effect: int
    response: str = Field(default="", max_length=1000)
    # The implementer who keeps an eye on it.
    part_id: int | None = Field(default=None, foreign_key="plan_part.id", index=True)
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}
