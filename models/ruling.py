from datetime import datetime

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.review import Decision, OpenedBecause, ReasonCode


class Ruling(Table, table=True):
    """One decision of the review queue, kept when a later one takes its place: for its history and for the figures."""

    __table_args__ = (Index("ix_ruling_item", "item_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="review_item.id")
    decision: Decision = Field(sa_type=stored(Decision))
    reason: ReasonCode | None = Field(default=None, sa_type=stored(ReasonCode))
    words: str = Field(default="", max_length=2000)
    because: OpenedBecause = Field(sa_type=stored(OpenedBecause))
    # Nobody when the flags of readers did it.
    ruled_by: int | None = Field(default=None, foreign_key="person.id")
    ruled_at: datetime = Field(default_factory=now, index=True)
    opened_at: datetime
    # Working time from the opening; the promise is kept within `service_hours.PROMISED`.
    waited_minutes: int = 0
    undone_by: int | None = Field(default=None, foreign_key="person.id")
    undone_at: datetime | None = None


class ReviewNote(Table, table=True):
    """What facilitators tell each other about an item; its author never reads it."""

    __tablename__ = "review_note"

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="review_item.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    body: str = Field(max_length=1000)
    created_at: datetime = Field(default_factory=now)


_version = Column("version_id", Integer, nullable=False)


class ReasonTemplate(Table, table=True):
    """Words for an author that fit many decisions, in the three languages."""

    __tablename__ = "reason_template"

    id: int = Field(default=None, primary_key=True)
    reason: ReasonCode = Field(sa_type=stored(ReasonCode))
    words_fi: str = Field(max_length=1000)
    words_sv: str = Field(max_length=1000)
    words_en: str = Field(max_length=1000)
    edited_by: int | None = Field(default=None, foreign_key="person.id")
    edited_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}
