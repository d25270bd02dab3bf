"""Reading partner requests: the tabs of the list, the letter itself, and who has promised what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    Idea,
    ImplementerRole,
    NotFound,
    PartnerRequest,
    PartnerRequestAction,
    PartnerRequestState,
    Person,
    RequestDirection,
    RequestMessage,
    RequestNeed,
    today,
)
from services.actors import Actor
from services.paging import Page, carded, paged
from services.partner_requests.access import actions_for, concerns, fetch, partner_of, waits_for

Request, State = PartnerRequest, PartnerRequestState
_sender, _receiver = aliased(Association), aliased(Association)


class Tab(StrEnum):
    TO_ANSWER = "to_answer"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True)
class RequestCard:
    id: int
    idea_title: str
    from_name: str
    to_name: str
    # Ours sent it; with several own associations on both sides, too.
    ours: bool
    direction: RequestDirection
    role: ImplementerRole
    hours: int | None
    state: PartnerRequestState
    reply_by: date
    days_left: int
    created_at: datetime
    # Whose turn it is: an association that the reader acts for, or one whose matters they only read.
    my_turn: bool
    colleagues_turn: bool


@dataclass(frozen=True)
class Message:
    author: str
    association: str
    body: str
    at: datetime


@dataclass(frozen=True)
class RequestView:
    """A whole letter with everything that was said about it."""

    card: RequestCard
    idea_id: int
    partner_name: str
    words: str
    needs: list[tuple[str, str]]
    messages: list[Message]
    reason: str
    sent_by: str
    answered_by: str
    answered_at: datetime | None
    actions: list[PartnerRequestAction]


@dataclass(frozen=True)
class Promise:
    """One association's part in an idea: accepted, or still open."""

    request_id: int
    association_id: int
    name: str
    role: ImplementerRole
    state: PartnerRequestState
    competences: frozenset[str]
    # The needs in the words of the day on which they were asked for.
    needs: tuple[tuple[str, str], ...]


def listed(session: Session, actor: Actor, tab: Tab, *, after: str = "") -> Page[RequestCard]:
    """The requests of the actor's associations, newest first."""
    query = _rows().where(concerns(actor), _in_tab(actor, tab))
    page = paged(session, query, key=(col(Request.id),), after=after, descending=True)
    return carded(page, lambda row: _card(actor, *row))


def counts(session: Session, actor: Actor) -> dict[Tab, int]:
    """How many requests each tab holds, in one question."""
    sums = [func.count().filter(_in_tab(actor, tab)) for tab in Tab]
    found = session.execute(select(*sums).select_from(Request).where(concerns(actor))).one()
    return dict(zip(Tab, found, strict=True))


def waiting_for(session: Session, actor: Actor, *, most: int = 5) -> list[RequestCard]:
    """What waits for this person's answer, the most urgent first."""
    mine = _turn_of([one for one in actor.roles if actor.acts_for(one)])
    query = _rows().where(mine).order_by(col(Request.reply_by), col(Request.id))
    return [_card(actor, *row) for row in session.execute(query.limit(most))]


def view(session: Session, actor: Actor, request_id: int) -> RequestView:
    request = fetch(session, actor, request_id)
    row = session.execute(_rows().where(col(Request.id) == request.id)).one()
    idea = session.get_one(Idea, request.idea_id)
    card = _card(actor, *row)
    names = _names(session, [request.sent_by, request.answered_by])
    return RequestView(
        card=card,
        idea_id=idea.id,
        partner_name=card.to_name
        if partner_of(request, idea) == request.to_association_id
        else card.from_name,
        words=request.words,
        needs=_needs(session, [request.id]).get(request.id, []),
        messages=_messages(session, request.id),
        reason=request.reason,
        sent_by=names.get(request.sent_by, ""),
        answered_by=names.get(request.answered_by or 0, ""),
        answered_at=request.answered_at,
        actions=actions_for(actor, request),
    )


def accepted(session: Session, idea_id: int) -> list[Promise]:
    """Who has promised to come along, in the order of their answers; asked by callers that may know of the idea."""
    return _promises(session, idea_id, (State.ACCEPTED,))


def standing(session: Session, actor: Actor, idea_id: int) -> list[Promise]:
    """Who has promised and who has been asked: for the idea's own people and for facilitators."""
    idea = session.get(Idea, idea_id)
    if idea is None or not (actor.belongs_to(idea.association_id) or actor.is_facilitator):
        raise NotFound
    return _promises(session, idea_id, (State.ACCEPTED, *PARTNER_REQUEST_OPEN))


