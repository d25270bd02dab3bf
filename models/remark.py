from datetime import datetime

from sqlmodel import Field

from models.base import Table, now


class Remark(Table, table=True):
    """A comment on one section of a plan's form; it stays until somebody marks it as dealt with."""

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    section: int
    author_id: int = Field(foreign_key="person.id")
    association_id: int | None = Field(default=None, foreign_key="association.id")
    body: str = Field(max_length=2000)
    created_at: datetime = Field(default_factory=now)
    resolved_by: int | None = Field(default=None, foreign_key="person.id")
    resolved_at: datetime | None = None
