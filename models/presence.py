from datetime import datetime

from sqlmodel import Field

from models.base import Table, now


class Presence(Table, table=True):
    """Who was last in which section of a plan's form: one row a person, however often they come by."""

    __tablename__ = "plan_presence"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    section: int
    # The field that they last saved there; empty when they have only been reading.
    key: str = Field(default="", max_length=40)
    seen_at: datetime = Field(default_factory=now)
