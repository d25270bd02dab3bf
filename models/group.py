from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.lifecycle import Lifecycle
from models.membership import MEMBERSHIP_LIFECYCLE, Membership, MembershipAction, MembershipState


class GroupState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    RETURNED = "returned"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    ARCHIVED = "archived"


class GroupAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    PUBLISH = "publish"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    ARCHIVE = "archive"
    REOPEN = "reopen"


GROUP_LIFECYCLE = Lifecycle(
    {
        (GroupState.PROPOSED, GroupAction.PUBLISH): GroupState.ACTIVE,
        (GroupState.PROPOSED, GroupAction.RETURN): GroupState.RETURNED,
        (GroupState.PROPOSED, GroupAction.REJECT): GroupState.REJECTED,
        (GroupState.RETURNED, GroupAction.SUBMIT): GroupState.PROPOSED,
        (GroupState.RETURNED, GroupAction.REOPEN): GroupState.PROPOSED,
        (GroupState.REJECTED, GroupAction.REOPEN): GroupState.PROPOSED,
        (GroupState.ACTIVE, GroupAction.REOPEN): GroupState.PROPOSED,
        (GroupState.ACTIVE, GroupAction.HIDE): GroupState.HIDDEN,
        (GroupState.HIDDEN, GroupAction.RESTORE): GroupState.ACTIVE,
        (GroupState.ACTIVE, GroupAction.ARCHIVE): GroupState.ARCHIVED,
        (GroupState.ARCHIVED, GroupAction.RESTORE): GroupState.ACTIVE,
        # Hidden words may be mended: the facilitator then looks again.
        **{
            (state, GroupAction.EDIT): state
            for state in (GroupState.PROPOSED, GroupState.RETURNED, GroupState.ACTIVE, GroupState.HIDDEN)
        },
    }
)


class JoinMode(StrEnum):
    OPEN = "open"
    ON_REQUEST = "on_request"
    BY_INVITATION = "by_invitation"


class GroupRole(StrEnum):
    HOST = "host"
    MEMBER = "member"


_version = Column("version_id", Integer, nullable=False)


class Group(Moderated, Table, table=True):
    # "group" is a reserved word of SQL.
    __tablename__ = "peer_group"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    sort_key: str = Field(max_length=300, index=True)
    purpose: str = Field(default="", max_length=2000)
    municipality: str = Field(default="", max_length=3)
    join_mode: JoinMode = Field(default=JoinMode.OPEN, sa_type=stored(JoinMode))
    state: GroupState = Field(default=GroupState.PROPOSED, sa_type=stored(GroupState), index=True)
    # The association that proposed it; none when a facilitator founded it.
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    # Since when it counts as quiet, and its hosts know; none while something happens in it.
    quiet_since: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def meets(self) -> bool:
        """Takes people in, and talks."""
        return self.state == GroupState.ACTIVE

    @property
    def ended(self) -> bool:
        return self.state == GroupState.ARCHIVED

    def move(self, action: GroupAction) -> None:
        self.state = GROUP_LIFECYCLE.after(self.state, action)


class GroupMember(Membership, Table, table=True):
    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="peer_group.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    # The association that the person takes part for.
    association_id: int | None = Field(default=None, foreign_key="association.id", index=True)
    role: GroupRole = Field(default=GroupRole.MEMBER, sa_type=stored(GroupRole))
    # A host has asked after who had not been here: that happens once.
    reminded_at: datetime | None = None

    @property
    def is_invited(self) -> bool:
        """The answer is the person's own; in other states it is the hosts'."""
        return self.state == MembershipState.INVITED

    @property
    def is_host(self) -> bool:
        return self.is_member and self.role == GroupRole.HOST

    @property
    def steps(self) -> list[MembershipAction]:
        return MEMBERSHIP_LIFECYCLE.actions(self.state)
