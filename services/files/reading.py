"""What the screens show of a thing's files, and what the route that serves them asks."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlmodel import Session, and_, col, select

from models import (
    Association,
    Attachment,
    AttachmentAction,
    AttachmentState,
    Kind,
    NotFound,
    Person,
    PlanAction,
    PlanPart,
)
from services import associations, plans, reviews
from services.actors import Actor
from services.files.access import actions_for, fetch, may, may_flag, subject_of, visible


@dataclass(frozen=True)
class FileCard:
    id: int
    part_id: int | None
    name: str
    media_type: str
    size: int
    author: str
    association: str
    at: datetime
    state: AttachmentState
    actions: list[AttachmentAction]
    may_flag: bool

    @property
    def path(self) -> str:
        return path_of(self.id, self.name)


@dataclass(frozen=True)
class Place:
    """Where files are added: the thing itself, or a part of a plan."""

    part_id: int | None
    # Empty when the thing has no parts.
    association: str
    may_add: bool


@dataclass(frozen=True)
class Shelf:
    places: list[Place]
    # Newest first; their number is bounded by the quota.
    files: list[FileCard]
    # What this person may put back.
    removed: list[FileCard]

    def of(self, place: Place) -> list[FileCard]:
        return [card for card in self.files if card.part_id == place.part_id]


@dataclass(frozen=True)
class Served:
    name: str
    media_type: str
    size: int
    sha256: str


def path_of(attachment_id: int, name: str) -> str:
    """The address from which it is fetched; the name is for people, the number counts."""
    return f"/files/{attachment_id}/{quote(name, safe='')}"


def of(session: Session, actor: Actor, kind: Kind, subject_id: int) -> Shelf:
    """The files of this thing, and where this person may add to them."""
    subject = subject_of(session, actor, kind, subject_id)
    rows = session.execute(
        visible(actor, Attachment, col(Person.name), col(Association.name))
        .join(Person, col(Person.id) == Attachment.author_id)
        .join(
            Association,
            and_(col(Association.id) == Attachment.association_id, associations.known_to(actor)),
            isouter=True,
        )
        .where(col(Attachment.subject_kind) == kind, col(Attachment.subject_id) == subject_id)
        .order_by(col(Attachment.id).desc())
    ).all()
    cards = [_card(actor, row, author, association or "") for row, author, association in rows]
    return Shelf(
        places=_parts(session, actor, subject_id)
        if kind == Kind.PLAN
        else [Place(None, "", subject.may_add)],
        files=[card for card in cards if card.state != AttachmentState.REMOVED],
        removed=[card for card in cards if card.state == AttachmentState.REMOVED],
    )


def served(session: Session, actor: Actor, attachment_id: int) -> Served:
    """A file for this person to fetch; what was removed is put back first."""
    found = fetch(session, actor, attachment_id)
    if found.state == AttachmentState.REMOVED:
        raise NotFound
    return Served(found.name, found.media_type, found.size, found.sha256)


def review_of(session: Session, actor: Actor, attachment_id: int) -> int:
    """The place in the review queue, for who may judge it; 0 for others."""
    attachment = fetch(session, actor, attachment_id)
    if not may(actor, AttachmentAction.HIDE, attachment):
        return 0
    item = reviews.item_of(session, Kind.ATTACHMENT, attachment_id)
    return item.id if item else 0


def _card(actor: Actor, row: Attachment, author: str, association: str) -> FileCard:
    return FileCard(
        id=row.id,
        part_id=row.part_id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        author=author,
        association=association,
        at=row.created_at,
        state=row.state,
        actions=actions_for(actor, row),
        may_flag=may_flag(actor, row),
    )


def _parts(session: Session, actor: Actor, plan_id: int) -> list[Place]:
    plan = plans.fetch(session, actor, plan_id)
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(PlanPart.plan_id == plan.id, plans.taking_part())
        .order_by(col(PlanPart.id))
    ).all()
    return [Place(part.id, name, plans.may(actor, PlanAction.ATTACH, plan, part)) for part, name in rows]
