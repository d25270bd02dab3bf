"""The shown pairs with their names and reasons, read from the database as it is now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy import select
from sqlmodel import Session, col

from models import Association, Pick, TagKind
from services import places
from services.partners.contest import Contest
from services.partners.lexicon import nearness
from services.partners.ranking import Candidate, Feature, Match, Part, Values, Wanted
from services.partners.search import Filters, narrowed, tags_of


def matches(
    session: Session, contest: Contest, placed: Sequence[tuple[int, float]], filters: Filters
) -> list[Match]:
    """The candidates of these rows, in this order; without those that have ceased to be verified or to pass."""
    ids = [int(contest.there.ids[row]) for row, _ in placed]
    rows = np.array([row for row, _ in placed], dtype=np.intp)
    values = contest.exact(rows)
    candidates = candidates_of(session, contest, ids, filters)
    return [
        _match(contest, candidates[association_id], score, values, place)
        for place, (association_id, (_, score)) in enumerate(zip(ids, placed, strict=True))
        if association_id in candidates
    ]


def candidates_of(
    session: Session, contest: Contest, ids: Collection[int], filters: Filters
) -> dict[int, Candidate]:
    query = narrowed(session, select(Association), filters).where(col(Association.id).in_(ids))
    tags = tags_of(session, ids)
    return {
        row.id: replace(
            candidate(row, tags.get(row.id, {})),
            endorsed=row.id in contest.known.endorsing,
            partnerships=contest.known.partnerships.get(row.id, 0),
        )
        for row in session.execute(query).scalars()
    }


def candidate(row: Association, tags: Mapping[TagKind, tuple[str, ...]]) -> Candidate:
    return Candidate(
        association_id=row.id,
        name=row.name,
        municipality=row.municipality,
        registered=row.registered,
        capacity=row.capacity,
        competences=frozenset(tags.get(TagKind.COMPETENCE, ())),
        target_groups=frozenset(tags.get(TagKind.TARGET_GROUP, ())),
        languages=frozenset(tags.get(TagKind.LANGUAGE, ())),
        interests=tags.get(TagKind.INTEREST, ()),
    )


def _match(contest: Contest, candidate: Candidate, score: float, values: Values, place: int) -> Match:
    pick = contest.picks.get(candidate.association_id)
    return Match(
        candidate,
        score,
        parts_of(contest.wanted, candidate, values, place),
        pick.reason if pick and pick.pick == Pick.PIN else "",
    )


def parts_of(wanted: Wanted, candidate: Candidate, values: Values, place: int) -> tuple[Part, ...]:
    weights = values.weights(place)
    return tuple(
        Part(
            feature,
            float(values.value[feature][place]),
            weights[feature],
            _found(feature, wanted, candidate),
            places.distance_km(wanted.municipality, candidate.municipality)
            if feature == Feature.DISTANCE
            else None,
            candidate.partnerships if feature == Feature.PARTNERSHIPS else 0,
        )
        for feature in Feature
    )


def _found(feature: Feature, wanted: Wanted, candidate: Candidate) -> tuple[str, ...]:
    """What there is to name, in the order of the idea's writers."""
    match feature:
        case Feature.COVERAGE:
            met = (need.competence for need in wanted.needs if need.competence in candidate.competences)
            return tuple(dict.fromkeys(met))
        case Feature.TARGET_GROUPS:
            return tuple(sorted(wanted.target_groups & candidate.target_groups))
        case Feature.LANGUAGES:
            return tuple(sorted(wanted.languages & candidate.languages))
        case Feature.INTEREST:
            return tuple(
                word for word in candidate.interests if any(nearness(topic, word) for topic in wanted.topics)
            )
    return ()
