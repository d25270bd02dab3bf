from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    HELD = "held"


class EventAction(StrEnum):
    EDIT = "edit"
    PUBLISH = "publish"
    CANCEL = "cancel"
    HOLD = "hold"


class EventTopic(StrEnum):
    """What the trainings and info sessions are about."""

    PROJECT_CALLS = "project_calls"
    EVALUATION = "evaluation"
    COMMUNICATIONS = "communications"
    INCLUSION = "inclusion"
    OTHER = "other"


class Repeats(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


EVENT_LIFECYCLE = Lifecycle(
    {
        (EventState.DRAFT, EventAction.EDIT): EventState.DRAFT,
        (EventState.DRAFT, EventAction.PUBLISH): EventState.PUBLISHED,
        (EventState.PUBLISHED, EventAction.EDIT): EventState.PUBLISHED,
        (EventState.PUBLISHED, EventAction.CANCEL): EventState.CANCELLED,
        (EventState.PUBLISHED, EventAction.HOLD): EventState.HELD,
    }
)

_version = Column("version_id", Integer, nullable=False)


class EventSeries(Table, table=True):
    """How events repeat. Each of them is an event of its own, so that people sign up for a day and not for a rule."""

    __tablename__ = "event_series"

    id: int = Field(default=None, primary_key=True)
    repeats: Repeats = Field(sa_type=stored(Repeats))
    # The days, as ISO dates, on which it would have come round and does not.
    skipped: list[str] = Field(default_factory=list, sa_type=JSON)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)


class Event(Table, table=True):
    """A training or an info session that facilitators hold."""

    __table_args__ = (Index("ix_event_coming", "state", "starts_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    title: str = Field(max_length=160)
    body: str = Field(default="", max_length=5000)
    topic: EventTopic = Field(default=EventTopic.OTHER, sa_type=stored(EventTopic))
    # A place to come to, a link to join by, or both.
    place: str = Field(default="", max_length=200)
    municipality: str = Field(default="", max_length=3, index=True)
    link: str = Field(default="", max_length=500)
    # The link is told to those who have a seat, and to nobody else.
    link_private: bool = False
    # People sign up here; else they just come.
    registers: bool = False
    # No bound when empty.
    capacity: int | None = None
    starts_at: datetime
    ends_at: datetime
    state: EventState = Field(default=EventState.DRAFT, sa_type=stored(EventState))
    # Why it was called off, told to everybody who looks for it.
    reason: str = Field(default="", max_length=500)
    series_id: int | None = Field(default=None, foreign_key="event_series.id", index=True)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: EventAction) -> None:
        self.state = EVENT_LIFECYCLE.after(self.state, action)

    @property
    def takes_seats(self) -> bool:
        """People can sign up now: until it begins."""
        return self.registers and self.state == EventState.PUBLISHED and self.starts_at > now()
