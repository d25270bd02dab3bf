"""An association is entered, edited, judged, and chosen as the one that a person acts for."""

from sqlmodel import Session

from models import (
    Association,
    AssociationAction,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Conflict,
    FlagReason,
    Forbidden,
    Kind,
    MembershipState,
    NotFound,
    OpenedBecause,
    Person,
    now,
)
from services import clicks, journal, reviews, spam, words
from services.actors import Actor
from services.associations.access import fetch, may
from services.associations.details import Details, checked, write, write_tags

WHY_LENGTH = 2000

# Why the queue looks at a new name or number; a declined association waits for its owner instead.
_LOOKED_AT = {
    AssociationState.PENDING: OpenedBecause.NEW,
    AssociationState.VERIFIED: OpenedBecause.EDIT,
}


def create(session: Session, actor: Actor, details: Details) -> Association:
    """Enters an association that waits for a facilitator; its first person owns it and acts for it."""
    require_verified(actor)
    said = checked(details)
    same = {"created_by": actor.id, "name": said["name"], "description": said["description"]}
    if entered := clicks.just_made(session, Association, **same):
        return entered
    spam.check_links(actor, details.description, field="description")
    spam.check_pace(session, Association, spam.NEW_THINGS, created_by=actor.id)
    association = Association(name="", sort_key="", created_by=actor.id)
    write(session, association, details)
    session.add(association)
    session.flush()
    write_tags(session, association, details)
    _seat_owner(session, actor, association)
    _queue(session, association, OpenedBecause.NEW)
    journal.record(session, actor, Kind.ASSOCIATION, association.id, "create", after=association.state)
    return association


def edit(
    session: Session, actor: Actor, association_id: int, details: Details, *, version: int
) -> Association:
    """Keeps the new words, unless somebody changed them after `version` was read.

    A new name, number or description goes to the queue; a verified association stays verified meanwhile.
    """
    association = _may_take(session, actor, association_id, AssociationAction.EDIT)
    if association.version != version:
        raise Conflict
    association.move(AssociationAction.EDIT)
    before = _read_by_others(association)
    write(session, association, details)
    write_tags(session, association, details)
    because = _LOOKED_AT.get(association.state)
    if because and _read_by_others(association) != before:
        _queue(session, association, because)
    journal.record(
        session, actor, Kind.ASSOCIATION, association.id, AssociationAction.EDIT, after=association.state
    )
    session.flush()
    return association


def move(
    session: Session, actor: Actor, association_id: int, action: AssociationAction, *, why: str = ""
) -> Association:
    """Takes a step. Of a decision the moderation tells the owners, since it knows the reason's code."""
    association = _may_take(session, actor, association_id, action)
    why = words.body(why, field="why", most=WHY_LENGTH, needed=False)
    before = association.state
    association.move(action)
    journal.record(
        session,
        actor,
        Kind.ASSOCIATION,
        association.id,
        action,
        before=before,
        after=association.state,
        why=why,
    )
    if action == AssociationAction.SUBMIT:
        _queue(session, association, OpenedBecause.NEW)
    session.flush()
    return association


def flag(
    session: Session, actor: Actor, association_id: int, why: str, *, reason: FlagReason = FlagReason.OTHER
) -> None:
    """Asks the facilitators to look at another's association."""
    association = fetch(session, actor, association_id)
    if not may_flag(actor, association):
        raise Forbidden
    why = words.body(why, field="why", most=1000)
    reviews.flag(session, actor, Kind.ASSOCIATION, association.id, why, reason=reason)


def may_flag(actor: Actor, association: Association) -> bool:
    return not actor.is_visitor and not actor.belongs_to(association.id)


def act_for(session: Session, actor: Actor, association_id: int) -> None:
    """Sets the switch in the frame."""
    if not actor.belongs_to(association_id):
        raise NotFound
    session.get_one(Person, actor.id).acting_for = association_id


def require_verified(actor: Actor) -> None:
    """An address that nobody has answered from is no one to join people with."""
    if actor.is_visitor:
        raise Forbidden("sign_in_first")
    if not actor.verified:
        raise Forbidden("verify_first")


def _may_take(session: Session, actor: Actor, association_id: int, action: AssociationAction) -> Association:
    association = fetch(session, actor, association_id)
    if not may(actor, action, association):
        raise Forbidden
    return association


def _read_by_others(association: Association) -> tuple[str, ...]:
    return association.name, association.business_id, association.register_number, association.description


def _seat_owner(session: Session, actor: Actor, association: Association) -> None:
    session.add(
        AssociationMember(
            association_id=association.id,
            person_id=actor.id,
            role=AssociationRole.OWNER,
            state=MembershipState.MEMBER,
            decided_at=now(),
        )
    )
    session.get_one(Person, actor.id).acting_for = association.id
    session.flush()


def _queue(session: Session, association: Association, because: OpenedBecause) -> None:
    reviews.open_item(
        session,
        Kind.ASSOCIATION,
        association.id,
        title=association.name,
        association_id=association.id,
        author_id=association.created_by,
        municipality=association.municipality,
        because=because,
    )
