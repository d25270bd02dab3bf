"""Who may sit at the desk, and which items are theirs to decide."""

from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    AssociationMember,
    Forbidden,
    MembershipState,
    NotFound,
    OpenedBecause,
    Person,
    ReviewItem,
    ServiceRole,
)
from services.actors import Actor


class Barred(StrEnum):
    """Why an item is not this facilitator's to decide."""

    NO = ""
    OWN = "own"
    # An appeal goes to another one than who decided first.
    APPEAL = "appeal"


def check_desk(actor: Actor) -> None:
    """The queue is the facilitators'; nobody else knows what is in it."""
    if not actor.is_facilitator:
        raise NotFound


def own(actor: Actor, item: ReviewItem) -> bool:
    """Nobody judges their own association's things, nor their own words."""
    return actor.belongs_to(item.association_id) or item.author_id == actor.person_id


def barred(session: Session, actor: Actor, item: ReviewItem) -> Barred:
    if own(actor, item):
        return Barred.OWN
    appealed = item.opened_because == OpenedBecause.APPEAL and item.appeal_of == actor.person_id
    return Barred.APPEAL if appealed and has_another(session, actor, item) else Barred.NO


def has_another(session: Session, actor: Actor, item: ReviewItem) -> bool:
    """Whether a facilitator besides this one may decide the item."""
    belongs = (
        select(col(AssociationMember.id))
        .where(
            col(AssociationMember.person_id) == Person.id,
            col(AssociationMember.association_id) == item.association_id,
            col(AssociationMember.state) == MembershipState.MEMBER,
        )
        .exists()
    )
    another = select(col(Person.id)).where(*_others(actor, item), ~belongs).limit(1)
    return session.scalar(another) is not None


def _others(actor: Actor, item: ReviewItem) -> list[Any]:
    return [
        col(Person.role) == ServiceRole.FACILITATOR,
        col(Person.id).not_in([each for each in (actor.person_id, item.author_id) if each]),
    ]


def fetch(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    check_desk(actor)
    item = session.get(ReviewItem, item_id)
    if item is None:
        raise NotFound
    return item


def fetch_to_decide(session: Session, actor: Actor, item_id: int) -> ReviewItem:
    item = fetch(session, actor, item_id)
    # Held until the end of the act: who comes second reads what the first one decided.
    session.refresh(item, with_for_update=True)
    match barred(session, actor, item):
        case Barred.OWN:
            raise Forbidden("own_association")
        case Barred.APPEAL:
            raise Forbidden("appeal_other")
    return item
