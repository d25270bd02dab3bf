"""How much there is in each municipality: what the map and its table count."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_
from sqlmodel import Session, col

from models import Association, AssociationState, Idea, IdeaState
from services import places
from services.actors import VISITOR, Actor
from services.associations import access as association_access
from services.ideas import access as idea_access


class Counted(StrEnum):
    IDEAS = "ideas"
    ASSOCIATIONS = "associations"


def counts(session: Session, actor: Actor, counted: Counted) -> dict[str, int]:
    """By municipality, in Finnish order, also where there is none; as many as the list of that municipality shows."""
    rows = session.execute(_by_municipality(actor, counted))
    found = {row[0]: row[1] for row in rows}
    return {code: found.get(code, 0) for code in places.municipalities()}


def public_counts(session: Session, _actor: Actor, counted: Counted) -> dict[str, int]:
    """As a visitor counts them, whoever asks."""
    return counts(session, VISITOR, counted)


def _by_municipality(actor: Actor, counted: Counted) -> Select[Any]:
    match counted:
        case Counted.IDEAS:
            place = col(Idea.municipality)
            query = idea_access.visible(actor, place, func.count()).where(
                col(Idea.state) == IdeaState.PUBLISHED
            )
        case Counted.ASSOCIATIONS:
            place = col(Association.municipality)
            verified = col(Association.state) == AssociationState.VERIFIED
            query = association_access.visible(actor, place, func.count()).where(
                or_(verified, col(Association.id).in_(actor.roles))
            )
    return query.group_by(place)
