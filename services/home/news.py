"""What is new, and how much there is to see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import (
    Association,
    AssociationState,
    Group,
    GroupState,
    Idea,
    IdeaState,
    Kind,
)
from services import moderation
from services.actors import Actor


@dataclass(frozen=True)
class NewIdea:
    id: int
    title: str
    summary: str
    association: str
    municipality: str
    at: datetime | None


@dataclass(frozen=True)
class NewGroup:
    id: int
    name: str
    municipality: str


@dataclass(frozen=True)
class Numbers:
    ideas: int
    groups: int
    associations: int


def reviews_waiting(session: Session, actor: Actor) -> dict[Kind, int]:
    """What a facilitator has to look at, by kind; empty for others and when nothing waits."""
    if not actor.is_facilitator:
        return {}
    return {kind: number for kind, number in moderation.counts(session, actor).items() if number}


def new_ideas(session: Session, _actor: Actor, *, most: int = 4) -> list[NewIdea]:
    """The newest published ideas: public, and the same for everybody."""
    query = (
        select(Idea, col(Association.name))
        .join(Association, col(Association.id) == Idea.association_id)
        .where(col(Idea.state) == IdeaState.PUBLISHED)
        .order_by(col(Idea.published_at).desc(), col(Idea.id).desc())
        .limit(most)
    )
    return [
        NewIdea(idea.id, idea.title, idea.summary, name, idea.municipality, idea.published_at)
        for idea, name in session.execute(query)
    ]


def new_groups(session: Session, _actor: Actor, *, most: int = 3) -> list[NewGroup]:
    query = (
        select(col(Group.id), col(Group.name), col(Group.municipality))
        .where(col(Group.state) == GroupState.ACTIVE)
        .order_by(col(Group.id).desc())
        .limit(most)
    )
    return [NewGroup(*row) for row in session.execute(query)]


def numbers(session: Session, _actor: Actor) -> Numbers:
    """How much there is to see, in one question."""
    row = session.execute(
        select(
            _count(Idea, IdeaState.PUBLISHED),
            _count(Group, GroupState.ACTIVE),
            _count(Association, AssociationState.VERIFIED),
        )
    ).one()
    return Numbers(*row)


def _count(table: Any, state: StrEnum) -> Any:
    return select(func.count()).select_from(table).where(table.state == state).scalar_subquery()
