from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class AdviceState(StrEnum):
    REQUESTED = "requested"
    # A time has been booked, or a day agreed.
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    CLOSED = "closed"


class AdviceAction(StrEnum):
    # A facilitator takes a case that nobody has.
    TAKE = "take"
    BOOK = "book"
    UNBOOK = "unbook"
    # Messages and files.
    WRITE = "write"
    # Minutes, where to meet, the day to come back to it.
    NOTE = "note"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    INVITE = "invite"
    UNINVITE = "uninvite"
    ADD_ADVISER = "add_adviser"
    LEAVE = "leave"


_R, _S, _A, _C = AdviceState
_ALL_OPEN = (
    AdviceAction.TAKE,
    AdviceAction.WRITE,
    AdviceAction.NOTE,
    AdviceAction.INVITE,
    AdviceAction.ADD_ADVISER,
)
_ANY_TIME = (AdviceAction.UNINVITE, AdviceAction.LEAVE)

ADVICE_LIFECYCLE = Lifecycle(
    {
        (_R, AdviceAction.BOOK): _S,
        (_S, AdviceAction.BOOK): _S,
        (_A, AdviceAction.BOOK): _S,
        (_S, AdviceAction.UNBOOK): _R,
        (_R, AdviceAction.ANSWER): _A,
        (_S, AdviceAction.ANSWER): _A,
        (_A, AdviceAction.ANSWER): _A,
        (_R, AdviceAction.CLOSE): _C,
        (_S, AdviceAction.CLOSE): _C,
        (_A, AdviceAction.CLOSE): _C,
        (_C, AdviceAction.REOPEN): _R,
        **{(state, action): state for state in (_R, _S, _A) for action in _ALL_OPEN},
        **{(state, action): state for state in AdviceState for action in _ANY_TIME},
    }
)


class AdviceChannel(StrEnum):
    LIVE = "live"
    TEAMS = "teams"
    PHONE = "phone"
    EMAIL = "email"


class AdviceSeatRole(StrEnum):
    REQUESTER = "requester"
    # A colleague from the requester's association whom the requester let in.
    GUEST = "guest"
    ADVISER = "adviser"


class AdviceReadingOf(StrEnum):
    CASE = "case"
    FILE = "file"
    CALENDAR = "calendar"


def _token() -> str:
    return uuid4().hex


_version = Column("version_id", Integer, nullable=False)


class AdviceCase(Table, table=True):
    """A confidential question to the advisers. Every word of it is in `sealed`; what stands open can be counted."""

    __tablename__ = "advice_case"
    __table_args__ = (
        Index("ix_advice_case_waiting", "waiting_since", "id"),
        Index("ix_advice_case_active", "active_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    # What its ciphertexts are bound to: words of one case cannot be passed off as another's.
    token: str = Field(default_factory=_token, max_length=32, unique=True)
    requester_id: int = Field(foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    municipality: str = Field(max_length=3)
    channel: AdviceChannel = Field(sa_type=stored(AdviceChannel))
    state: AdviceState = Field(default=AdviceState.REQUESTED, sa_type=stored(AdviceState))
    sealed: str = Field(default="", sa_type=Text)
    key_id: str = Field(default="", max_length=16, index=True)
    # Counts the saves of the advisers' notes: two advisers find out that they write at once.
    notes_number: int = 0
    follow_up_on: date | None = Field(default=None, index=True)
    followed_up_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    # Since when it waits for an adviser, or waited until it got one: what the queue is ordered by.
    waiting_since: datetime = Field(default_factory=now)
    active_at: datetime = Field(default_factory=now)
    answered_at: datetime | None = None
    closed_at: datetime | None = Field(default=None, index=True)
    # When its people were told that it will be deleted.
    warned_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def is_open(self) -> bool:
        return self.state != AdviceState.CLOSED

    def move(self, action: AdviceAction) -> None:
        self.state = ADVICE_LIFECYCLE.after(self.state, action)


class AdviceSeat(Table, table=True):
    """Somebody who is let into a case. Without a row nobody knows of it, whatever their role in the service."""

    __tablename__ = "advice_seat"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="advice_case.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: AdviceSeatRole = Field(sa_type=stored(AdviceSeatRole))
    created_at: datetime = Field(default_factory=now)


class AdviceSlot(Table, table=True):
    """A time that an adviser offers; booked once it has a case."""

    __tablename__ = "advice_slot"
    __table_args__ = (
        UniqueConstraint("adviser_id", "starts_at"),
        Index("ix_advice_slot_times", "starts_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    adviser_id: int = Field(foreign_key="person.id", index=True)
    starts_at: datetime
    ends_at: datetime
    # Where live advice is given; said of the time, not of a case.
    place: str = Field(default="", max_length=200)
    case_id: int | None = Field(default=None, foreign_key="advice_case.id", unique=True, ondelete="SET NULL")
    booked_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)


class AdviceMessage(Table, table=True):
    __tablename__ = "advice_message"
    __table_args__ = (Index("ix_advice_message_case", "case_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="advice_case.id", ondelete="CASCADE")
    author_id: int = Field(foreign_key="person.id", index=True)
    sealed: str = Field(sa_type=Text)
    key_id: str = Field(max_length=16, index=True)
    created_at: datetime = Field(default_factory=now)


class AdviceFile(Table, table=True):
    """A file of a case: its name is sealed here, its content sealed in the store under the hash of what lies there."""

    __tablename__ = "advice_file"
    __table_args__ = (Index("ix_advice_file_case", "case_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="advice_case.id", ondelete="CASCADE")
    author_id: int = Field(foreign_key="person.id", index=True)
    sealed: str = Field(sa_type=Text)
    key_id: str = Field(max_length=16, index=True)
    # Of what was sent, in bytes.
    size: int
    sha256: str = Field(max_length=64, index=True)
    created_at: datetime = Field(default_factory=now)


class AdviceReading(Table, table=True):
    """Who opened what of a case and when; a visit of several clicks is one row."""

    __tablename__ = "advice_reading"
    __table_args__ = (Index("ix_advice_reading_case", "case_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="advice_case.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    what: AdviceReadingOf = Field(sa_type=stored(AdviceReadingOf))
    at: datetime = Field(default_factory=now)
    until: datetime = Field(default_factory=now)
