"""Whom a letter is for: the owners of the associations that the filters leave, each once; never their addresses."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    AssociationTag,
    Group,
    GroupMember,
    GroupState,
    Invalid,
    MembershipState,
    TagKind,
)
from services import places, vocabulary
from services.actors import Actor
from services.bulletins.access import check

# More groups than that are not offered to choose from.
MOST_GROUPS = 200


@dataclass(frozen=True)
class Audience:
    municipality: str = ""
    target_group: str = ""
    competence: str = ""
    # A group that somebody takes part in for the association.
    group: str = ""
    # Those that wait to be verified besides.
    pending: bool = False

    def kept(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Reach:
    people: int
    associations: int


def audience_of(kept: Mapping[str, Any]) -> Audience:
    return Audience(**kept)


def reach(session: Session, actor: Actor, audience: Audience) -> Reach:
    """How many would get it; the writer is not among them."""
    check(actor)
    query = _rows(audience, actor.id).with_only_columns(
        func.count(col(AssociationMember.person_id).distinct()), func.count(col(Association.id).distinct())
    )
    people, associations = session.execute(query).one()
    return Reach(people, associations)


def people_after(session: Session, audience: Audience, author_id: int, after: int, most: int) -> list[int]:
    """The next ones in the order of their ids, as things stand now."""
    person = col(AssociationMember.person_id)
    query = _rows(audience, author_id).with_only_columns(person).where(person > after)
    return list(session.scalars(query.distinct().order_by(person).limit(most)))


def groups(session: Session, actor: Actor) -> dict[int, str]:
    """The groups to choose from, by name."""
    check(actor)
    rows = session.execute(
        select(col(Group.id), col(Group.name))
        .where(col(Group.state) == GroupState.ACTIVE)
        .order_by(col(Group.sort_key), col(Group.id))
        .limit(MOST_GROUPS)
    )
    return dict(rows.all())


def checked(session: Session, audience: Audience) -> Audience:
    """Invalid for a filter that means nothing: left out, it would make the letter everybody's."""
    groups_known = not audience.group or _is_group(session, audience.group)
    known = (
        audience.municipality in ("", *places.municipalities()),
        audience.target_group in ("", *vocabulary.terms(vocabulary.TARGET_GROUPS)),
        audience.competence in ("", *vocabulary.terms(vocabulary.COMPETENCES)),
        groups_known,
    )
    if not all(known):
        raise Invalid("bulletin_audience", field="audience")
    return audience


def _is_group(session: Session, number: str) -> bool:
    return number.isdecimal() and len(number) < 10 and session.get(Group, int(number)) is not None


def _rows(audience: Audience, author_id: int) -> Select[Any]:
    states = [AssociationState.VERIFIED] + ([AssociationState.PENDING] if audience.pending else [])
    query = (
        select(AssociationMember)
        .join(Association, col(Association.id) == AssociationMember.association_id)
        .where(
            col(AssociationMember.role) == AssociationRole.OWNER,
            col(AssociationMember.state) == MembershipState.MEMBER,
            col(AssociationMember.person_id) != author_id,
            col(Association.state).in_(states),
        )
    )
    if audience.municipality:
        query = query.where(col(Association.municipality) == audience.municipality)
    tags = ((TagKind.TARGET_GROUP, audience.target_group), (TagKind.COMPETENCE, audience.competence))
    for kind, slug in tags:
        tagged = select(col(AssociationTag.association_id)).where(
            col(AssociationTag.kind) == kind, col(AssociationTag.slug) == slug
        )
        query = query.where(col(Association.id).in_(tagged)) if slug else query
    if audience.group:
        within = select(col(GroupMember.association_id)).where(
            col(GroupMember.group_id) == int(audience.group),
            col(GroupMember.state) == MembershipState.MEMBER,
            col(GroupMember.association_id).is_not(None),
        )
        query = query.where(col(Association.id).in_(within))
    return query
