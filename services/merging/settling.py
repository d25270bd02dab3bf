"""What stands between two associations and has one right answer: the merger itself settles it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from models import (
    Association,
    Idea,
    ImplementerRole,
    Introduction,
    IntroductionSide,
    IntroductionState,
    PartnerRequest,
    PartnerRequestState,
    Proposal,
    ProposalSeat,
    ProposalStage,
)
from services import decisions, introductions, partner_requests
from services.actors import Actor
from services.merging.moving import between

# Of two the one that comes first here stays.
_STANDING = (PartnerRequestState.ACCEPTED, PartnerRequestState.QUESTION, PartnerRequestState.SENT)
_ROLES = tuple(ImplementerRole)


class Settling(StrEnum):
    REQUEST_BETWEEN = "request_between"
    REQUEST_TWICE = "request_twice"
    INTRODUCTION = "introduction"
    VOTE = "vote"


@dataclass(frozen=True)
class Settlement:
    kind: Settling
    # Of the idea, or of the vote.
    title: str
    take: Callable[[Session, Actor], None]


def of(session: Session, survivor: Association, merged: Association) -> list[Settlement]:
    """What merging them settles, in the order in which it is to be taken."""
    return [found for look in _LOOKS for found in look(session, survivor, merged)]


def both_in(model: Any, key: str, one: Association, other: Association) -> Any:
    """The things in which both have a row."""
    thing, whose = getattr(model, key), model.association_id
    return select(thing).where(whose == other.id, thing.in_(select(thing).where(whose == one.id)))


def _requests_between(session: Session, one: Association, other: Association) -> Iterator[Settlement]:
    """Nobody comes along to their own idea."""
    for request, title in session.execute(_standing(between(one, other))):
        take = partial(partner_requests.end_merged, request=request, stays=None, survivor=one, merged=other)
        yield Settlement(Settling.REQUEST_BETWEEN, title, take)


def _requests_twice(session: Session, one: Association, other: Association) -> Iterator[Settlement]:
    """Each has a request with a third one about its idea: what has come furthest stays, then the stronger role."""
    ids = (one.id, other.id)
    ends = or_(
        col(PartnerRequest.from_association_id).in_(ids), col(PartnerRequest.to_association_id).in_(ids)
    )
    first: dict[int, PartnerRequest] = {}
    rows = session.execute(_standing(ends, ~between(one, other), col(Idea.association_id).not_in(ids))).all()
    for request, title in sorted(rows, key=lambda row: _rank(row[0])):
        stays = first.setdefault(request.idea_id, request)
        if stays is not request:
            take = partial(
                partner_requests.end_merged, request=request, stays=stays, survivor=one, merged=other
            )
            yield Settlement(Settling.REQUEST_TWICE, title, take)


def _rank(request: PartnerRequest) -> tuple[int, int, int]:
    return _STANDING.index(request.state), _ROLES.index(request.role), request.id


def _standing(*where: Any) -> Any:
    return (
        select(PartnerRequest, col(Idea.title))
        .join(Idea, col(Idea.id) == PartnerRequest.idea_id)
        .where(col(PartnerRequest.state).in_(_STANDING), *where)
        .order_by(col(PartnerRequest.id))
    )


def ended_introductions(session: Session, one: Association, other: Association) -> list[Introduction]:
    """In which the two were to meet, and nobody else with them."""
    sides = (
        select(func.count())
        .where(col(IntroductionSide.introduction_id) == Introduction.id)
        .correlate(Introduction)
        .scalar_subquery()
    )
    query = select(Introduction).where(
        col(Introduction.id).in_(both_in(IntroductionSide, "introduction_id", one, other)),
        col(Introduction.state) == IntroductionState.PROPOSED,
        sides == 2,
    )
    return list(session.scalars(query))


def _introductions(session: Session, one: Association, other: Association) -> Iterator[Settlement]:
    for found in ended_introductions(session, one, other):
        yield Settlement(Settling.INTRODUCTION, "", partial(introductions.end_merged, introduction=found))


def open_votes(session: Session, one: Association, other: Association) -> list[tuple[Proposal, bool]]:
    """In which both have a seat, and whether both have voted."""
    voted = (
        select(func.count())
        .where(
            col(ProposalSeat.proposal_id) == Proposal.id,
            col(ProposalSeat.association_id).in_((one.id, other.id)),
            col(ProposalSeat.has_voted),
        )
        .correlate(Proposal)
        .scalar_subquery()
    )
    query = select(Proposal, voted).where(
        col(Proposal.id).in_(both_in(ProposalSeat, "proposal_id", one, other)),
        col(Proposal.stage) == ProposalStage.OPEN,
    )
    return [(proposal, count == 2) for proposal, count in session.execute(query)]


def _votes(session: Session, one: Association, other: Association) -> Iterator[Settlement]:
    """An association has one vote: the one that was cast, if there is one."""
    for proposal, both_voted in open_votes(session, one, other):
        if not both_voted:
            take = partial(decisions.one_seat, proposal=proposal, survivor=one, merged=other)
            yield Settlement(Settling.VOTE, proposal.title, take)


_LOOKS: tuple[Callable[[Session, Association, Association], Iterator[Settlement]], ...] = (
    _requests_between,
    _requests_twice,
    _introductions,
    _votes,
)
