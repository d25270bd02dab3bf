from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle


class ThreadState(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"


class ThreadAction(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"


THREAD_LIFECYCLE = Lifecycle(
    {
        (ThreadState.VISIBLE, ThreadAction.HIDE): ThreadState.HIDDEN,
        (ThreadState.HIDDEN, ThreadAction.RESTORE): ThreadState.VISIBLE,
    }
)


class Thread(Moderated, Table, table=True):
    """A discussion of a group; its replies are comments on it."""

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="peer_group.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    title: str = Field(max_length=160)
    body: str = Field(max_length=5000)
    state: ThreadState = Field(default=ThreadState.VISIBLE, sa_type=stored(ThreadState))
    created_at: datetime = Field(default_factory=now)
    # The newest reply; the list of threads is ordered by it.
    active_at: datetime = Field(default_factory=now, index=True)
    # A host has put it first in the list; a host has ended it: it is read, but not replied to.
    pinned_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_visible(self) -> bool:
        return self.state == ThreadState.VISIBLE

    def move(self, action: ThreadAction) -> None:
        self.state = THREAD_LIFECYCLE.after(self.state, action)
