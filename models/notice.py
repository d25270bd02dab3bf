from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind


class Notice(Table, table=True):
    """Something that concerns a person; `notices.<key>` in `locales/` are its words."""

    __table_args__ = (
        UniqueConstraint("person_id", "journal_id"),
        Index("ix_notice_unread", "person_id", "read_at", "id"),
        Index("ix_notice_newest", "person_id", "created_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    journal_id: int = Field(foreign_key="journal_entry.id")
    key: str = Field(max_length=60)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    kind: Kind = Field(sa_type=stored(Kind))
    thing_id: int
    # A path of the product with its query: where the thing can be seen and answered.
    link: str = Field(max_length=200)
    created_at: datetime = Field(default_factory=now)
    read_at: datetime | None = None
