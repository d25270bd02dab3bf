from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind


class JournalEntry(Table, table=True):
    """Every step that anybody took: history, source of notices and audit in one table."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_thing", "kind", "thing_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    action: str = Field(max_length=40)
    before: str = Field(default="", max_length=40)
    after: str = Field(default="", max_length=40)
    # Nobody when the clock did it.
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    why: str = Field(default="", max_length=2000)
    at: datetime = Field(default_factory=now, index=True)
