"""One idea's candidates with all that is known of them, ready to be put in order."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlmodel import Session, col

from models import Association, PartnerPick, TagKind
from services.actors import Actor
from services.partners import eligibility, features, reading, similarity, store
from services.partners.columns import Columns, Flags, Floats
from services.partners.eligibility import NO_RULE, Eligibility, Rule, Standing
from services.partners.features import Known
from services.partners.ranking import Feature, Values, Wanted
from services.partners.search import NO_FILTERS, Filters, narrowed

# How many texts are read before the bound is looked at for the first time; twice as many each time after.
_PIECE = 512


@dataclass(frozen=True)
class Contest:
    wanted: Wanted
    known: Known
    picks: dict[int, PartnerPick]
    standing: Standing
    # Those that could bring something and pass the filters.
    there: Columns
    values: Values
    rarity: dict[str, float]
    # Whom the rules in force leave.
    allowed: Flags
    eligibility: Eligibility
    texts: "Texts"

    @property
    def pinned(self) -> Flags:
        return self.there.marked(sorted(self.standing.pinned))

    def best(self, rows: NDArray[np.intp], most: int) -> list[tuple[int, float]]:
        """The best of these rows, each with its score, best first."""
        found = best(self.values.at(rows), lambda some: self.texts.of(rows[some]), most)
        return [(int(rows[place]), score) for place, score in found]

    def exact(self, rows: NDArray[np.intp]) -> Values:
        return self.values.at(rows).having(Feature.TEXT, self.texts.of(rows))


class Texts:
    """How alike the idea's text and the candidates' are, read when they are needed."""

    def __init__(self, read: Callable[[NDArray[np.int64]], Floats], ids: NDArray[np.int64]) -> None:
        self._read = read
        self._ids = ids
        self._alike = np.full(len(ids), np.nan, dtype=np.float32)

    def of(self, rows: NDArray[np.intp]) -> Floats:
        unread = rows[np.isnan(self._alike[rows])]
        if len(unread):
            self._alike[unread] = self._read(self._ids[unread])
        return self._alike[rows]


def begun(
    session: Session,
    actor: Actor,
    idea_id: int,
    filters: Filters = NO_FILTERS,
    waived: Collection[Rule] = NO_RULE,
    *,
    also: Collection[int] = (),
) -> Contest:
    """For the idea's own people and facilitators (NotFound for others); the verified of `also` are there anyway."""
    wanted = reading.wanted_by(session, reading.idea_of(session, actor, idea_id))
    picks = reading.picks_of(session, idea_id)
    standing = reading.standing_of(session, wanted, picks)
    everybody = store.associations(session)
    rarity = features.rarities(everybody, wanted.competences)
    asked_for = _in_question(session, wanted, everybody, filters, standing)
    there = everybody.at(np.flatnonzero(asked_for | everybody.marked(sorted(also))))
    known = reading.known_of(session, wanted)
    rules = eligibility.broken(there, standing)
    allowed = eligibility.allowed(rules, waived)
    return Contest(
        wanted=wanted,
        known=known,
        picks=picks,
        standing=standing,
        there=there,
        values=features.values_of(wanted, there, known, rarity),
        rarity=rarity,
        allowed=allowed,
        eligibility=eligibility.counted(rules, allowed),
        texts=Texts(similarity.to_associations(session, wanted.text), there.ids),
    )


def _in_question(
    session: Session, wanted: Wanted, everybody: Columns, filters: Filters, standing: Standing
) -> Flags:
    """Who passes the filters and covers a need, works with a target group, or was put first."""
    competences, groups = everybody.tags[TagKind.COMPETENCE], everybody.tags[TagKind.TARGET_GROUP]
    brings = competences.having_any(wanted.competences) | groups.having_any(wanted.target_groups)
    brings |= everybody.marked(sorted(standing.pinned))
    brings[everybody.places_of([wanted.association_id])] = False
    return brings & passing(session, everybody, filters)


def passing(session: Session, there: Columns, filters: Filters) -> Flags:
    """Who passes all filters; the words are asked of the database."""
    passes = there.numbers["capacity"] >= filters.capacity
    for kind, slugs in (
        (TagKind.COMPETENCE, filters.competences),
        (TagKind.TARGET_GROUP, filters.target_groups),
        (TagKind.LANGUAGE, filters.languages),
    ):
        if slugs:
            passes &= there.tags[kind].having(slugs)
    if filters.municipality:
        number = features.number_of_municipality(filters.municipality)
        passes &= (there.numbers["municipality"] == number) & (number > 0)
    if filters.words.strip():
        said = narrowed(session, select(col(Association.id)), Filters(words=filters.words))
        passes &= there.marked(list(session.execute(said).scalars()))
    return passes


def best(values: Values, alike: Callable[[NDArray[np.intp]], Floats], most: int) -> list[tuple[int, float]]:
    """The `most` best pairs, exactly: each row with its score, best first, the lower row among equals.

    As long as its text is unread a pair is taken to be as good as it could be; nobody is read who cannot come
    among the best even so.
    """
    bound = values.scores()
    hopeful = np.flatnonzero(bound > 0)
    hopeful = hopeful[np.argsort(-bound[hopeful], kind="stable")]
    found: list[tuple[float, int]] = []
    start, size = 0, _PIECE
    while start < len(hopeful) and (len(found) < most or bound[hopeful[start]] >= -found[-1][0]):
        piece = hopeful[start : start + size]
        scores = values.at(piece).having(Feature.TEXT, alike(piece)).scores()
        leading = np.argsort(-scores, kind="stable")[:most]
        found = sorted([*found, *zip((-scores[leading]).tolist(), piece[leading].tolist(), strict=True)])[
            :most
        ]
        start, size = start + size, size * 2
    return [(row, -score) for score, row in found]
