from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer
from sqlmodel import Field

from models.base import Table, now, stored
from models.lifecycle import Lifecycle


class BulletinState(StrEnum):
    # Leaves in a few minutes, and can be taken back until then.
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    # What had not left by then never does.
    STOPPED = "stopped"


class BulletinAction(StrEnum):
    BEGIN = "begin"
    FINISH = "finish"
    STOP = "stop"


BULLETIN_LIFECYCLE = Lifecycle(
    {
        (BulletinState.WAITING, BulletinAction.BEGIN): BulletinState.SENDING,
        (BulletinState.SENDING, BulletinAction.FINISH): BulletinState.SENT,
        (BulletinState.WAITING, BulletinAction.STOP): BulletinState.STOPPED,
        (BulletinState.SENDING, BulletinAction.STOP): BulletinState.STOPPED,
    }
)

_version = Column("version_id", Integer, nullable=False)


class Bulletin(Table, table=True):
    """A facilitator's letter to the owners of many associations, sent some at a time."""

    __table_args__ = (Index("ix_bulletin_due", "state", "leaves_at"),)

    id: int = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    # {locale: {subject, body}}; the Finnish ones are always there.
    words: dict[str, dict[str, str]] = Field(sa_type=JSON)
    # Whom it is for, as the filters said.
    audience: dict[str, Any] = Field(sa_type=JSON)
    # How many it was for when it was written.
    people: int
    associations: int
    # How many it has reached, in the order of their ids, and the last of them.
    told: int = 0
    reached_id: int = 0
    leaves_at: datetime
    state: BulletinState = Field(default=BulletinState.WAITING, sa_type=stored(BulletinState))
    created_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: BulletinAction) -> None:
        self.state = BULLETIN_LIFECYCLE.after(self.state, action)
        if self.state in (BulletinState.SENT, BulletinState.STOPPED):
            self.ended_at = now()
