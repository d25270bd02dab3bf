"""How well an association and an idea suit each other: two sides, and both must want it.

The needs side says what the idea gains, the association side what the association gains. Their harmonic
mean is high only when both are: an association that has everything but lives far away and has its hands
full is no better a partner than a neighbour with nothing to bring.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import log

from services import places


class Feature(StrEnum):
    COVERAGE = "coverage"
    TARGET_GROUPS = "target_groups"
    TEXT = "text"
    INTEREST = "interest"
    DISTANCE = "distance"
    CAPACITY = "capacity"


# Fixed beforehand and measured on hand-graded pairs (36 associations, 15 ideas: nDCG@10 0.965, against 0.684
# for coverage alone). Learned weights were no better at that size; learn from real answers, not before 200.
NEEDS_SIDE = {Feature.COVERAGE: 0.7, Feature.TARGET_GROUPS: 0.3}
ASSOCIATION_SIDE = {
    Feature.TEXT: 0.45,
    Feature.INTEREST: 0.25,
    Feature.DISTANCE: 0.2,
    Feature.CAPACITY: 0.1,
}

ESSENTIAL = 5.0
WELCOME = 2.0
# Across the region; farther than this nearness says nothing.
FAR_KM = 150.0
MOST_CAPACITY = 3


@dataclass(frozen=True)
class Need:
    id: int
    competence: str
    words: str
    essential: bool


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
    text: str

    @property
    def competences(self) -> frozenset[str]:
        return frozenset(need.competence for need in self.needs if need.competence)


@dataclass(frozen=True)
class Candidate:
    association_id: int
    name: str
    municipality: str
    registered: bool
    capacity: int
    text: str
    competences: frozenset[str]
    target_groups: frozenset[str]
    # What it has shown to care for: its profile's target groups, and the themes of its own ideas.
    themes: frozenset[str]
    # One of its people has said of this idea, in its name, that it is needed.
    endorsed: bool = False


@dataclass(frozen=True)
class Part:
    """One reason for the place in the list: how much, and what there is to say about it."""

    feature: Feature
    value: float
    # The slugs that the value comes from; what they are slugs of follows from the feature.
    found: tuple[str, ...] = ()
    km: float | None = None


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    score: float
    parts: tuple[Part, ...] = field(default=())

    def part(self, feature: Feature) -> Part:
        return next(part for part in self.parts if part.feature == feature)

    @property
    def offers(self) -> tuple[str, ...]:
        return self.part(Feature.COVERAGE).found


def matched(wanted: Wanted, candidate: Candidate, rarity: Mapping[str, float], similarity: float) -> Match:
    """The candidate's score with its reasons; `similarity` is that of the two texts, from 0 to 1."""
    parts = (
        _coverage(wanted, candidate, rarity),
        _target_groups(wanted, candidate),
        Part(Feature.TEXT, similarity),
        _interest(wanted, candidate),
        _distance(wanted, candidate),
        Part(Feature.CAPACITY, min(candidate.capacity, MOST_CAPACITY) / MOST_CAPACITY),
    )
    values = {part.feature: part.value for part in parts}
    gains = _mean(values, _asked(NEEDS_SIDE, wanted))
    return Match(candidate, _harmonic(gains, _mean(values, ASSOCIATION_SIDE)), parts)


def rarity_of(offering: Mapping[str, int], associations: int) -> dict[str, float]:
    """How much a competence is worth for being rare: 1 where everybody has it, more where few do."""
    return {slug: 1 + log((associations + 1) / (count + 1)) for slug, count in offering.items()}


def weight_of(need: Need, rarity: Mapping[str, float]) -> float:
    return (ESSENTIAL if need.essential else WELCOME) * rarity.get(need.competence, 1.0)


def _coverage(wanted: Wanted, candidate: Candidate, rarity: Mapping[str, float]) -> Part:
    named = [need for need in wanted.needs if need.competence]
    met = [need for need in named if need.competence in candidate.competences]
    total = sum(weight_of(need, rarity) for need in named)
    value = sum(weight_of(need, rarity) for need in met) / total if total else 0.0
    return Part(Feature.COVERAGE, value, tuple(dict.fromkeys(need.competence for need in met)))


def _target_groups(wanted: Wanted, candidate: Candidate) -> Part:
    shared = wanted.target_groups & candidate.target_groups
    value = len(shared) / len(wanted.target_groups) if wanted.target_groups else 0.0
    return Part(Feature.TARGET_GROUPS, value, tuple(sorted(shared)))


def _interest(wanted: Wanted, candidate: Candidate) -> Part:
    if candidate.endorsed:
        return Part(Feature.INTEREST, 1.0, ("endorsed",))
    shared = wanted.themes & candidate.themes
    value = len(shared) / len(wanted.themes) if wanted.themes else 0.0
    return Part(Feature.INTEREST, value)


def _distance(wanted: Wanted, candidate: Candidate) -> Part:
    km = places.distance_km(wanted.municipality, candidate.municipality)
    # An unknown place is neither near nor far.
    value = 0.5 if km is None else max(0.0, 1 - km / FAR_KM)
    return Part(Feature.DISTANCE, value, km=km)


def _asked(side: Mapping[Feature, float], wanted: Wanted) -> dict[Feature, float]:
    """The side's weights without what the idea does not ask for."""
    silent = {Feature.COVERAGE: not wanted.competences, Feature.TARGET_GROUPS: not wanted.target_groups}
    return {feature: weight for feature, weight in side.items() if not silent.get(feature)}


def _mean(values: Mapping[Feature, float], weights: Mapping[Feature, float]) -> float:
    total = sum(weights.values())
    return sum(values[feature] * weight for feature, weight in weights.items()) / total if total else 0.0


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
