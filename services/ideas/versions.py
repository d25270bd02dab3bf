"""The words as they were handed in, and what changed between two of them, word by word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select

from models import Idea, IdeaVersion, NotFound, Person, RevisionState, now
from services.actors import Actor
from services.differences import Piece, compared
from services.ideas.access import fetch
from services.ideas.content import FIELDS, Content, from_plain, of_row


@dataclass(frozen=True)
class VersionCard:
    number: int
    author: str
    at: datetime


@dataclass(frozen=True)
class Change:
    field: str
    before: Any
    after: Any
    # For the fields of running text; the others are compared as wholes.
    pieces: list[Piece]


def versions(session: Session, actor: Actor, idea_id: int) -> list[VersionCard]:
    """The versions this person may read, newest first.

    What was never let out is between its writers and the facilitators.
    """
    idea = fetch(session, actor, idea_id)
    query = (
        select(IdeaVersion.number, Person.name, IdeaVersion.created_at)
        .join(Person, col(Person.id) == IdeaVersion.author_id)
        .where(IdeaVersion.idea_id == idea.id)
        .order_by(col(IdeaVersion.number).desc())
        .limit(50)
    )
    if not _insider(actor, idea):
        query = query.where(col(IdeaVersion.published_at).is_not(None))
    return [VersionCard(*row) for row in session.exec(query)]


def latest(session: Session, idea_id: int) -> IdeaVersion | None:
    """The words as they were last handed in; the caller has checked that they may be seen."""
    return session.exec(
        select(IdeaVersion).where(IdeaVersion.idea_id == idea_id).order_by(col(IdeaVersion.number).desc())
    ).first()


def latest_of(session: Session, idea_ids: list[int]) -> dict[int, Content]:
    """`latest` of several ideas, in one query."""
    newest = (
        select(IdeaVersion.idea_id, func.max(IdeaVersion.number))
        .where(col(IdeaVersion.idea_id).in_(idea_ids))
        .group_by(col(IdeaVersion.idea_id))
    )
    numbered = tuple_(col(IdeaVersion.idea_id), col(IdeaVersion.number))
    rows = session.exec(select(IdeaVersion.idea_id, IdeaVersion.content).where(numbered.in_(newest)))
    return {idea_id: from_plain(held) for idea_id, held in rows}


def let_out(session: Session, idea_id: int) -> None:
    """What was last handed in is now for everybody."""
    version = latest(session, idea_id)
    if version is not None and version.published_at is None:
        version.published_at = now()


def difference(session: Session, actor: Actor, idea_id: int, older: int, newer: int) -> list[Change]:
    """What changed from one version to the other, field by field, in the order of the form."""
    readable = {card.number for card in versions(session, actor, idea_id)}
    if not {older, newer} <= readable:
        raise NotFound
    return changes(_content(session, idea_id, older), _content(session, idea_id, newer))


def waiting_difference(session: Session, actor: Actor, idea_id: int) -> list[Change]:
    """What a revision changes: for who wrote it, and once it is submitted for who decides it."""
    idea = fetch(session, actor, idea_id)
    handed_in = actor.is_facilitator and idea.revision_state == RevisionState.SUBMITTED
    if idea.revision is None or not (handed_in or actor.belongs_to(idea.association_id)):
        return []
    return changes(of_row(session, idea), from_plain(idea.revision))


def changes(before: Content, after: Content) -> list[Change]:
    found = []
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            pieces = compared(old, new) if isinstance(old, str) and isinstance(new, str) else []
            found.append(Change(name, old, new, pieces))
    return found


def _insider(actor: Actor, idea: Idea) -> bool:
    return actor.belongs_to(idea.association_id) or actor.is_facilitator


def _content(session: Session, idea_id: int, number: int) -> Content:
    found = session.exec(
        select(IdeaVersion.content).where(IdeaVersion.idea_id == idea_id, IdeaVersion.number == number)
    ).one()
    return from_plain(found)
