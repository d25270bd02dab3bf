"""Answering a partner request: question and answer, yes, no, taking it back."""

from sqlmodel import Session

from models import (
    Association,
    Forbidden,
    Idea,
    Kind,
    PartnerRequest,
    PartnerRequestAction,
    RequestMessage,
    WrongState,
    now,
)
from services import journal, notices, partner_sets, plans, words
from services.actors import Actor
from services.partner_requests.access import fetch, may, news_of, partner_of
from services.partner_requests.sending import check_role, is_open, lock_idea

Action = PartnerRequestAction


def ask(session: Session, actor: Actor, request_id: int, question: str) -> PartnerRequest:
    """The receiver wants to know more before answering."""
    return _say(session, actor, request_id, Action.ASK, question)


def reply(session: Session, actor: Actor, request_id: int, answer: str) -> PartnerRequest:
    """The sender answers the question; it is the receiver's turn again."""
    return _say(session, actor, request_id, Action.REPLY, answer)


def accept(session: Session, actor: Actor, request_id: int) -> PartnerRequest:
    """The yes: the partner belongs to the idea from now on, and to its plan when there is one."""
    request = _allowed(session, actor, request_id, Action.ACCEPT)
    idea = lock_idea(session, request.idea_id)
    if not is_open(session, idea):
        raise WrongState("request_idea_closed")
    # The lead may have been found, or the partner's registration lost, since the letter was written.
    check_role(session, idea, session.get_one(Association, partner_of(request, idea)), request.role)
    _step(session, actor, request, Action.ACCEPT, "")
    plans.join_if_begun(session, actor, request)
    return request


def decline(session: Session, actor: Actor, request_id: int, reason: str) -> PartnerRequest:
    request = _allowed(session, actor, request_id, Action.DECLINE)
    request.reason = words.body(reason, field="reason", most=1000)
    return _step(session, actor, request, Action.DECLINE, request.reason)


def withdraw(session: Session, actor: Actor, request_id: int, reason: str = "") -> PartnerRequest:
    request = _allowed(session, actor, request_id, Action.WITHDRAW)
    request.reason = words.body(reason, field="reason", most=1000, needed=False)
    return _step(session, actor, request, Action.WITHDRAW, request.reason)


def _say(
    session: Session, actor: Actor, request_id: int, action: PartnerRequestAction, text: str
) -> PartnerRequest:
    request = _allowed(session, actor, request_id, action)
    body = words.body(text, field="message", most=2000)
    speaking = request.to_association_id if action == Action.ASK else request.from_association_id
    session.add(RequestMessage(request_id=request.id, author_id=actor.id, association_id=speaking, body=body))
    return _step(session, actor, request, action, body)


def _allowed(session: Session, actor: Actor, request_id: int, action: PartnerRequestAction) -> PartnerRequest:
    request = fetch(session, actor, request_id)
    if not may(actor, action, request):
        raise Forbidden
    return request


def _step(
    session: Session, actor: Actor, request: PartnerRequest, action: PartnerRequestAction, why: str
) -> PartnerRequest:
    before = request.state
    request.move(action)
    if action in (Action.ACCEPT, Action.DECLINE):
        request.answered_by, request.answered_at = actor.id, now()
    session.flush()
    _tell(session, actor, request, action, str(before), why)
    if action in (Action.ACCEPT, Action.DECLINE, Action.WITHDRAW):
        partner_sets.after_answer(session, actor, request)
    return request


def _tell(
    session: Session,
    actor: Actor,
    request: PartnerRequest,
    action: PartnerRequestAction,
    before: str,
    why: str,
) -> None:
    """The other side hears by mail; a yes is news for both sides, with the next step."""
    entry = journal.record(
        session, actor, Kind.PARTNER_REQUEST, request.id, action, before=before, after=request.state, why=why
    )
    sides = [request.from_association_id, request.to_association_id]
    acting = sides[0] if action in (Action.REPLY, Action.WITHDRAW) else sides[1]
    hearing = sides if action == Action.ACCEPT else [side for side in sides if side != acting]
    for side in hearing:
        key, link = news_of(request, action, side)
        notices.tell(
            session,
            entry,
            notices.people_of(session, side),
            key,
            link,
            by_mail=True,
            association=session.get_one(Association, acting).name,
            idea=session.get_one(Idea, request.idea_id).title,
            words=why,
        )
