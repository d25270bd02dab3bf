from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.kind import Kind


class Concern(StrEnum):
    """Why something is told: the kinds of event that a person chooses a way for."""

    # Somebody waits for this person: a request, an invitation, a vote, a day that comes.
    ANSWER = "answer"
    # What became of one's own: a decision of the moderation, an answer that was waited for, a membership.
    MINE = "mine"
    # Meetings, trainings and info sessions, while they can still be gone to.
    MEETING = "meeting"
    # What others do in plans and groups that one takes part in.
    WORK = "work"
    # Discussions, comments and files.
    TALK = "talk"
    # What is new in saved searches and in things that one follows.
    NEWS = "news"
    # What the facilitators write to many associations at once.
    LETTER = "letter"


class Channel(StrEnum):
    AT_ONCE = "at_once"
    DIGEST = "digest"
    IN_APP = "in_app"
    NEVER = "never"


class Rhythm(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"


class Stance(StrEnum):
    """What a person has chosen to hear of one thing; without a choice they hear what concerns them."""

    FOLLOW = "follow"
    MUTE = "mute"


class Notice(Table, table=True):
    """Something that concerns a person; `notices.<key>` in `locales/` are its words."""

    __table_args__ = (
        UniqueConstraint("person_id", "journal_id"),
        Index("ix_notice_unread", "person_id", "read_at", "id"),
        Index("ix_notice_newest", "person_id", "created_at", "id"),
        Index("ix_notice_unsent", "person_id", "channel", "settled_at", "id"),
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
    concern: Concern = Field(default=Concern.NEWS, sa_type=stored(Concern))
    # The thing that the link leads to, of which its person must still be allowed to know when a letter is sent.
    about_kind: Kind | None = Field(default=None, sa_type=stored(Kind))
    about_id: int | None = None
    # The membership by which the person hears of it: who has left meanwhile gets no letter.
    through_kind: Kind | None = Field(default=None, sa_type=stored(Kind))
    through_id: int | None = None
    # How it goes to its person, as it was settled when it was told.
    channel: Channel = Field(default=Channel.IN_APP, sa_type=stored(Channel))
    # The letter that it went into; and when it was settled, with a letter or without.
    mail_id: int | None = Field(default=None, index=True)
    settled_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    read_at: datetime | None = None


class NoticeSettings(Table, table=True):
    """How a person wants to hear; whoever has chosen nothing may have no row."""

    __tablename__ = "notice_settings"
    __table_args__ = (Index("ix_notice_settings_due", "next_at", "person_id"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    # The channels that differ from the usual ones, by concern.
    channels: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    rhythm: Rhythm = Field(default=Rhythm.DAILY, sa_type=stored(Rhythm))
    # For a weekly digest: Monday is 0.
    weekday: int = 0
    # The clock of the person's own zone.
    hour: int = 7
    zone: str = Field(default="Europe/Helsinki", max_length=60)
    # When the next digest is due.
    next_at: datetime


class Listening(Table, table=True):
    """A person follows a thing, or has muted it."""

    __table_args__ = (Index("ix_listening_thing", "kind", "thing_id", "stance", "person_id"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    kind: Kind = Field(sa_type=stored(Kind), primary_key=True)
    thing_id: int = Field(primary_key=True)
    stance: Stance = Field(sa_type=stored(Stance))
    created_at: datetime = Field(default_factory=now)
