"""Orders things by their meaning: for somebody who asked with a few words those that answer only some of the words, and
those that use none of them; for somebody who writes those that say the same.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlmodel import Session

from models import Kind
from services.actors import Actor
from services.search import vectors
from services.search.likeness import nearest
from services.search.meaning import meaning_scores
from services.search.nouns import NOUNS
from services.search.shelves import shelf

# So many of a kind are read; what comes later is seldom among the best of all.
MOST_READ = 20
# On the scale of `meaning_scores`. Above the lower lies all but what answers a question worst, above the upper three of
# four things that answer it and one of a hundred that do not (`docs/decisions/meaning-vectors.md`).
ALIKE_FROM, ANSWERS_FROM = 0.2, 0.4
# Between two texts that say the same in other words and two of one theme that do not. Of 35 written pairs of the first
# sort the least alike have 0.61, of 21 of the second the most alike 0.59 and the third 0.57.
SIMILAR = 0.58


def by_meaning(
    session: Session, kind: Kind, words: str, near: Sequence[tuple[int, float]], *, least: float
) -> list[tuple[int, float]]:
    """Of the first of these, given with their cosines, those that are at least so near, the nearest first."""
    cosines = dict(near[:MOST_READ])
    texts = _texts(session, kind, cosines) if near else {}
    scores = meaning_scores(words, list(texts.values()), [cosines[each] for each in texts]).tolist()
    found = [(each, score) for each, score in zip(texts, scores, strict=True) if score >= least]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def answering(session: Session, kind: Kind, words: str, ids: Sequence[int]) -> list[int]:
    """Of the first of these, which have some of the words, those that answer them, the nearest first."""
    if not ids:
        return []
    first = ids[:MOST_READ]
    cosines = shelf(session, kind).scores(vectors.vector_of(words), first).tolist()
    near = list(zip(first, cosines, strict=True))
    return [each for each, _ in by_meaning(session, kind, words, near, least=ANSWERS_FROM)]


def similar(
    session: Session,
    actor: Actor,
    kind: Kind,
    text: str,
    *,
    most: int,
    without: Collection[int] = (),
    least: float = SIMILAR,
) -> list[tuple[int, float]]:
    """What says the same as the text, with its nearness, the nearest first; of that which anybody works with and this
    person may see.
    """
    near = nearest(session, actor, kind, text, most=MOST_READ, without=without)
    return by_meaning(session, kind, text, near, least=least)[:most]


def _texts(session: Session, kind: Kind, ids: Iterable[int]) -> dict[int, str]:
    noun = NOUNS[kind]
    rows = session.execute(select(noun.model.id, noun.title, *noun.texts).where(noun.model.id.in_(list(ids))))
    return {thing_id: "\n".join(filter(None, texts)) for thing_id, *texts in rows}
