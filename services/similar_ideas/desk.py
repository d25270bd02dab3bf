"""What a facilitator sees of similar ideas: around one that waits, in groups, and two side by side.

Ideas of the facilitator's own association are left out, as they are from what may be judged.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Association, Idea, IdeaState, Kind, NotFound
from services import ideas
from services.actors import Actor
from services.search import vectors
from services.search.blending import MOST_READ, SIMILAR
from services.search.meaning import meaning_scores
from services.search.shelves import shelf
from services.similar_ideas import differences
from services.similar_ideas.shared import shared_words

JOINABLE = (IdeaState.SUBMITTED, IdeaState.PUBLISHED)
# So many that wait are compared at a time, those that have waited longest; and so many are shown around one.
MOST_WAITING, MOST_AROUND = 30, 5


@dataclass(frozen=True)
class DeskIdea:
    id: int
    title: str
    association: str
    municipality: str
    state: IdeaState
    # Why its writers hold it, or the one that it is compared with, to be different.
    because: str = ""


@dataclass(frozen=True)
class Cluster:
    """Ideas each of which reads like another one of them; what waits comes first."""

    ideas: list[DeskIdea]


@dataclass(frozen=True)
class Compared:
    id: int
    title: str
    association_id: int
    association: str
    municipality: str
    state: IdeaState
    summary: str
    need: str
    # What its writers say makes it different from the other.
    because: str


@dataclass(frozen=True)
class Comparison:
    one: Compared
    other: Compared
    shared: tuple[str, ...]


# The idea, and the name of its association.
Found = tuple[Idea, str]


def around(session: Session, actor: Actor, idea_id: int) -> list[DeskIdea]:
    """The ideas that read like this one, the nearest first, with what either side has said of the difference."""
    _check_desk(actor)
    here = _rows(session, actor, [idea_id])
    if not here:
        return []
    waiting = _waiting(session, actor) | here
    known, edges = _edges(session, actor, waiting, of=[idea_id])
    nearest = [other for _, other, _ in sorted(edges, key=lambda edge: -edge[2])][:MOST_AROUND]
    said = differences.between(session, {idea_id, *nearest})
    return [
        _desk(known[other], said.get((idea_id, other)) or said.get((other, idea_id), "")) for other in nearest
    ]


def counted(session: Session, actor: Actor, idea_ids: Collection[int]) -> dict[int, int]:
    """How many other ideas read like each of these; an idea that nothing resembles is left out."""
    _check_desk(actor)
    asked = _rows(session, actor, idea_ids)
    _, edges = _edges(session, actor, asked, of=asked)
    return Counter(one for one, _, _ in edges)


def clusters(session: Session, actor: Actor) -> list[Cluster]:
    """The ideas that wait, each with those that read like it, in groups of two and more; the largest group first."""
    _check_desk(actor)
    waiting = _waiting(session, actor)
    known, edges = _edges(session, actor, waiting, of=list(waiting))
    groups = [sorted(group, key=lambda one: (one not in waiting, one)) for group in _joined(edges)]
    return [
        Cluster([_desk(known[each]) for each in group]) for group in sorted(groups, key=lambda one: -len(one))
    ]


def comparison(session: Session, actor: Actor, one_id: int, other_id: int) -> Comparison:
    _check_desk(actor)
    found = _rows(session, actor, [one_id, other_id])
    if one_id == other_id or len(found) < 2:
        raise NotFound
    said = differences.between(session, {one_id, other_id})
    one, other = (
        _compared(found[each], said.get((each, beside), ""))
        for each, beside in ((one_id, other_id), (other_id, one_id))
    )
    return Comparison(one, other, shared_words(_text(found[one_id]), _text(found[other_id])))


def _check_desk(actor: Actor) -> None:
    if not actor.is_facilitator:
        raise NotFound


def _rows(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Found]:
    query = (
        ideas.visible(actor, Idea, col(Association.name))
        .join(Association, col(Association.id) == Idea.association_id)
        .where(
            col(Idea.id).in_(ids),
            col(Idea.state).in_(JOINABLE),
            col(Idea.association_id).not_in(actor.roles),
        )
    )
    return {idea.id: (idea, home) for idea, home in session.execute(query)}


def _waiting(session: Session, actor: Actor) -> dict[int, Found]:
    longest = (
        select(Idea.id)
        .where(Idea.state == IdeaState.SUBMITTED, col(Idea.association_id).not_in(actor.roles))
        .order_by(col(Idea.saved_at), col(Idea.id))
        .limit(MOST_WAITING)
    )
    return _rows(session, actor, list(session.exec(longest)))


def _edges(
    session: Session, actor: Actor, waiting: dict[int, Found], *, of: Iterable[int]
) -> tuple[dict[int, Found], list[tuple[int, int, float]]]:
    """From each of these to those that say the same, with how near they are; and all the ideas by id."""
    held = shelf(session, Kind.IDEA)
    asked = {each: vectors.vector_of(_text(waiting[each])) for each in of}
    near = {each: [other for other, _ in held.nearest(asked[each], MOST_READ)] for each in asked}
    beside = {other for others in near.values() for other in others} - waiting.keys()
    known = waiting | _rows(session, actor, beside)
    edges = []
    for each, vector in asked.items():
        others = [other for other in {*near[each], *waiting} - {each} if other in known]
        texts = [_text(known[other]) for other in others]
        scores = meaning_scores(_text(known[each]), texts, held.scores(vector, others)).tolist()
        edges += [
            (each, other, score) for other, score in zip(others, scores, strict=True) if score >= SIMILAR
        ]
    return known, edges


def _joined(edges: Iterable[tuple[int, int, float]]) -> list[set[int]]:
    """The connected groups."""
    groups: list[set[int]] = []
    for one, other, _ in edges:
        touching = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in touching]
        groups.append({one, other}.union(*touching))
    return groups


def _text(row: Found) -> str:
    idea = row[0]
    return "\n".join(filter(None, (idea.title, idea.summary, idea.need, idea.offers)))


def _desk(row: Found, because: str = "") -> DeskIdea:
    idea, home = row
    return DeskIdea(idea.id, idea.title, home, idea.municipality, idea.state, because)


def _compared(row: Found, because: str) -> Compared:
    idea, home = row
    return Compared(
        id=idea.id,
        title=idea.title,
        association_id=idea.association_id,
        association=home,
        municipality=idea.municipality,
        state=idea.state,
        summary=idea.summary,
        need=idea.need,
        because=because,
    )
