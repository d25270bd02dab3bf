"""What cannot be merged: two that stand against each other where nobody but people can say what is right.

Each refusal says what to do first.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from models import (
    Association,
    Conflict,
    Introduction,
    IntroductionSide,
    IntroductionState,
    Plan,
    PlanPart,
)
from services.merging.settling import both_in, ended_introductions, open_votes


def of(session: Session, one: Association, other: Association) -> list[Conflict]:
    return [found for look in _LOOKS for found in look(session, one, other)]


def _same_plan(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """Both have a part: their texts, money and confirmations are two. Who has left keeps its part as it was."""
    both = both_in(PlanPart, "plan_id", one, other).where(col(PlanPart.left_at).is_(None))
    query = select(col(Plan.name)).where(col(Plan.id).in_(both))
    yield from (Conflict("merge_same_plan", title=name) for name in session.scalars(query))


def _introduced(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """With others beside them, or all have agreed already: what came of it is written down first."""
    ended = [each.id for each in ended_introductions(session, one, other)]
    query = select(col(Introduction.id)).where(
        col(Introduction.id).in_(both_in(IntroductionSide, "introduction_id", one, other)),
        col(Introduction.state).in_((IntroductionState.PROPOSED, IntroductionState.AGREED)),
        col(Introduction.id).not_in(ended),
    )
    yield from (Conflict("merge_introduction") for _ in session.scalars(query))


def _both_voted(session: Session, one: Association, other: Association) -> Iterator[Conflict]:
    """Of two votes that were cast nobody knows which one holds."""
    for proposal, both_voted in open_votes(session, one, other):
        if both_voted:
            yield Conflict("merge_vote", title=proposal.title)


_LOOKS: tuple[Callable[[Session, Association, Association], Iterator[Conflict]], ...] = (
    _same_plan,
    _introduced,
    _both_voted,
)
