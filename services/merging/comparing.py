"""Two associations side by side: what differs, what would come along, and what stands in the way."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationState,
    Conflict,
    Forbidden,
    GroupMember,
    Idea,
    MembershipState,
    NotFound,
    PartnerRequest,
    PlanPart,
)
from services import associations
from services.actors import Actor
from services.merging import obstacles, settling
from services.merging.settling import Settlement

# Of each the survivor keeps its own, or takes the other's.
FIELDS = (
    "name",
    "registered",
    "business_id",
    "register_number",
    "municipality",
    "kind",
    "description",
    "capacity",
    "contact_name",
    "contact_email",
    "contact_phone",
)


class Coming(StrEnum):
    """What there is of a thing that would come along."""

    PEOPLE = "people"
    IDEAS = "ideas"
    REQUESTS = "requests"
    PLANS = "plans"
    GROUPS = "groups"


@dataclass(frozen=True)
class Line:
    field: str
    mine: Any
    theirs: Any
    # What is filled where the other one is empty, is taken unless somebody chooses.
    takes_theirs: bool

    @property
    def differs(self) -> bool:
        return bool(self.mine != self.theirs)


@dataclass(frozen=True)
class Side:
    id: int
    name: str
    state: AssociationState
    numbers: dict[Coming, int]


@dataclass(frozen=True)
class Comparison:
    survivor: Side
    merged: Side
    lines: tuple[Line, ...]
    obstacles: tuple[Conflict, ...]
    # What merging them settles along the way.
    settled: tuple[Settlement, ...]


def check(actor: Actor) -> None:
    if not associations.oversees(actor):
        raise NotFound


def pair(
    session: Session, actor: Actor, survivor_id: int, merged_id: int, *, held: bool = False
) -> tuple[Association, Association]:
    """The two, who may be merged by this person: nobody does it with their own association."""
    check(actor)
    if survivor_id == merged_id:
        raise NotFound
    query = associations.visible(actor).where(
        col(Association.id).in_((survivor_id, merged_id)), col(Association.merged_into).is_(None)
    )
    if held:
        query = (
            query.order_by(col(Association.id)).with_for_update().execution_options(populate_existing=True)
        )
    found = {each.id: each for each in session.scalars(query)}
    if len(found) != 2:
        raise NotFound
    if any(map(actor.belongs_to, found)):
        raise Forbidden("own_association")
    return found[survivor_id], found[merged_id]


def compare(session: Session, actor: Actor, survivor_id: int, merged_id: int) -> Comparison:
    survivor, merged = pair(session, actor, survivor_id, merged_id)
    return Comparison(
        _side(session, survivor),
        _side(session, merged),
        tuple(_line(survivor, merged, field) for field in FIELDS),
        tuple(in_the_way(session, survivor, merged)),
        tuple(settling.of(session, survivor, merged)),
    )


def in_the_way(session: Session, survivor: Association, merged: Association) -> list[Conflict]:
    found = obstacles.of(session, survivor, merged)
    if survivor.state != AssociationState.VERIFIED:
        found.insert(0, Conflict("merge_unverified", name=survivor.name))
    return found


def _line(survivor: Association, merged: Association, field: str) -> Line:
    mine, theirs = getattr(survivor, field), getattr(merged, field)
    return Line(field, mine, theirs, takes_theirs=mine in ("", 0) and theirs not in ("", 0))


def _side(session: Session, association: Association) -> Side:
    counted = {
        Coming.PEOPLE: _count(
            AssociationMember.id,
            col(AssociationMember.association_id) == association.id,
            col(AssociationMember.state) == MembershipState.MEMBER,
        ),
        Coming.IDEAS: _count(Idea.id, col(Idea.association_id) == association.id),
        Coming.REQUESTS: _count(
            PartnerRequest.id,
            or_(
                col(PartnerRequest.from_association_id) == association.id,
                col(PartnerRequest.to_association_id) == association.id,
            ),
        ),
        Coming.PLANS: _count(PlanPart.id, col(PlanPart.association_id) == association.id),
        Coming.GROUPS: _count(
            GroupMember.group_id.distinct(),  # type: ignore[attr-defined]
            col(GroupMember.association_id) == association.id,
            col(GroupMember.state) == MembershipState.MEMBER,
        ),
    }
    row = session.execute(select(*counted.values())).one()
    return Side(association.id, association.name, association.state, dict(zip(counted, row, strict=True)))


def _count(what: Any, *where: Any) -> Any:
    return select(func.count(what)).where(*where).scalar_subquery()
