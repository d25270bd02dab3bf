"""What an idea and all associations have in common, feature by feature, as columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import TagKind
from services import places
from services.partners.columns import Bits, Columns, Floats, Numbers
from services.partners.ranking import (
    FAR_KM,
    MOST_CAPACITY,
    NEEDS_SIDE,
    UNKNOWN,
    Feature,
    Values,
    Wanted,
    rarity_of,
    weight_of,
)


@dataclass(frozen=True)
class Known:
    """What stands neither in the idea nor in the profiles."""

    # Associations that have endorsed the idea.
    endorsing: Collection[int] = ()
    # By association, how many ideas it is already a partner in with the one that asks.
    partnerships: Mapping[int, int] = field(default_factory=dict)
    # By theme, the associations with published ideas about it.
    themes: Mapping[str, Any] = field(default_factory=dict)


def values_of(wanted: Wanted, there: Columns, known: Known, rarity: Mapping[str, float]) -> Values:
    """All but the likeness of the texts, which is costly: it stands at 1, the most that it can be."""
    many = len(there)
    ones = np.ones(many, dtype=np.float32)
    value = {
        Feature.COVERAGE: coverage(wanted, there.tags[TagKind.COMPETENCE], rarity),
        Feature.TARGET_GROUPS: _shared(there.tags[TagKind.TARGET_GROUP], wanted.target_groups),
        Feature.TEXT: ones,
        Feature.INTEREST: _interest(wanted, there, known),
        Feature.DISTANCE: nearness_to(wanted.municipality)[there.numbers["municipality"]],
        Feature.CAPACITY: capacity_value(there.numbers["capacity"]),
        Feature.LANGUAGES: _languages(wanted, there),
        Feature.PARTNERSHIPS: ones,
    }
    asked = {
        Feature.COVERAGE: wanted.competences,
        Feature.TARGET_GROUPS: wanted.target_groups,
        Feature.INTEREST: wanted.topics or wanted.themes,
        Feature.LANGUAGES: wanted.languages,
    }
    flags = {feature: np.full(many, bool(asked.get(feature, True)), dtype=np.float32) for feature in Feature}
    # A past together speaks for somebody; that there is none speaks against nobody.
    flags[Feature.PARTNERSHIPS] = there.marked(list(known.partnerships)).astype(np.float32)
    return Values(value, flags)


def gains(wanted: Wanted, there: Columns, rows: NDArray[np.intp], rarity: Mapping[str, float]) -> Floats:
    """The needs side of these associations alone: what the idea gains."""
    covered = NEEDS_SIDE[Feature.COVERAGE] * bool(wanted.competences)
    shared = NEEDS_SIDE[Feature.TARGET_GROUPS] * bool(wanted.target_groups)
    total = covered + shared or 1.0
    found = coverage(wanted, there.tags[TagKind.COMPETENCE].at(rows), rarity) * np.float32(covered / total)
    groups = there.tags[TagKind.TARGET_GROUP].at(rows)
    return found + _shared(groups, wanted.target_groups) * np.float32(shared / total)


def coverage(wanted: Wanted, offers: Bits, rarity: Mapping[str, float]) -> Floats:
    """The share of the needs that each association covers, by their weights."""
    weights: dict[str, float] = {}
    for need in wanted.needs:
        if need.competence:
            weights[need.competence] = weights.get(need.competence, 0.0) + weight_of(need, rarity)
    total = sum(weights.values()) or 1.0
    return offers.weighed({slug: one / total for slug, one in weights.items()})


def rarities(there: Columns, competences: Collection[str]) -> dict[str, float]:
    """How rare each of these is among all associations that are there."""
    counts = there.tags[TagKind.COMPETENCE].counts
    return rarity_of({slug: counts.get(slug, 0) for slug in competences}, len(there))


@lru_cache
def nearness_to(municipality: str) -> Floats:
    """By number of municipality: 1 next door, 0 across the region."""
    km = [places.distance_km(municipality, code) for code in ("", *places.municipalities())]
    return np.array([UNKNOWN if one is None else max(0.0, 1 - one / FAR_KM) for one in km], dtype=np.float32)


def number_of_municipality(code: str) -> int:
    """0 for an unknown one."""
    codes = ["", *places.municipalities()]
    return codes.index(code) if code in codes else 0


def capacity_value(capacity: Numbers) -> Floats:
    return (np.minimum(capacity, MOST_CAPACITY) / np.float32(MOST_CAPACITY)).astype(np.float32)


def _shared(tags: Bits, slugs: Collection[str]) -> Floats:
    return tags.weighed(dict.fromkeys(slugs, 1 / max(len(slugs), 1)))


def _languages(wanted: Wanted, there: Columns) -> Floats:
    spoken = there.tags[TagKind.LANGUAGE]
    shared = _shared(spoken, wanted.languages)
    return np.where(spoken.counted() > 0, shared, np.float32(UNKNOWN))


def _interest(wanted: Wanted, there: Columns, known: Known) -> Floats:
    """The most that speaks for it: an endorsement, what it has declared to care for, what its own ideas are about."""
    value = np.maximum(_declared(wanted, there), _shown(wanted, there, known))
    value[there.places_of(sorted(known.endorsing))] = 1
    return value


def _declared(wanted: Wanted, there: Columns) -> Floats:
    """For each topic how near the nearest declared interest is, on average."""
    value = np.zeros(len(there), dtype=np.float32)
    near = [there.lexicon.near(topic) for topic in wanted.topics]
    if not near:
        return value
    # Few care for any of it: only their words are looked at closely.
    words = there.words.ravel()
    hits = np.flatnonzero((np.max(near, axis=0) > 0)[words])
    rows = hits // there.words.shape[1]
    for one in near:
        nearest = np.zeros_like(value)
        np.maximum.at(nearest, rows, one[words[hits]])
        value += nearest
    return value / np.float32(len(near))


def _shown(wanted: Wanted, there: Columns, known: Known) -> Floats:
    """The share of the themes that its own ideas have. (Its profile's target groups count on the other side.)"""
    count = np.zeros(len(there), dtype=np.float32)
    for theme in wanted.themes:
        count += there.marked(known.themes.get(theme, ()))
    return count / np.float32(max(len(wanted.themes), 1))
