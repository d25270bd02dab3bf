"""Invitations by e-mail to an association's people, as their two sides see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    Link,
    LinkPurpose,
    NotFound,
    Person,
    now,
)
from services.accounts import mailed
from services.accounts.mailed import LinkState
from services.actors import Actor

CLOSED = (AssociationState.ARCHIVED, AssociationState.DECLINED)


@dataclass(frozen=True)
class Invitation:
    """An invitation as its two sides see it."""

    id: int
    state: LinkState
    email: str
    association_id: int
    association: str
    role: AssociationRole
    inviter: str
    expires_at: datetime


def invitations_for(session: Session, actor: Actor) -> list[Invitation]:
    """What I am invited to and have not answered."""
    if actor.is_visitor or not actor.verified:
        return []
    return waiting(session, col(Link.email) == actor.email)


def invitation(session: Session, actor: Actor, token: str = "", link_id: int = 0) -> Invitation:
    """The invitation of a mailed token, or one of the person's own by its number."""
    link = link_of(session, actor, token, link_id)
    return _view(link, *names_of(session, link))


def link_of(session: Session, actor: Actor, token: str, link_id: int) -> Link:
    if token:
        return mailed.found(session, LinkPurpose.INVITE, token)
    link = session.get(Link, link_id, with_for_update=True) if actor.verified else None
    if link is None or link.purpose != LinkPurpose.INVITE or link.email != actor.email:
        raise NotFound
    return link


def membership(session: Session, association_id: int, person_id: int) -> AssociationMember | None:
    return session.exec(
        select(AssociationMember).where(
            AssociationMember.association_id == association_id, AssociationMember.person_id == person_id
        )
    ).first()


def waiting(session: Session, whose: Any) -> list[Invitation]:
    rows = session.exec(
        select(Link, Association.name, Person.name)
        .join(Association, col(Association.id) == Link.association_id)
        .join(Person, col(Person.id) == Link.invited_by)
        .where(
            whose,
            Link.purpose == LinkPurpose.INVITE,
            col(Link.used_at).is_(None),
            Link.expires_at > now(),
        )
        .order_by(col(Link.id).desc())
        .limit(50)
    ).all()
    return [_view(link, association, inviter) for link, association, inviter in rows]


def names_of(session: Session, link: Link) -> tuple[str, str]:
    association = session.get(Association, link.association_id)
    inviter = session.get(Person, link.invited_by)
    return association.name if association else "", inviter.name if inviter else ""


def _view(link: Link, association: str, inviter: str) -> Invitation:
    return Invitation(
        link.id,
        mailed.state_of(link),
        link.email,
        link.association_id or 0,
        association,
        link.role or AssociationRole.VIEWER,
        inviter,
        link.expires_at,
    )
