from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind


class UnsavedForm(Table, table=True):
    """What somebody has typed into a form and not saved yet: theirs alone, until they save it or throw it away."""

    __tablename__ = "unsaved_form"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    # What the form is of; 0 for a thing that is not there yet.
    kind: Kind = Field(sa_type=stored(Kind), primary_key=True)
    thing_id: int = Field(primary_key=True)
    words: dict[str, Any] = Field(sa_type=JSON)
    # Of the thing, when it was typed.
    version: int = 0
    at: datetime = Field(default_factory=now, index=True)
