"""How a person comes to an association or a group, and leaves it: the same steps for both."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.base import now, stored
from models.lifecycle import Lifecycle


class MembershipState(StrEnum):
    REQUESTED = "requested"
    INVITED = "invited"
    MEMBER = "member"
    DECLINED = "declined"
    LEFT = "left"
    REMOVED = "removed"
    EXPIRED = "expired"


class MembershipAction(StrEnum):
    REQUEST = "request"
    INVITE = "invite"
    ACCEPT = "accept"
    DECLINE = "decline"
    LEAVE = "leave"
    REMOVE = "remove"
    EXPIRE = "expire"


_AGAIN = (MembershipState.DECLINED, MembershipState.LEFT, MembershipState.REMOVED, MembershipState.EXPIRED)

MEMBERSHIP_LIFECYCLE = Lifecycle(
    {
        (MembershipState.REQUESTED, MembershipAction.ACCEPT): MembershipState.MEMBER,
        (MembershipState.REQUESTED, MembershipAction.DECLINE): MembershipState.DECLINED,
        (MembershipState.REQUESTED, MembershipAction.LEAVE): MembershipState.LEFT,
        # An invitation and a request that meet make a member.
        (MembershipState.REQUESTED, MembershipAction.INVITE): MembershipState.MEMBER,
        (MembershipState.INVITED, MembershipAction.REQUEST): MembershipState.MEMBER,
        (MembershipState.INVITED, MembershipAction.ACCEPT): MembershipState.MEMBER,
        (MembershipState.INVITED, MembershipAction.DECLINE): MembershipState.DECLINED,
        (MembershipState.INVITED, MembershipAction.EXPIRE): MembershipState.EXPIRED,
        (MembershipState.MEMBER, MembershipAction.LEAVE): MembershipState.LEFT,
        (MembershipState.MEMBER, MembershipAction.REMOVE): MembershipState.REMOVED,
        **{(state, MembershipAction.REQUEST): MembershipState.REQUESTED for state in _AGAIN},
        **{(state, MembershipAction.INVITE): MembershipState.INVITED for state in _AGAIN},
    }
)


class Membership(SQLModel):
    """What the rows of both kinds of membership have in common."""

    state: MembershipState = Field(default=MembershipState.REQUESTED, sa_type=stored(MembershipState))
    words: str = Field(default="", max_length=1000)
    reason: str = Field(default="", max_length=1000)
    created_at: datetime = Field(default_factory=now)
    decided_at: datetime | None = None

    @property
    def is_member(self) -> bool:
        return self.state == MembershipState.MEMBER

    def move(self, action: MembershipAction) -> None:
        self.state = MEMBERSHIP_LIFECYCLE.after(self.state, action)
