"""What somebody who writes an idea is shown beside it: never a step, never in the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Association, Forbidden, Idea, IdeaDifference, IdeaState, Kind
from services import ideas
from services.actors import Actor
from services.ideas.detail import may_offer
from services.search import blending
from services.similar_ideas.shared import shared_words

# So many are shown at a time; a few more are found, for when one of them is not the same.
MOST, MOST_FOUND = 3, 8
# A title of a word or two is like many others.
SHORTEST = 30


@dataclass(frozen=True)
class SimilarIdea:
    id: int
    title: str
    association: str
    municipality: str
    # What both speak of, in the forms of the text that is being written.
    shared: tuple[str, ...]
    # An idea of an association of one's own.
    ours: bool
    may_offer: bool


def nearest(session: Session, actor: Actor, idea_id: int, text: str) -> list[int]:
    """The published ideas that say the same as this text of the idea, the nearest first; not the idea itself."""
    _check_writer(session, actor, idea_id)
    if len(text.strip()) < SHORTEST:
        return []
    found = blending.similar(session, actor, Kind.IDEA, text, most=MOST_FOUND, without={idea_id})
    return [thing_id for thing_id, _ in found]


def cards(
    session: Session, actor: Actor, idea_id: int, ids: Sequence[int], text: str, *, most: int = MOST
) -> list[SimilarIdea]:
    """The first of these that are still published, and that the writers have not called different."""
    _check_writer(session, actor, idea_id)
    different = select(IdeaDifference.other_id).where(IdeaDifference.idea_id == idea_id)
    query = (
        ideas.visible(actor, Idea, Association)
        .join(Association, col(Association.id) == Idea.association_id)
        .where(
            col(Idea.id).in_(ids),
            col(Idea.id).not_in(different),
            col(Idea.id) != idea_id,
            col(Idea.state) == IdeaState.PUBLISHED,
        )
    )
    found = {idea.id: (idea, home) for idea, home in session.execute(query)} if ids else {}
    shown = [found[each] for each in ids if each in found][:most]
    return [_card(actor, idea, home, text) for idea, home in shown]


def _check_writer(session: Session, actor: Actor, idea_id: int) -> None:
    if not actor.acts_for(ideas.fetch(session, actor, idea_id).association_id):
        raise Forbidden


def _card(actor: Actor, idea: Idea, home: Association, text: str) -> SimilarIdea:
    return SimilarIdea(
        id=idea.id,
        title=idea.title,
        association=home.name,
        municipality=idea.municipality,
        shared=shared_words(text, f"{idea.title}\n{idea.summary}\n{idea.need}"),
        ours=actor.belongs_to(idea.association_id),
        may_offer=may_offer(actor, idea, home),
    )