def between(session: Session, actor: Actor, idea_id: int) -> int | None:
    """The newest open or accepted request of the actor's associations about this idea."""
    return session.execute(
        select(col(Request.id))
        .where(
            concerns(actor),
            col(Request.idea_id) == idea_id,
            col(Request.state).in_((*PARTNER_REQUEST_OPEN, State.ACCEPTED)),
        )
        .order_by(col(Request.id).desc())
        .limit(1)
    ).scalar()


def _rows() -> Any:
    return (
        select(Request, col(Idea.title), col(_sender.name), col(_receiver.name))
        .join(Idea, col(Idea.id) == Request.idea_id)
        .join(_sender, col(_sender.id) == Request.from_association_id)
        .join(_receiver, col(_receiver.id) == Request.to_association_id)
    )


def _in_tab(actor: Actor, tab: Tab) -> Any:
    ours = _turn_of(actor.roles)
    match tab:
        case Tab.TO_ANSWER:
            return ours
        case Tab.WAITING:
            return col(Request.state).in_(PARTNER_REQUEST_OPEN) & ~ours
        case Tab.CLOSED:
            return col(Request.state).not_in(PARTNER_REQUEST_OPEN)


def _turn_of(associations: Collection[int]) -> Any:
    return or_(
        and_(col(Request.state) == State.SENT, col(Request.to_association_id).in_(associations)),
        and_(col(Request.state) == State.QUESTION, col(Request.from_association_id).in_(associations)),
    )


def _card(
    actor: Actor, request: PartnerRequest, idea_title: str, from_name: str, to_name: str
) -> RequestCard:
    turn = waits_for(request)
    return RequestCard(
        id=request.id,
        idea_title=idea_title,
        from_name=from_name,
        to_name=to_name,
        ours=actor.belongs_to(request.from_association_id),
        direction=request.direction,
        role=request.role,
        hours=request.hours,
        state=request.state,
        reply_by=request.reply_by,
        days_left=(request.reply_by - today()).days,
        created_at=request.created_at,
        my_turn=actor.acts_for(turn),
        colleagues_turn=actor.belongs_to(turn) and not actor.acts_for(turn),
    )


def _names(session: Session, people: Sequence[int | None]) -> dict[int, str]:
    rows = session.execute(select(col(Person.id), col(Person.name)).where(col(Person.id).in_(people)))
    return {row[0]: row[1] for row in rows}


def _needs(session: Session, request_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    query = (
        select(RequestNeed).where(col(RequestNeed.request_id).in_(request_ids)).order_by(col(RequestNeed.id))
    )
    for need in session.execute(query).scalars():
        found.setdefault(need.request_id, []).append((need.competence, need.words))
    return found


def _messages(session: Session, request_id: int) -> list[Message]:
    rows = session.execute(
        select(
            col(Person.name), col(Association.name), col(RequestMessage.body), col(RequestMessage.created_at)
        )
        .join(Person, col(Person.id) == RequestMessage.author_id)
        .join(Association, col(Association.id) == RequestMessage.association_id)
        .where(col(RequestMessage.request_id) == request_id)
        .order_by(col(RequestMessage.id))
    )
    return [Message(*row) for row in rows]


def _promises(session: Session, idea_id: int, states: tuple[PartnerRequestState, ...]) -> list[Promise]:
    idea = session.get_one(Idea, idea_id)
    query = (
        _rows()
        .where(col(Request.idea_id) == idea_id, col(Request.state).in_(states))
        .order_by(col(Request.answered_at), col(Request.id))
    )
    rows = session.execute(query).all()
    needs = _needs(session, [row[0].id for row in rows]) if rows else {}
    return [_promise(idea, request, (sender, receiver), needs) for request, _, sender, receiver in rows]


def _promise(
    idea: Idea, request: PartnerRequest, names: tuple[str, str], needs: dict[int, list[tuple[str, str]]]
) -> Promise:
    partner = partner_of(request, idea)
    met = tuple(needs.get(request.id, []))
    return Promise(
        request_id=request.id,
        association_id=partner,
        name=names[partner == request.to_association_id],
        role=request.role,
        state=request.state,
        competences=frozenset(competence for competence, _ in met if competence),
        needs=met,
    )
