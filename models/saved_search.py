from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index
from sqlmodel import Field

from models.base import Table, now, stored


class Sought(StrEnum):
    """What a saved search looks for."""

    PARTNERS = "partners"
    IDEAS = "ideas"
    EVENTS = "events"


class Alert(StrEnum):
    """How a person hears of what is new in a saved search."""

    NONE = "none"
    IN_APP = "in_app"
    # In the app, and in one letter a day together with all other saved searches.
    DIGEST = "digest"


class SavedSearch(Table, table=True):
    """The filters of a list under a name; with an alert, its owner hears of what comes to be in it."""

    __tablename__ = "saved_search"
    __table_args__ = (Index("ix_saved_search_due", "alert", "told_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    sought: Sought = Field(sa_type=stored(Sought))
    name: str = Field(max_length=80)
    # The query of the list's address.
    filters: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    alert: Alert = Field(default=Alert.IN_APP, sa_type=stored(Alert))
    created_at: datetime = Field(default_factory=now)
    # When its owner opened it last: what has come since then is new to them.
    looked_at: datetime = Field(default_factory=now)
    # Its owner has been told of what came until then.
    told_at: datetime = Field(default_factory=now)
    # The things found since the last letter, oldest first.
    unsent: list[int] = Field(default_factory=list, sa_type=JSON)
    mailed_at: datetime | None = None
