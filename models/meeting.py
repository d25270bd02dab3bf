from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle
from models.visibility import VISIBILITY_LIFECYCLE, Visibility, VisibilityAction


class MeetingStage(StrEnum):
    # To come, or held with its minutes still being written: its times tell which.
    CALLED = "called"
    CANCELLED = "cancelled"
    # The minutes have gone out to the participants and stand as they are.
    PUBLISHED = "published"


class MeetingAction(StrEnum):
    EDIT = "edit"
    # Agenda, minutes, who was there, action points.
    WRITE = "write"
    CANCEL = "cancel"
    PUBLISH = "publish"
    APPROVE = "approve"
    # Back to writing: something has to be mended.
    REOPEN = "reopen"


MEETING_LIFECYCLE = Lifecycle(
    {
        (MeetingStage.CALLED, MeetingAction.EDIT): MeetingStage.CALLED,
        (MeetingStage.CALLED, MeetingAction.WRITE): MeetingStage.CALLED,
        (MeetingStage.CALLED, MeetingAction.CANCEL): MeetingStage.CANCELLED,
        (MeetingStage.CALLED, MeetingAction.PUBLISH): MeetingStage.PUBLISHED,
        (MeetingStage.PUBLISHED, MeetingAction.APPROVE): MeetingStage.PUBLISHED,
        (MeetingStage.PUBLISHED, MeetingAction.REOPEN): MeetingStage.CALLED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Meeting(Moderated, Table, table=True):
    __table_args__ = (
        CheckConstraint("(group_id IS NULL) <> (plan_id IS NULL)", name="ck_meeting_place"),
        Index("ix_meeting_times", "starts_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int | None = Field(default=None, foreign_key="peer_group.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    title: str = Field(max_length=160)
    body: str = Field(default="", max_length=3000)
    starts_at: datetime
    ends_at: datetime
    place: str = Field(default="", max_length=200)
    link: str = Field(default="", max_length=500)
    # Who was there besides the people of the associations: guests, facilitators.
    others: str = Field(default="", max_length=500)
    stage: MeetingStage = Field(default=MeetingStage.CALLED, sa_type=stored(MeetingStage))
    state: Visibility = Field(default=Visibility.VISIBLE, sa_type=stored(Visibility))
    # Why it was cancelled, or its minutes taken back.
    reason: str = Field(default="", max_length=1000)
    created_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def is_visible(self) -> bool:
        return self.state == Visibility.VISIBLE

    @property
    def is_called(self) -> bool:
        return self.stage == MeetingStage.CALLED

    def step(self, action: MeetingAction) -> None:
        self.stage = MEETING_LIFECYCLE.after(self.stage, action)

    def move(self, action: VisibilityAction) -> None:
        self.state = VISIBILITY_LIFECYCLE.after(self.state, action)


class MeetingSeat(Table, table=True):
    """An association that is invited to a meeting, and whether it came."""

    __tablename__ = "meeting_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "association_id"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    association_id: int = Field(foreign_key="association.id", index=True)
    # What it has said of coming; none: nothing yet.
    coming: bool | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
    attended: bool = False
    # Who came for it, as the minutes say it.
    people: str = Field(default="", max_length=200)
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = None


class AgendaItem(Table, table=True):
    """One matter of a meeting with its minutes; `number` tells who writes them at the same time that they do."""

    __tablename__ = "agenda_item"

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    position: int
    title: str = Field(max_length=160)
    body: str = Field(default="", max_length=2000)
    minutes: str = Field(default="", max_length=5000)
    number: int = 0
    edited_by: int | None = Field(default=None, foreign_key="person.id")
    edited_at: datetime | None = None


class EarlierMinutes(Table, table=True):
    """Minutes that other ones replaced: nothing that was saved is lost."""

    __tablename__ = "earlier_minutes"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="agenda_item.id", ondelete="CASCADE")
    number: int
    text: str = Field(max_length=5000)
    edited_by: int | None = Field(default=None, foreign_key="person.id")
    edited_at: datetime | None = None


class MinutesAside(Table, table=True):
    """What a person wrote while somebody else saved the same minutes; kept until they choose."""

    __tablename__ = "minutes_aside"

    item_id: int = Field(foreign_key="agenda_item.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    text: str = Field(max_length=5000)
    at: datetime = Field(default_factory=now)


_point_version = Column("version_id", Integer, nullable=False)


class ActionPoint(Table, table=True):
    """What somebody promised to do; in a plan it becomes a task of the association that answers for it."""

    __tablename__ = "action_point"

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    title: str = Field(max_length=160)
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    due_on: date
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True, ondelete="SET NULL")
    reminded_at: datetime | None = None
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_point_version)

    __mapper_args__ = {"version_id_col": _point_version}
