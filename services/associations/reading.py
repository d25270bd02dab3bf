"""What people read of associations: cards, the profile, the form's values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session, col

from models import (
    ASSOCIATION_LIFECYCLE,
    Association,
    AssociationAction,
    AssociationMember,
    AssociationRole,
    AssociationState,
    AssociationTag,
    Kind,
    MembershipState,
    NotFound,
    TagKind,
)
from services import journal, reviews
from services.actors import Actor
from services.associations.access import actions_for, answers, fetch, may, oversees, visible
from services.associations.acts import may_flag
from services.associations.details import Details
from services.associations.members import row_of
from services.associations.showing import may_show_partners
from services.associations.trust import may_trust
from services.journal import Step
from services.paging import Page, carded, paged
from services.search.conditions import condition


@dataclass(frozen=True)
class AssociationCard:
    id: int
    name: str
    municipality: str
    kind: str
    description: str
    state: AssociationState
    own: bool
    competences: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    name: str
    email: str
    phone: str


class Joining(StrEnum):
    """What the door of an association says to a person."""

    MEMBER = "member"
    CLOSED = "closed"
    SIGN_IN = "sign_in"
    WAIT = "wait"
    ASK = "ask"


@dataclass(frozen=True)
class Profile:
    id: int
    name: str
    registered: bool
    business_id: str
    register_number: str
    municipality: str
    kind: str
    description: str
    capacity: int
    state: AssociationState
    competences: tuple[str, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    members: int
    # Nothing for visitors: people's addresses are not published.
    contact: Contact | None
    role: AssociationRole | None
    joining: Joining
    actions: tuple[AssociationAction, ...]
    may_flag: bool
    # What it publishes is public at once; only its own people and the facilitators know.
    trusted: bool
    may_trust: bool
    # Everybody may see with whom it works, as far as the other side lets them.
    shows_partners: bool
    may_show_partners: bool
    # From a register: nobody acts for it yet, and whether this reader answers who asks to.
    unclaimed: bool
    answers: bool
    # Whether its owners may bring in more people.
    takes_people: bool
    # Why it was declined, for its own people.
    declined_because: str = ""

    @property
    def own(self) -> bool:
        return self.role is not None

    @property
    def owned(self) -> bool:
        return self.role == AssociationRole.OWNER


@dataclass(frozen=True)
class Form:
    """What the form begins with, and the version that its reader has seen."""

    id: int = 0
    version: int = 0
    details: Details = field(default_factory=Details)


def visible_to(
    session: Session,
    actor: Actor,
    *,
    words: str = "",
    municipality: str = "",
    kind: str = "",
    competence: str = "",
    target_group: str = "",
    language: str = "",
    state: str = "",
    mine: bool = False,
    after: str = "",
) -> Page[AssociationCard]:
    """Verified associations and own ones in Finnish order; who oversees may ask for another state. Two queries."""
    query = visible(actor).where(_shown(actor, state, mine))
    for column, wanted in ((Association.municipality, municipality), (Association.kind, kind)):
        query = query.where(col(column) == wanted) if wanted else query
    tags = (
        (TagKind.COMPETENCE, competence),
        (TagKind.TARGET_GROUP, target_group),
        (TagKind.LANGUAGE, language),
    )
    for tag_kind, slug in tags:
        query = query.where(_tagged(tag_kind, slug)) if slug else query
    query = query.where(condition(session, Kind.ASSOCIATION, words))
    page = paged(session, query, key=[col(Association.sort_key), col(Association.id)], after=after)
    found = _tags_of(session, [row.id for row in page.rows])
    return carded(page, lambda row: _card(actor, row, found.get(row.id, {})))


def names_of(session: Session, actor: Actor, association_ids: Iterable[int]) -> dict[int, str]:
    """By id, in Finnish order."""
    query = visible(actor, col(Association.id), col(Association.name))
    rows = session.execute(
        query.where(col(Association.id).in_(association_ids)).order_by(col(Association.sort_key))
    )
    return {row.id: row.name for row in rows}


def profile(session: Session, actor: Actor, association_id: int) -> Profile:
    row = fetch(session, actor, association_id)
    tags = _tags_of(session, [row.id]).get(row.id, {})
    role = actor.roles.get(row.id)
    return Profile(
        id=row.id,
        name=row.name,
        registered=row.registered,
        business_id=row.business_id,
        register_number=row.register_number,
        municipality=row.municipality,
        kind=row.kind,
        description=row.description,
        capacity=row.capacity,
        state=row.state,
        competences=tags.get(TagKind.COMPETENCE, ()),
        target_groups=tags.get(TagKind.TARGET_GROUP, ()),
        languages=tags.get(TagKind.LANGUAGE, ()),
        interests=tags.get(TagKind.INTEREST, ()),
        members=_members(session, row.id),
        contact=None if actor.is_visitor else Contact(row.contact_name, row.contact_email, row.contact_phone),
        role=role,
        joining=_joining(session, actor, row),
        actions=tuple(actions_for(actor, row)),
        may_flag=may_flag(actor, row),
        trusted=row.trusted_at is not None and (role is not None or actor.is_facilitator),
        may_trust=may_trust(actor, row),
        shows_partners=row.shows_partners,
        may_show_partners=may_show_partners(actor, row),
        unclaimed=row.unclaimed,
        answers=answers(actor, row),
        takes_people=row.takes_people,
        declined_because=_verdict(session, row) if role else "",
    )


def leads_to(session: Session, actor: Actor, association_id: int) -> int:
    """The one that this one was merged into, for old links; 0 for one that stands on its own."""
    survivor = select(col(Association.merged_into)).where(col(Association.id) == association_id)
    query = visible(actor, col(Association.id)).where(col(Association.id) == survivor.scalar_subquery())
    return session.scalar(query) or 0


def form_of(session: Session, actor: Actor, association_id: int = 0) -> Form:
    """A new form, or that of an association which this person may edit."""
    if not association_id:
        return Form()
    row = fetch(session, actor, association_id)
    if not may(actor, AssociationAction.EDIT, row):
        raise NotFound
    tags = _tags_of(session, [row.id]).get(row.id, {})
    details = Details(
        name=row.name,
        registered=row.registered,
        business_id=row.business_id,
        register_number=row.register_number,
        municipality=row.municipality,
        kind=row.kind,
        description=row.description,
        competences=tags.get(TagKind.COMPETENCE, ()),
        target_groups=tags.get(TagKind.TARGET_GROUP, ()),
        languages=tags.get(TagKind.LANGUAGE, ()),
        interests=tags.get(TagKind.INTEREST, ()),
        capacity=row.capacity,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
    )
    return Form(row.id, row.version, details)


def history(session: Session, actor: Actor, association_id: int) -> list[Step]:
    """The association's own steps, for who writes in its name or oversees; owners read of its people too."""
    fetch(session, actor, association_id)
    if not (actor.acts_for(association_id) or oversees(actor)):
        return []
    merged = select(col(Association.id)).where(col(Association.merged_into) == association_id)
    things = [(Kind.ASSOCIATION, each) for each in (association_id, *session.scalars(merged))]
    steps = journal.history(session, things)
    if actor.owns(association_id):
        return steps
    return [step for step in steps if (step.before or step.after) in tuple(AssociationState)]


