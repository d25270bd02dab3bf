"""How well an association and an idea suit each other: two sides, and both must want it.

The needs side says what the idea gains, the association side what the association gains. Their harmonic
mean is high only when both are: an association that has everything but lives far away and has its hands
full is no better a partner than a neighbour with nothing to bring.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.partners.columns import Floats


class Feature(StrEnum):
    COVERAGE = "coverage"
    TARGET_GROUPS = "target_groups"
    TEXT = "text"
    INTEREST = "interest"
    DISTANCE = "distance"
    CAPACITY = "capacity"
    LANGUAGES = "languages"
    PARTNERSHIPS = "partnerships"


# Fixed beforehand and measured on hand-graded pairs (`python -m benchmarks.quality partners`; coverage alone reaches an
# nDCG@10 of .68). Learned weights were no better at that size; learn from real answers, not before 200. Languages
# and past partnerships are the last to decide: the labelled pairs say nothing of them.
NEEDS_SIDE = {Feature.COVERAGE: 0.7, Feature.TARGET_GROUPS: 0.3}
ASSOCIATION_SIDE = {
    Feature.TEXT: 0.45,
    Feature.INTEREST: 0.25,
    Feature.DISTANCE: 0.2,
    Feature.CAPACITY: 0.1,
    Feature.LANGUAGES: 0.05,
    Feature.PARTNERSHIPS: 0.05,
}

ESSENTIAL = 5.0
WELCOME = 2.0
# Across the region; farther than this nearness says nothing.
FAR_KM = 150.0
MOST_CAPACITY = 3
# Of a place or a language that nobody has told: neither near nor far.
UNKNOWN = 0.5


@dataclass(frozen=True)
class Need:
    id: int
    competence: str
    words: str
    # From 1 to 5.
    priority: float = ESSENTIAL

    @property
    def essential(self) -> bool:
        return self.priority >= ESSENTIAL


@dataclass(frozen=True)
class Wanted:
    """What an idea says of the partners it seeks."""

    idea_id: int
    title: str
    association_id: int
    municipality: str
    needs: tuple[Need, ...]
    target_groups: frozenset[str]
    # Priorities of the call and target groups: what the idea is about.
    themes: frozenset[str]
    # The same in own words.
    topics: tuple[str, ...] = ()
    # Of the association whose idea it is.
    languages: frozenset[str] = frozenset()

    @property
    def competences(self) -> frozenset[str]:
        return frozenset(need.competence for need in self.needs if need.competence)

    @property
    def says_enough(self) -> bool:
        """An idea that names no needs and no target groups cannot be matched."""
        return bool(self.competences or self.target_groups)


@dataclass(frozen=True)
class Candidate:
    association_id: int
    name: str
    municipality: str
    registered: bool
    capacity: int
    competences: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interests: tuple[str, ...] = ()
    # One of its people has said of this idea, in its name, that it is needed.
    endorsed: bool = False
    # How many ideas it has been a partner in with the association that asks.
    partnerships: int = 0


@dataclass(frozen=True)
class Part:
    """One reason for the place in the list: how much, and what there is to say about it."""

    feature: Feature
    # From 0 to 1.
    value: float
    # Its share in its side, from 0 to 1; 0 when there is nothing to compare.
    weight: float = 0.0
    # The slugs or own words that the value comes from; what they are follows from the feature.
    found: tuple[str, ...] = ()
    km: float | None = None
    # Of partnerships: in how many ideas the two have been together.
    count: int = 0


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    # From 0 to 1.
    score: float
    parts: tuple[Part, ...] = field(default=())
    # Why a facilitator has put it first; empty when nobody has.
    pinned_because: str = ""

    def part(self, feature: Feature) -> Part:
        return next(part for part in self.parts if part.feature == feature)

    @property
    def offers(self) -> tuple[str, ...]:
        return self.part(Feature.COVERAGE).found


@dataclass(frozen=True)
class Values:
    """The features of n pairs of an idea and an association.

    value: by feature, from 0 to 1, shape (n,). asked: by feature, 1 where there is something to compare, 0 where the
    idea or the association is silent; a silent feature is left out of its side's mean.
    """

    value: Mapping[Feature, Floats]
    asked: Mapping[Feature, Floats]

    def at(self, rows: NDArray[np.intp]) -> "Values":
        return Values(
            {feature: column.take(rows) for feature, column in self.value.items()},
            {feature: column.take(rows) for feature, column in self.asked.items()},
        )

    def having(self, feature: Feature, column: Floats) -> "Values":
        return replace(self, value={**self.value, feature: column})

    def scores(self) -> Floats:
        """The harmonic mean of the two sides, from 0 to 1."""
        gains, wishes = self._side(NEEDS_SIDE), self._side(ASSOCIATION_SIDE)
        return _divided(2 * gains * wishes, gains + wishes)

    def wishes(self) -> Floats:
        """The association side alone: what they gain."""
        return self._side(ASSOCIATION_SIDE)

    def weights(self, place: int) -> dict[Feature, float]:
        """The share of each feature in its side for one pair."""
        shares: dict[Feature, float] = {}
        for side in (NEEDS_SIDE, ASSOCIATION_SIDE):
            held = {feature: weight * float(self.asked[feature][place]) for feature, weight in side.items()}
            total = sum(held.values())
            shares |= {feature: weight / total if total else 0.0 for feature, weight in held.items()}
        return shares

    def _side(self, side: Mapping[Feature, float]) -> Floats:
        held = {feature: np.float32(weight) * self.asked[feature] for feature, weight in side.items()}
        summed = sum((weight * self.value[feature] for feature, weight in held.items()), np.float32(0))
        return _divided(summed, sum(held.values(), np.float32(0)))


def rarity_of(offering: Mapping[str, int], associations: int) -> dict[str, float]:
    """How much a competence is worth for being rare: 1 where everybody has it, more where few do."""
    return {slug: 1 + log((associations + 1) / (count + 1)) for slug, count in offering.items()}


def weight_of(need: Need, rarity: Mapping[str, float]) -> float:
    return need.priority * rarity.get(need.competence, 1.0)


def _divided(one: Any, other: Any) -> Floats:
    """0 where there is nothing to divide by."""
    found: Floats = np.divide(one, other, out=np.zeros_like(other), where=other > 0)
    return found
