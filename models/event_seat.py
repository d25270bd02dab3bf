"""Seats at events, calendars of those who have them, and what people said afterwards."""

import secrets
from datetime import datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class SeatState(StrEnum):
    # Somebody without an account has not answered from the address yet: holds no seat.
    UNCONFIRMED = "unconfirmed"
    REGISTERED = "registered"
    WAITLISTED = "waitlisted"
    # A seat is kept for this person until the time to confirm it is over.
    OFFERED = "offered"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


class SeatAction(StrEnum):
    REGISTER = "register"
    WAIT = "wait"
    OFFER = "offer"
    CONFIRM = "confirm"
    LAPSE = "lapse"
    CANCEL = "cancel"
    ATTEND = "attend"
    MISS = "miss"
    UNMARK = "unmark"


_OUTSIDE = (SeatState.UNCONFIRMED, SeatState.LAPSED, SeatState.CANCELLED)

SEAT_LIFECYCLE = Lifecycle(
    {(state, SeatAction.REGISTER): SeatState.REGISTERED for state in _OUTSIDE}
    | {(state, SeatAction.WAIT): SeatState.WAITLISTED for state in _OUTSIDE}
    | {
        (SeatState.UNCONFIRMED, SeatAction.CANCEL): SeatState.CANCELLED,
        (SeatState.WAITLISTED, SeatAction.OFFER): SeatState.OFFERED,
        (SeatState.OFFERED, SeatAction.CONFIRM): SeatState.REGISTERED,
        (SeatState.OFFERED, SeatAction.LAPSE): SeatState.LAPSED,
        (SeatState.REGISTERED, SeatAction.CANCEL): SeatState.CANCELLED,
        (SeatState.WAITLISTED, SeatAction.CANCEL): SeatState.CANCELLED,
        (SeatState.OFFERED, SeatAction.CANCEL): SeatState.CANCELLED,
        (SeatState.REGISTERED, SeatAction.ATTEND): SeatState.ATTENDED,
        (SeatState.REGISTERED, SeatAction.MISS): SeatState.ABSENT,
        (SeatState.ATTENDED, SeatAction.MISS): SeatState.ABSENT,
        (SeatState.ABSENT, SeatAction.ATTEND): SeatState.ATTENDED,
        (SeatState.ATTENDED, SeatAction.UNMARK): SeatState.REGISTERED,
        (SeatState.ABSENT, SeatAction.UNMARK): SeatState.REGISTERED,
    }
)


class EventSeat(Table, table=True):
    """Somebody's place at an event or in the queue for it; with an account, or with a name and an address."""

    __tablename__ = "event_seat"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        UniqueConstraint("event_id", "email"),
        Index("ix_event_seat_queue", "event_id", "state", "queued_at", "id"),
        Index("ix_event_seat_offers", "state", "offered_until"),
    )

    id: int = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    # For whom an account spoke; who has none writes the association's name.
    association_id: int | None = Field(default=None, foreign_key="association.id")
    association: str = Field(default="", max_length=160)
    name: str = Field(default="", max_length=120)
    email: str | None = Field(default=None, max_length=254)
    locale: str = Field(default="", max_length=5)
    # What the organisers should know: food, access.
    note: str = Field(default="", max_length=500)
    state: SeatState = Field(default=SeatState.UNCONFIRMED, sa_type=stored(SeatState))
    queued_at: datetime = Field(default_factory=now)
    offered_until: datetime | None = None
    reminded_at: datetime | None = None
    asked_at: datetime | None = None
    # Whether, and never what: an answer cannot be led back to a seat.
    gave_feedback: bool = False
    # Goes into the signature of the seat's link, so that a new one makes old links void.
    salt: str = Field(default_factory=partial(secrets.token_hex, 8), max_length=16)
    created_at: datetime = Field(default_factory=now)
    forgotten_at: datetime | None = None

    def move(self, action: SeatAction) -> None:
        self.state = SEAT_LIFECYCLE.after(self.state, action)


class EventFeedback(Table, table=True):
    """One anonymous answer: it knows neither who gave it nor when."""

    __tablename__ = "event_feedback"

    id: int = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    # From 1 to 5.
    useful: int
    clear: int
    good: str = Field(default="", max_length=2000)
    better: str = Field(default="", max_length=2000)


class EventFeed(Table, table=True):
    """The secret address of the calendar of somebody's own events."""

    __tablename__ = "event_feed"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    # A new number makes the address before it void.
    number: int = 1
    ended: bool = False
    created_at: datetime = Field(default_factory=now)
