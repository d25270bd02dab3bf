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

# How many texts are read before the bound is looked at again.
_PIECE = 512
# Of so many with the most to bring, the best are sought first: whoever could not come before them is left out.
_FIRST = 512
# Two ways to one number differ by less than this in 32 bits.
_ROUNDING = 1e-5


@dataclass(frozen=True)
class Contest:
    wanted: Wanted
    known: Known
    picks: dict[int, PartnerPick]
    standing: Standing
    # All verified associations.
    there: Columns
    rarity: dict[str, float]
    # Those of them that could bring something, pass the filters and are left by the rules.
    allowed: Flags
    eligibility: Eligibility
    texts: "Texts"

    @property
    def pinned(self) -> Flags:
        return self.there.marked(sorted(self.standing.pinned))

    def ceiling(self, rows: NDArray[np.intp]) -> Floats:
        """The score of each if it gained all that there is to gain: nobody has more, and it costs little to know."""
        gains = features.gains(self.wanted, self.there, rows, self.rarity)
        return 2 * gains / (1 + gains)

    def bound(self, rows: NDArray[np.intp]) -> Floats:
        """The score of each of these if its text were the same as the idea's: it has no more than this."""
        return self._values(rows).scores()

    def best(self, rows: NDArray[np.intp], most: int) -> list[tuple[int, float]]:
        """The best of these rows, which rise, each with its score, best first; equals in their order."""
        if len(rows) > _FIRST:
            ceiling = self.ceiling(rows)
            first = self._best(rows[np.sort(np.argpartition(-ceiling, _FIRST)[:_FIRST])], most)
            least = first[-1][1] if len(first) == most else 0.0
            rows = rows[ceiling >= least * (1 - _ROUNDING)]
        return self._best(rows, most)

    def exact(self, rows: NDArray[np.intp]) -> Values:
        return self._values(rows).having(Feature.TEXT, self.texts.of(rows))

    def _best(self, rows: NDArray[np.intp], most: int) -> list[tuple[int, float]]:
        values = self._values(rows)

        def exact(some: NDArray[np.intp]) -> Floats:
            return values.at(some).having(Feature.TEXT, self.texts.of(rows[some])).scores()

        return [(int(rows[place]), score) for place, score in best(values.scores(), exact, most)]

    def _values(self, rows: NDArray[np.intp]) -> Values:
        if (np.diff(rows) > 0).all():
            return features.values_of(self.wanted, self.there.at(rows), self.known, self.rarity)
        # Columns stand in the order of their ids, each once.
        rising, places = np.unique(rows, return_inverse=True)
        return self._values(rising).at(places)


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
) -> Contest:
    """For the idea's own people and facilitators (NotFound for others)."""
    wanted = reading.wanted_by(session, reading.idea_of(session, actor, idea_id))
    picks = reading.picks_of(session, idea_id)
    standing = reading.standing_of(session, wanted, picks)
    there = store.associations(session)
    in_question = _in_question(session, wanted, there, filters, standing)
    rules = eligibility.broken(there, standing)
    allowed = in_question & eligibility.allowed(rules, waived)
    return Contest(
        wanted=wanted,
        known=reading.known_of(session, wanted),
        picks=picks,
        standing=standing,
        there=there,
        rarity=features.rarities(there, wanted.competences),
        allowed=allowed,
        eligibility=eligibility.counted(rules, in_question, allowed),
        texts=Texts(similarity.to_associations(session, wanted.idea_id), there.ids),
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


def best(bound: Floats, exact: Callable[[NDArray[np.intp]], Floats], most: int) -> list[tuple[int, float]]:
    """The `most` with the highest scores, exactly: each place with its score, best first, the first among equals.

    `exact` gives the scores of some places, none above its bound. Nobody is asked for who cannot come among the best.
    """
    hopeful = np.flatnonzero(bound > 0)
    hopeful = hopeful[np.argsort(-bound[hopeful])]
    found: list[tuple[float, int]] = []
    start = 0
    while start < len(hopeful) and (len(found) < most or bound[hopeful[start]] >= -found[-1][0]):
        piece = hopeful[start : start + _PIECE]
        scores = exact(piece)
        leading = np.lexsort((piece, -scores))[:most]
        found = sorted([*found, *zip((-scores[leading]).tolist(), piece[leading].tolist(), strict=True)])[
            :most
        ]
        start += _PIECE
    return [(place, -score) for score, place in found]
