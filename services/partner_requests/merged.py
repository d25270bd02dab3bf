"""Two associations are made one: what becomes of a letter that has lost its sense by it."""

from sqlmodel import Session

from models import Association, Idea, Kind, PartnerRequest, PartnerRequestAction, PartnerRequestState
from services import journal, notices, partner_sets
from services.actors import Actor
from services.partner_requests.access import address


def end_merged(
    session: Session,
    actor: Actor,
    *,
    request: PartnerRequest,
    stays: PartnerRequest | None,
    survivor: Association,
    merged: Association,
) -> None:
    """Ends a letter between the two, or the one beside which another one of the same idea stays.

    The people of the two hear of the merger itself; the third one, who has a letter with each, hears it here.
    """
    before, accepted = request.state, request.state == PartnerRequestState.ACCEPTED
    action = PartnerRequestAction.LEAVE if accepted else PartnerRequestAction.WITHDRAW
    request.move(action)
    session.flush()
    states = {"before": before, "after": request.state}
    entry = journal.record(
        session, actor, Kind.PARTNER_REQUEST, request.id, action, **states, why=merged.name
    )
    if accepted:
        partner_sets.after_leaving(session, actor, request)
    else:
        partner_sets.after_answer(session, actor, request)
    if stays is None:
        return
    idea = session.get_one(Idea, request.idea_id)
    notices.tell(
        session,
        entry,
        notices.people_of(session, idea.association_id),
        "partner_request_merged",
        address(stays.id),
        by_mail=True,
        association=survivor.name,
        other=merged.name,
        idea=idea.title,
    )
