"""Trusted associations: what they publish is public at once, and looked at afterwards."""

from sqlmodel import Session, select

from models import Association, AssociationState, Forbidden, Kind, WrongState, now
from services import journal, notices
from services.actors import Actor
from services.associations.access import fetch

TRUST, DISTRUST = "trust", "distrust"


def is_trusted(session: Session, association_id: int | None) -> bool:
    """Only while it is verified too."""
    query = select(Association.trusted_at).where(
        Association.id == association_id, Association.state == AssociationState.VERIFIED
    )
    return session.exec(query).first() is not None


def may_trust(actor: Actor, association: Association) -> bool:
    # Nobody trusts their own association on the others' behalf.
    return (
        actor.is_facilitator
        and association.state == AssociationState.VERIFIED
        and not actor.belongs_to(association.id)
    )


def trust(session: Session, actor: Actor, association_id: int) -> None:
    association = _trustable(session, actor, association_id)
    if association.trusted_at:
        raise WrongState
    association.trusted_at = now()
    _tell(session, actor, association, TRUST)


def distrust(session: Session, actor: Actor, association_id: int) -> None:
    """What comes from now on waits again; what is public stays."""
    association = _trustable(session, actor, association_id)
    if association.trusted_at is None:
        raise WrongState
    association.trusted_at = None
    _tell(session, actor, association, DISTRUST)


def _trustable(session: Session, actor: Actor, association_id: int) -> Association:
    association = fetch(session, actor, association_id)
    if not may_trust(actor, association):
        raise Forbidden
    return association


def _tell(session: Session, actor: Actor, association: Association, action: str) -> None:
    session.flush()
    entry = journal.record(session, actor, Kind.ASSOCIATION, association.id, action)
    writers = notices.people_of(session, association.id)
    link = f"/association?id={association.id}"
    notices.tell(session, entry, writers, f"association_{action}", link, association=association.name)
