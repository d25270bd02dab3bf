from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from models.base import Table, now, stored, today
from models.kind import Kind


class JournalEntry(Table, table=True):
    """Every step that anybody took: history, source of notices and audit in one table."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_thing", "kind", "thing_id", "id"),
        # The steps of one sort, in the order in which the statistics count each thing once.
        Index("ix_journal_entry_step", "kind", "action", "thing_id", "id"),
    )

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
    # The day in Finland on which it came about: an application was sent before somebody told of it here.
    day: date = Field(default_factory=today)
    # What the statistics divide by, as it was at that moment; None where nothing was noted, empty where there is none.
    municipality: str | None = Field(default=None, max_length=3)
    cents: int | None = Field(default=None, sa_type=BigInteger)


class FactName(StrEnum):
    """What a step may have many of."""

    TARGET_GROUP = "target_group"
    PRIORITY = "priority"
    # Whom it concerned, by id; a pair of associations is "3-17", the smaller id first.
    PERSON = "person"
    ASSOCIATION = "association"
    PAIR = "pair"


class JournalFact(Table, table=True):
    """A fact of a step as it was at that moment: what becomes of the thing later does not change it."""

    __tablename__ = "journal_fact"

    entry_id: int = Field(foreign_key="journal_entry.id", primary_key=True)
    name: FactName = Field(primary_key=True, sa_type=stored(FactName))
    value: str = Field(primary_key=True, max_length=40)
