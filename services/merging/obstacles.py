"""What cannot be merged: two that stand against each other somewhere. Each refusal says what to do first."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    Conflict,
    Idea,
    Introduction,
    IntroductionSide,
    IntroductionState,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanPart,
    Proposal,
    ProposalSeat,
    ProposalStage,
)
from services.merging.moving import between

_STANDING = (*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)


def of(session: Session, one: Association, other: Association) -> list[Conflict]:
    return [found for look in _LOOKS for found in look(session, one, other)]


def _both(model: Any, key: str, one: Association, other: Association) -> Any:
    """The things in which both have a row."""
    thing, whose = getattr(model, key), model.association_id
    return select(thing).where(whose == other.id, thing.in_(select(thing).where(whose == one.id)))


def _same_plan(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """Both have a part: their texts, money and confirmations are two. Who has left keeps its part as it was."""
    both = _both(PlanPart, "plan_id", one, other).where(col(PlanPart.left_at).is_(None))
    query = select(col(Plan.name)).where(col(Plan.id).in_(both))
    yield from (Conflict("merge_same_plan", title=name) for name in session.scalars(query))


def _between_them(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    query = (
        select(col(Idea.title))
        .join(PartnerRequest, col(PartnerRequest.idea_id) == Idea.id)
        .where(between(one, other), col(PartnerRequest.state).in_(_STANDING))
    )
    yield from (Conflict("merge_request_between", title=title) for title in session.scalars(query))


def _same_idea(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """Both stand in a request about the same idea of a third one, which has one with each association."""

    def partner_of(association: Association) -> Any:
        ends = or_(
            col(PartnerRequest.from_association_id) == association.id,
            col(PartnerRequest.to_association_id) == association.id,
        )
        standing = col(PartnerRequest.state).in_(_STANDING)
        return select(col(PartnerRequest.idea_id)).where(ends, standing)

    query = select(col(Idea.title)).where(
        col(Idea.id).in_(partner_of(one)),
        col(Idea.id).in_(partner_of(other)),
        col(Idea.association_id).not_in((one.id, other.id)),
    )
    yield from (Conflict("merge_same_request", title=title) for title in session.scalars(query))


def _introduced(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    query = select(col(Introduction.id)).where(
        col(Introduction.id).in_(_both(IntroductionSide, "introduction_id", one, other)),
        col(Introduction.state).in_((IntroductionState.PROPOSED, IntroductionState.AGREED)),
    )
    yield from (Conflict("merge_introduction") for _ in session.scalars(query))


def _both_vote(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """An association has one vote, and the roll is not changed while it is open."""
    query = select(col(Proposal.title)).where(
        col(Proposal.id).in_(_both(ProposalSeat, "proposal_id", one, other)),
        col(Proposal.stage) == ProposalStage.OPEN,
    )
    yield from (Conflict("merge_vote", title=title) for title in session.scalars(query))


_LOOKS: tuple[Callable[[Session, Association, Association], Iterator[Conflict]], ...] = (
    _same_plan,
    _between_them,
    _same_idea,
    _introduced,
    _both_vote,
)
