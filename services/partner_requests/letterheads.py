"""The blank letter that a form for a partner request shows before anything is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationTag,
    Idea,
    ImplementerRole,
    NotFound,
    RequestDirection,
    TagKind,
    today,
)
from services import ideas
from services.actors import Actor
from services.partner_requests.sending import NEEDS_REGISTRATION, is_open, known_idea, needs_of, partner_found

# The usual answer needs a board meeting, and boards meet once a month.
USUAL_WAIT = timedelta(days=28)


@dataclass(frozen=True)
class NeedChoice:
    id: int
    competence: str
    words: str
    # The partner's profile offers this competence.
    offered: bool


@dataclass(frozen=True)
class Letterhead:
    """What a form for a request shows before anything is written."""

    idea_id: int
    idea_title: str
    idea_association: str
    direction: RequestDirection
    # The association that would join the idea's own; none when it is still to be chosen.
    partner_id: int | None
    partner_name: str
    needs: list[NeedChoice]
    roles: list[ImplementerRole]
    # False when the partner's being no legal person narrows the roles.
    registered: bool
    # The actor's own associations that could offer themselves.
    own: dict[int, str]
    reply_by: date
    # An offer that comes after the day until which the idea sought partners.
    late: bool


def letterhead(session: Session, actor: Actor, idea_id: int, association_id: int = 0) -> Letterhead:
    """A blank letter about this idea: an invitation to that association, or an offer in its name.

    Without an association the idea's own people have still to choose one, and others offer the one that
    they act for.
    """
    idea = known_idea(session, actor, idea_id)
    if not is_open(session, idea):
        raise NotFound("request_idea_closed")
    own = _own(session, actor, idea)
    direction = _direction(actor, idea, association_id, own)
    chosen = (
        association_id if direction == RequestDirection.INVITATION else _offering(actor, own, association_id)
    )
    partner = partner_found(session, idea, chosen) if chosen else None
    offered = _offered(session, chosen)
    registered = partner is None or partner.registered
    return Letterhead(
        idea_id=idea.id,
        idea_title=idea.title,
        idea_association=session.get_one(Association, idea.association_id).name,
        direction=direction,
        partner_id=partner.id if partner else None,
        partner_name=partner.name if partner else "",
        needs=[
            NeedChoice(n.id, n.competence, n.words, n.competence in offered) for n in needs_of(session, idea)
        ],
        roles=[role for role in ImplementerRole if registered or role not in NEEDS_REGISTRATION],
        registered=registered,
        own=own,
        reply_by=_suggested_day(idea),
        late=direction == RequestDirection.OFFER
        and ideas.call_ended(idea.state, idea.reply_by, seeks_nobody=idea.seeks_nobody),
    )


def _own(session: Session, actor: Actor, idea: Idea) -> dict[int, str]:
    writing = [mine for mine in actor.verified_associations if actor.acts_for(mine)]
    rows = session.exec(
        select(Association.id, Association.name)
        .where(col(Association.id).in_(writing), Association.id != idea.association_id)
        .order_by(Association.sort_key)
    )
    return dict(rows.all())


def _direction(actor: Actor, idea: Idea, association_id: int, own: dict[int, str]) -> RequestDirection:
    invites = actor.acts_for_verified(idea.association_id) and association_id not in own
    return RequestDirection.INVITATION if invites else RequestDirection.OFFER


def _offering(actor: Actor, own: dict[int, str], association_id: int) -> int:
    """The own association that the address names, else the one that the switch in the frame stands at."""
    wished = (association_id, actor.acting_for or 0, *own)
    return next((one for one in wished if one in own), 0)


def _offered(session: Session, association_id: int) -> set[str]:
    return set(
        session.exec(
            select(AssociationTag.slug).where(
                AssociationTag.association_id == association_id,
                AssociationTag.kind == TagKind.COMPETENCE,
            )
        )
    )


def _suggested_day(idea: Idea) -> date:
    usual = today() + USUAL_WAIT
    return min(idea.reply_by, usual) if idea.reply_by and idea.reply_by > today() else usual
