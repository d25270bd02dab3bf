"""Things that mean nearly the same as a text, whatever words they use."""

from collections.abc import Collection

from sqlmodel import Session

from models import Kind
from services.actors import Actor
from services.search import vectors
from services.search.nouns import NOUNS, seen
from services.search.shelves import shelf

# Several times as many as are asked for are looked at, since some may not be for this person.
_AT_A_TIME, _AT_MOST = 8, 128


def nearest(
    session: Session, actor: Actor, kind: Kind, text: str, *, most: int, without: Collection[int] = ()
) -> list[tuple[int, float]]:
    """The nearest in meaning with their cosines, the nearest first: published, verified, meeting, and seen by this
    person. Nothing for a text without a word that means something.
    """
    vector = vectors.vector_of(text)
    if not vector.any():
        return []
    shown: list[tuple[int, float]] = []
    for factor in (_AT_A_TIME, _AT_MOST):
        near = shelf(session, kind).nearest(vector, most * factor + len(without))
        candidates = [(thing_id, score) for thing_id, score in near if thing_id not in without]
        there = seen(session, actor, kind, [thing_id for thing_id, _ in candidates], NOUNS[kind].live)
        shown = [each for each in candidates if each[0] in there][:most]
        if len(shown) == most or len(candidates) < most * factor:
            break
    return shown
