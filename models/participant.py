from datetime import date, datetime

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now

_target_version = Column("version_id", Integer, nullable=False)


class IndicatorTarget(Table, table=True):
    """How many people, or organisations, one implementer means to reach by one indicator of the fund."""

    __tablename__ = "indicator_target"
    __table_args__ = (UniqueConstraint("part_id", "code"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id")
    code: str = Field(max_length=6)
    count: int
    version: int = Field(default=0, sa_column=_target_version)

    __mapper_args__ = {"version_id_col": _target_version}


_period_version = Column("version_id", Integer, nullable=False)


class CountPeriod(Table, table=True):
    """What one implementer counted of one stretch of time: how many, and never who."""

    __tablename__ = "count_period"
    __table_args__ = (UniqueConstraint("part_id", "starts_on"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    part_id: int = Field(foreign_key="plan_part.id")
    starts_on: date
    ends_on: date
    note: str = Field(default="", max_length=500)
    counted_by: int = Field(foreign_key="person.id")
    counted_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_period_version)

    __mapper_args__ = {"version_id_col": _period_version}


class ParticipantCount(Table, table=True):
    __tablename__ = "participant_count"

    period_id: int = Field(foreign_key="count_period.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=6)
    count: int
