from datetime import datetime

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now

_version = Column("version_id", Integer, nullable=False)


class Assessment(Table, table=True):
    """What the lead thinks of its own plan by one criterion of the call, or how a need without a partner is met."""

    __table_args__ = (UniqueConstraint("plan_id", "subject"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    # A criterion's slug, or `need-<id>` of the idea's need.
    subject: str = Field(max_length=60)
    # None until somebody has said it; of a need there is none.
    score: int | None = None
    evidence: str = Field(default="", max_length=2000)
    edited_by: int = Field(foreign_key="person.id")
    edited_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}
