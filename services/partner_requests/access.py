"""Who may know of a partner request, and who may do what with it."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_LIFECYCLE,
    Idea,
    NotFound,
    PartnerRequest,
    PartnerRequestAction,
    PartnerRequestState,
)
from services import partner_sets
from services.actors import Actor


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The requests that this person may know of: every read starts here."""
    return select(*(selected or (PartnerRequest,))).where(
        true() if actor.is_facilitator else concerns(actor),
    )


def concerns(actor: Actor) -> Any:
    """Sent or received by an association of this person."""
    return or_(
        col(PartnerRequest.from_association_id).in_(actor.roles),
        col(PartnerRequest.to_association_id).in_(actor.roles),
    )


def fetch(session: Session, actor: Actor, request_id: int) -> PartnerRequest:
    """The request; NotFound for who may not know of it."""
    query = visible(actor).where(col(PartnerRequest.id) == request_id)
    found: PartnerRequest | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: PartnerRequestAction, request: PartnerRequest) -> bool:
    match action:
        case PartnerRequestAction.ASK | PartnerRequestAction.ACCEPT:
            return actor.acts_for_verified(request.to_association_id)
        case PartnerRequestAction.REPLY:
            return actor.acts_for_verified(request.from_association_id)
        # An association that is archived meanwhile can still get out of what it is in.
        case PartnerRequestAction.DECLINE:
            return actor.acts_for(request.to_association_id)
        case PartnerRequestAction.WITHDRAW:
            return actor.acts_for(request.from_association_id)
        case PartnerRequestAction.EXPIRE:
            # The clock's alone.
            return False
        case PartnerRequestAction.LEAVE | PartnerRequestAction.COME_BACK:
            # They follow from the plan.
            return False


def actions_for(actor: Actor, request: PartnerRequest) -> list[PartnerRequestAction]:
    """The steps open to this person now: the page draws one button for each."""
    return [step for step in PARTNER_REQUEST_LIFECYCLE.actions(request.state) if may(actor, step, request)]


def waits_for(request: PartnerRequest) -> int | None:
    """The association whose turn it is; nobody's once the request is closed."""
    if request.state == PartnerRequestState.SENT:
        return request.to_association_id
    return request.from_association_id if request.state == PartnerRequestState.QUESTION else None


def partner_of(request: PartnerRequest, idea: Idea) -> int:
    """The association that would join the idea's own."""
    ours = request.from_association_id == idea.association_id
    return request.to_association_id if ours else request.from_association_id


def spoken(day: date) -> str:
    """A day for a notice, as it is written in Finland in any language."""
    return f"{day.day}.{day.month}.{day.year}"


def address(request_id: int) -> str:
    return f"/request?id={request_id}"


def news_of(request: PartnerRequest, action: PartnerRequestAction, side: int) -> tuple[str, str]:
    """What this side hears of the step, as the key of a notice, and where it leads.

    Who asked several together is led to what can be done without this one.
    """
    unanswered = action in (PartnerRequestAction.DECLINE, PartnerRequestAction.EXPIRE)
    if request.set_id and unanswered and side == request.from_association_id:
        return f"partner_set_{action}", partner_sets.address(request.set_id)
    return f"partner_request_{action}", address(request.id)
