from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint
from sqlmodel import Field

from models.base import Moderated, Table, now, stored
from models.kind import TagKind
from models.lifecycle import Lifecycle
from models.membership import Membership


class AssociationState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    DECLINED = "declined"
    ARCHIVED = "archived"
    # Came with a register that was taken back: nobody sees it, and nothing of it is in anybody's way.
    TAKEN_BACK = "taken_back"


class AssociationAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    VERIFY = "verify"
    DECLINE = "decline"
    ARCHIVE = "archive"
    RESTORE = "restore"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"
    MERGE = "merge"


_EDITABLE = (AssociationState.PENDING, AssociationState.VERIFIED, AssociationState.DECLINED)

ASSOCIATION_LIFECYCLE = Lifecycle(
    {
        **{(state, AssociationAction.EDIT): state for state in _EDITABLE},
        (AssociationState.PENDING, AssociationAction.VERIFY): AssociationState.VERIFIED,
        (AssociationState.PENDING, AssociationAction.DECLINE): AssociationState.DECLINED,
        (AssociationState.DECLINED, AssociationAction.SUBMIT): AssociationState.PENDING,
        (AssociationState.DECLINED, AssociationAction.REOPEN): AssociationState.PENDING,
        (AssociationState.VERIFIED, AssociationAction.ARCHIVE): AssociationState.ARCHIVED,
        (AssociationState.VERIFIED, AssociationAction.REOPEN): AssociationState.PENDING,
        (AssociationState.ARCHIVED, AssociationAction.RESTORE): AssociationState.VERIFIED,
        (AssociationState.VERIFIED, AssociationAction.TAKE_BACK): AssociationState.TAKEN_BACK,
        **{
            (state, AssociationAction.MERGE): AssociationState.ARCHIVED
            for state in AssociationState
            if state != AssociationState.TAKEN_BACK
        },
    }
)


class AssociationRole(StrEnum):
    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


_version = Column("version_id", Integer, nullable=False)


class Association(Moderated, Table, table=True):
    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=160)
    # Finnish order (å ä ö last) made in Python, so that both databases sort alike.
    sort_key: str = Field(max_length=400, index=True)
    registered: bool = True
    business_id: str = Field(default="", max_length=9, index=True)
    register_number: str = Field(default="", max_length=7, index=True)
    municipality: str = Field(default="", max_length=3, index=True)
    kind: str = Field(default="", max_length=40)
    description: str = Field(default="", max_length=2000)
    # Hands free for a new project: 0 none, 1 a little, 2 some, 3 plenty.
    capacity: int = 0
    contact_name: str = Field(default="", max_length=120)
    contact_email: str = Field(default="", max_length=254)
    contact_phone: str = Field(default="", max_length=40)
    state: AssociationState = Field(
        default=AssociationState.PENDING, sa_type=stored(AssociationState), index=True
    )
    # Its ideas and groups are public at once and looked at afterwards: a facilitator's word, taken back any time.
    trusted_at: datetime | None = None
    # Its partnerships may be shown to everybody; each needs the word of both sides.
    shows_partners: bool = False
    # From a register, and nobody has come yet to act for it: its first person is let in by a facilitator.
    unclaimed: bool = False
    # It was the same as this one, which has all that was its; old links lead on.
    merged_into: int | None = Field(default=None, foreign_key="association.id", index=True)
    # Persons point at associations too; this key is the one that is added when both tables stand.
    created_by: int | None = Field(default=None, sa_column_args=[ForeignKey("person.id", use_alter=True)])
    created_at: datetime = Field(default_factory=now)
    version: int = Field(default=0, sa_column=_version)

    __mapper_args__ = {"version_id_col": _version}

    @property
    def takes_people(self) -> bool:
        """May be asked to join."""
        return self.state in (AssociationState.PENDING, AssociationState.VERIFIED)

    def move(self, action: AssociationAction) -> None:
        self.state = ASSOCIATION_LIFECYCLE.after(self.state, action)


class AssociationTag(Table, table=True):
    """A competence offered, a target group or a language of an association."""

    __tablename__ = "association_tag"
    __table_args__ = (Index("ix_association_tag_find", "kind", "slug", "association_id"),)

    association_id: int = Field(foreign_key="association.id", primary_key=True)
    kind: TagKind = Field(primary_key=True, sa_type=stored(TagKind))
    slug: str = Field(primary_key=True, max_length=40)


class AssociationNote(Table, table=True):
    """What facilitators note for each other of an association; its own people never read it."""

    __tablename__ = "association_note"
    __table_args__ = (Index("ix_association_note_newest", "association_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id")
    author_id: int = Field(foreign_key="person.id", index=True)
    body: str = Field(max_length=2000)
    created_at: datetime = Field(default_factory=now)
    edited_at: datetime | None = None


class AssociationMember(Membership, Table, table=True):
    __tablename__ = "association_member"
    __table_args__ = (UniqueConstraint("association_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: AssociationRole = Field(default=AssociationRole.VIEWER, sa_type=stored(AssociationRole))

    @property
    def is_owner(self) -> bool:
        return self.is_member and self.role == AssociationRole.OWNER


class AssociationsApart(Table, table=True):
    """Two that look like one and are two, as somebody at the desk has said: the smaller id first."""

    __tablename__ = "associations_apart"

    one_id: int = Field(foreign_key="association.id", primary_key=True)
    other_id: int = Field(foreign_key="association.id", primary_key=True, index=True)
    said_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
