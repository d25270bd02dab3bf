"""Who may know of an association, and who may do what with it and with its people."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from models import (
    ASSOCIATION_LIFECYCLE,
    Association,
    AssociationAction,
    AssociationMember,
    AssociationState,
    MembershipAction,
    NotFound,
)
from services.actors import Actor


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The associations that this person may know of: every read starts here."""
    return select(*(selected or (Association,))).where(known_to(actor))


def known_to(actor: Actor) -> ColumnElement[bool]:
    """For the names beside other things, too: what nobody has verified yet is no public name."""
    if oversees(actor):
        return col(Association.state) != AssociationState.TAKEN_BACK
    return or_(col(Association.state) == AssociationState.VERIFIED, col(Association.id).in_(actor.roles))


def fetch(session: Session, actor: Actor, association_id: int) -> Association:
    """The association; NotFound for who may not know of it."""
    found: Association | None = session.execute(
        visible(actor).where(col(Association.id) == association_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def oversees(actor: Actor) -> bool:
    """Sees associations in every state."""
    return actor.is_facilitator or actor.is_admin


def may(actor: Actor, action: AssociationAction, association: Association) -> bool:
    match action:
        case AssociationAction.EDIT | AssociationAction.SUBMIT:
            return actor.acts_for(association.id)
        case (
            AssociationAction.VERIFY
            | AssociationAction.DECLINE
            | AssociationAction.ARCHIVE
            | AssociationAction.RESTORE
            | AssociationAction.REOPEN
        ):
            # Nobody judges their own association, not even a facilitator; of a merged one nothing is left to judge.
            judges = actor.is_facilitator and not actor.belongs_to(association.id)
            return judges and association.merged_into is None
        case AssociationAction.TAKE_BACK | AssociationAction.MERGE:
            # Steps of the registers, which ask themselves who may.
            return False


def actions_for(actor: Actor, association: Association) -> list[AssociationAction]:
    """The steps open to this person now."""
    return [
        step for step in ASSOCIATION_LIFECYCLE.actions(association.state) if may(actor, step, association)
    ]


def answers(actor: Actor, association: Association) -> bool:
    """Answers those who ask to join: its owners; while it has come from a register and has nobody, a facilitator."""
    return actor.owns(association.id) or (association.unclaimed and actor.is_facilitator)


def may_step(
    actor: Actor, action: MembershipAction, row: AssociationMember, association: Association
) -> bool:
    own = row.person_id == actor.person_id
    match action:
        case MembershipAction.REQUEST | MembershipAction.LEAVE:
            return own
        case MembershipAction.ACCEPT | MembershipAction.DECLINE:
            return answers(actor, association) and not own
        case MembershipAction.INVITE | MembershipAction.REMOVE:
            return actor.owns(row.association_id) and not own
        case MembershipAction.EXPIRE:
            return False
