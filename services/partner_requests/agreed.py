"""A partnership that both sides have agreed on elsewhere: the letter is kept, with its answer."""

from sqlmodel import Session, col, select

from models import (
    PARTNER_REQUEST_OPEN,
    Forbidden,
    Idea,
    ImplementerRole,
    Kind,
    PartnerRequest,
    PartnerRequestAction,
    PartnerRequestState,
    RequestDirection,
    WrongState,
    now,
    today,
)
from services import journal, plans
from services.actors import Actor
from services.partner_requests.answering import accept
from services.partner_requests.sending import is_open, known_idea, lock_idea, partner_found


def come_along(
    session: Session, offering: Actor, accepting: Actor, idea_id: int, association_id: int, words: str
) -> PartnerRequest:
    """The association comes along to the idea as a cooperation partner.

    A partner already keeps the role that was agreed; a letter that is open between the two is accepted by the one
    who received it. Of a new letter nobody is told: whoever brought the two together does that.
    """
    idea = known_idea(session, offering, idea_id)
    if not (offering.acts_for_verified(association_id) and accepting.acts_for_verified(idea.association_id)):
        raise Forbidden
    if not is_open(session, idea):
        raise WrongState("request_idea_closed")
    partner_found(session, idea, association_id)
    lock_idea(session, idea.id)
    standing = _standing(session, idea, association_id)
    if standing is None:
        return _agree(session, offering, accepting, idea, association_id, words)
    if standing.state != PartnerRequestState.ACCEPTED:
        offered = standing.direction == RequestDirection.OFFER
        accept(session, accepting if offered else offering, standing.id)
    return standing


def _standing(session: Session, idea: Idea, association_id: int) -> PartnerRequest | None:
    return session.exec(
        select(PartnerRequest).where(
            PartnerRequest.idea_id == idea.id,
            (col(PartnerRequest.from_association_id) == association_id)
            | (col(PartnerRequest.to_association_id) == association_id),
            col(PartnerRequest.state).in_((*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)),
        )
    ).first()


def _agree(
    session: Session, offering: Actor, accepting: Actor, idea: Idea, association_id: int, words: str
) -> PartnerRequest:
    request = PartnerRequest(
        idea_id=idea.id,
        from_association_id=association_id,
        to_association_id=idea.association_id,
        direction=RequestDirection.OFFER,
        role=ImplementerRole.COOPERATION_PARTNER,
        words=words,
        reply_by=today(),
        sent_by=offering.id,
    )
    session.add(request)
    session.flush()
    sent = request.state
    journal.record(session, offering, Kind.PARTNER_REQUEST, request.id, "send", after=sent, why=words)
    request.move(PartnerRequestAction.ACCEPT)
    request.answered_by, request.answered_at = accepting.id, now()
    session.flush()
    journal.record(
        session,
        accepting,
        Kind.PARTNER_REQUEST,
        request.id,
        PartnerRequestAction.ACCEPT,
        before=sent,
        after=request.state,
    )
    plans.join_if_begun(session, accepting, request)
    return request