def _shown(actor: Actor, state: str, mine: bool) -> Any:
    if mine:
        return col(Association.id).in_(actor.roles)
    if state in tuple(AssociationState) and oversees(actor):
        return col(Association.state) == state
    verified = col(Association.state) == AssociationState.VERIFIED
    return or_(verified, col(Association.id).in_(actor.roles))


def _tagged(kind: TagKind, slug: str) -> Any:
    tagged: Select[Any] = select(col(AssociationTag.association_id)).where(
        col(AssociationTag.kind) == kind, col(AssociationTag.slug) == slug
    )
    return col(Association.id).in_(tagged)


def _tags_of(session: Session, ids: list[int]) -> dict[int, dict[TagKind, tuple[str, ...]]]:
    query = select(AssociationTag).where(col(AssociationTag.association_id).in_(ids))
    tags: dict[int, dict[TagKind, tuple[str, ...]]] = {}
    for row in session.execute(query.order_by(col(AssociationTag.slug))).scalars():
        mine = tags.setdefault(row.association_id, {})
        mine[row.kind] = (*mine.get(row.kind, ()), row.slug)
    return tags


def _card(actor: Actor, row: Association, tags: dict[TagKind, tuple[str, ...]]) -> AssociationCard:
    return AssociationCard(
        row.id,
        row.name,
        row.municipality,
        row.kind,
        row.description,
        row.state,
        own=actor.belongs_to(row.id),
        competences=tags.get(TagKind.COMPETENCE, ()),
    )


def _members(session: Session, association_id: int) -> int:
    counted = select(func.count()).where(
        col(AssociationMember.association_id) == association_id,
        col(AssociationMember.state) == MembershipState.MEMBER,
    )
    found: int = session.execute(counted).scalar_one()
    return found


def _joining(session: Session, actor: Actor, row: Association) -> Joining:
    if actor.belongs_to(row.id):
        return Joining.MEMBER
    if not row.takes_people:
        return Joining.CLOSED
    if actor.is_visitor:
        return Joining.SIGN_IN
    mine = row_of(session, actor, row.id)
    return Joining.WAIT if mine and mine.state == MembershipState.REQUESTED else Joining.ASK


def _verdict(session: Session, row: Association) -> str:
    if AssociationAction.SUBMIT not in ASSOCIATION_LIFECYCLE.actions(row.state):
        return ""
    item = reviews.item_of(session, Kind.ASSOCIATION, row.id)
    return item.words if item else ""
