from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.kind import TagKind
from models.lifecycle import Lifecycle


class IdeaState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class IdeaAction(StrEnum):
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


IDEA_LIFECYCLE = Lifecycle(
    {
        (IdeaState.DRAFT, IdeaAction.SUBMIT): IdeaState.SUBMITTED,
        (IdeaState.RETURNED, IdeaAction.SUBMIT): IdeaState.SUBMITTED,
        (IdeaState.SUBMITTED, IdeaAction.TAKE_BACK): IdeaState.DRAFT,
        (IdeaState.SUBMITTED, IdeaAction.PUBLISH): IdeaState.PUBLISHED,
        (IdeaState.SUBMITTED, IdeaAction.RETURN): IdeaState.RETURNED,
        (IdeaState.SUBMITTED, IdeaAction.REJECT): IdeaState.REJECTED,
        (IdeaState.PUBLISHED, IdeaAction.HIDE): IdeaState.HIDDEN,
        (IdeaState.HIDDEN, IdeaAction.RESTORE): IdeaState.PUBLISHED,
        (IdeaState.PUBLISHED, IdeaAction.WITHDRAW): IdeaState.WITHDRAWN,
        # A decision is undone: the idea waits again.
        (IdeaState.PUBLISHED, IdeaAction.REOPEN): IdeaState.SUBMITTED,
        (IdeaState.RETURNED, IdeaAction.REOPEN): IdeaState.SUBMITTED,
        (IdeaState.REJECTED, IdeaAction.REOPEN): IdeaState.SUBMITTED,
    }
)


class RevisionState(StrEnum):
    """How far the edits of a published idea are; its readers keep the reviewed words until they are accepted."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"


class RevisionAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    DISCARD = "discard"
    ACCEPT = "accept"
    RETURN = "return"


REVISION_LIFECYCLE = Lifecycle(
    {
        (RevisionState.NONE, RevisionAction.EDIT): RevisionState.DRAFT,
        (RevisionState.DRAFT, RevisionAction.EDIT): RevisionState.DRAFT,
        (RevisionState.DRAFT, RevisionAction.SUBMIT): RevisionState.SUBMITTED,
        (RevisionState.DRAFT, RevisionAction.DISCARD): RevisionState.NONE,
        (RevisionState.SUBMITTED, RevisionAction.TAKE_BACK): RevisionState.DRAFT,
        (RevisionState.SUBMITTED, RevisionAction.ACCEPT): RevisionState.NONE,
        (RevisionState.SUBMITTED, RevisionAction.RETURN): RevisionState.DRAFT,
    }
)


class WithdrawReason(StrEnum):
    DUPLICATE = "duplicate"
    STARTED = "started"
    DONE = "done"
    UNFEASIBLE = "unfeasible"
    OTHER = "other"


_version = Column("version_id", Integer, nullable=False)


class Idea(Moderated, Table, table=True):
    # What everybody opens first: the published ideas, newest first.
    __table_args__ = (Index("ix_idea_newest", "state", "published_at", "id"),)

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    title: str = Field(default="", max_length=120)
    summary: str = Field(default="", max_length=2000)
    need: str = Field(default="", max_length=3000)
    municipality: str = Field(default="", max_length=3, index=True)
    # What we offer, in our own words; the competences offered are tags.
    offers: str = Field(default="", max_length=1000)
    call_id: int | None = Field(default=None, foreign_key="call.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="peer_group.id", index=True)
    # Said in so many words, so that an empty list of needs is never taken for "nobody".
    seeks_nobody: bool = False
    reply_by: date | None = None
    state: IdeaState = Field(default=IdeaState.DRAFT, sa_type=stored(IdeaState))
    # Edits of a published idea until they are submitted and published: readers keep the reviewed words.
    revision: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    revision_submitted_at: datetime | None = None
    withdrawn_because: WithdrawReason | None = Field(default=None, sa_type=stored(WithdrawReason))
    duplicate_of: int | None = Field(default=None, foreign_key="idea.id")
    created_at: datetime = Field(default_factory=now)
    saved_at: datetime = Field(default_factory=now)
    published_at: datetime | None = None
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    def move(self, action: IdeaAction) -> None:
        self.state = IDEA_LIFECYCLE.after(self.state, action)

    @property
    def revision_state(self) -> RevisionState:
        if self.revision is None:
            return RevisionState.NONE
        return RevisionState.SUBMITTED if self.revision_submitted_at else RevisionState.DRAFT

    def move_revision(self, action: RevisionAction) -> None:
        after = REVISION_LIFECYCLE.after(self.revision_state, action)
        self.revision_submitted_at = now() if after == RevisionState.SUBMITTED else None
        if after == RevisionState.NONE:
            self.revision = None


class IdeaTag(Table, table=True):
    """A target group, a priority of the call or a competence offered."""

    __tablename__ = "idea_tag"
    __table_args__ = (Index("ix_idea_tag_find", "kind", "slug", "idea_id"),)

    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    kind: TagKind = Field(primary_key=True, sa_type=stored(TagKind))
    slug: str = Field(primary_key=True, max_length=40)


class IdeaNeed(Table, table=True):
    """Something that a partner is sought for."""

    __tablename__ = "idea_need"

    id: int = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    # Empty when no competence of the vocabulary fits the words.
    competence: str = Field(default="", max_length=40, index=True)
    words: str = Field(default="", max_length=200)
    essential: bool = True
    position: int = 0


class IdeaVersion(Table, table=True):
    """The words as they were submitted; what a reader compares."""

    __tablename__ = "idea_version"
    __table_args__ = (Index("uq_idea_version_number", "idea_id", "number", unique=True),)

    id: int = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    author_id: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    # When a facilitator let it out; what was returned stays between the writers and the facilitators.
    published_at: datetime | None = None


class Endorsement(Table, table=True):
    """One person's "this is needed"; once per idea."""

    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    association_id: int | None = Field(default=None, foreign_key="association.id")
    created_at: datetime = Field(default_factory=now)
