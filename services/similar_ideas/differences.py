"""Why an idea is not the same as one that reads alike, in its writers' words; kept for the facilitator."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Forbidden, Idea, IdeaDifference, IdeaState, Invalid, now
from services import ideas, words
from services.actors import Actor


@dataclass(frozen=True)
class Difference:
    other_id: int
    title: str
    because: str


def differ(session: Session, actor: Actor, idea_id: int, other_id: int, because: str) -> None:
    """Keeps the words, or changes them; the pair is not shown to the writers again."""
    idea = _written_by(session, actor, idea_id)
    other = ideas.fetch(session, actor, other_id)
    if other.id == idea.id:
        raise Invalid("similar_itself", field="because")
    said = words.body(because, field="because", most=500)
    row = session.get(IdeaDifference, (idea.id, other.id))
    if row is None:
        row = IdeaDifference(idea_id=idea.id, other_id=other.id, person_id=actor.id, because=said)
        session.add(row)
    row.because, row.person_id, row.created_at = said, actor.id, now()
    session.flush()


def undiffer(session: Session, actor: Actor, idea_id: int, other_id: int) -> None:
    """Takes the words back; the pair is shown again. Nothing to take back is no error."""
    idea = _written_by(session, actor, idea_id)
    row = session.get(IdeaDifference, (idea.id, other_id))
    if row is not None:
        session.delete(row)
        session.flush()


def differences(session: Session, actor: Actor, idea_id: int) -> list[Difference]:
    """What the writers have said of others that they may still read, the newest first."""
    _written_by(session, actor, idea_id)
    query = (
        ideas.visible(actor, IdeaDifference, col(Idea.title))
        .join(IdeaDifference, col(IdeaDifference.other_id) == Idea.id)
        .where(col(IdeaDifference.idea_id) == idea_id, col(Idea.state) == IdeaState.PUBLISHED)
        .order_by(col(IdeaDifference.created_at).desc(), col(IdeaDifference.other_id))
        .limit(20)
    )
    return [Difference(row.other_id, title, row.because) for row, title in session.execute(query)]


def between(session: Session, ids: set[int]) -> dict[tuple[int, int], str]:
    """The words by (whose idea, about which), for ideas that the caller has checked."""
    rows = session.exec(
        select(IdeaDifference).where(
            col(IdeaDifference.idea_id).in_(ids), col(IdeaDifference.other_id).in_(ids)
        )
    )
    return {(row.idea_id, row.other_id): row.because for row in rows}


def _written_by(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = ideas.fetch(session, actor, idea_id)
    if not actor.acts_for(idea.association_id):
        raise Forbidden
    return idea
