from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from models.base import Table, now, stored


class Pick(StrEnum):
    PIN = "pin"
    EXCLUDE = "exclude"


class PartnerPick(Table, table=True):
    """A facilitator's word on an association as a partner for an idea: first in the list, or left out of it."""

    __tablename__ = "partner_pick"

    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    association_id: int = Field(foreign_key="association.id", primary_key=True, index=True)
    pick: Pick = Field(sa_type=stored(Pick))
    reason: str = Field(max_length=500)
    picked_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
