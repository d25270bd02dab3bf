"""The other way round: the ideas that need an association, by the same score and with the same reasons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import or_, select
from sqlmodel import Session, col

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    AssociationState,
    Endorsement,
    Idea,
    IdeaState,
    NotFound,
    PartnerPick,
    PartnerRequest,
    PartnerRequestState,
    Pick,
    TagKind,
    today,
)
from services import associations, ideas
from services.actors import Actor
from services.partners import explaining, features, reading, similarity, store
from services.partners.columns import Bits, Columns, Flags, Floats
from services.partners.contest import Texts, best
from services.partners.ranking import UNKNOWN, Candidate, Feature, Part, Values, rarity_of
from services.partners.search import tags_of

SHOWN = 10
MOST_SHOWN = 100
_SPARE = 3


@dataclass(frozen=True)
class IdeaMatch:
    """An idea that a certain association could be a partner in."""

    idea_id: int
    title: str
    association_id: int
    association: str
    municipality: str
    reply_by: date | None
    # From 0 to 1; the same as in the idea's own list of partners.
    score: float
    parts: tuple[Part, ...]

    def part(self, feature: Feature) -> Part:
        return next(part for part in self.parts if part.feature == feature)


@dataclass(frozen=True)
class IdeaSuggestions:
    association_id: int
    name: str
    # A profile that names no competences and no target groups cannot be matched.
    says_enough: bool
    matches: list[IdeaMatch]
    more: bool


def ideas_for(session: Session, actor: Actor, association_id: int, *, most: int = SHOWN) -> IdeaSuggestions:
    """Published ideas that seek partners, for the association's own people and facilitators (NotFound for others).

    Left out: its own ideas, those whose date to answer by has gone, those it has been asked for or has offered itself
    for, and those whose facilitator has said that it is none for them.
    """
    association = associations.fetch(session, actor, association_id)
    if not (actor.belongs_to(association.id) or actor.is_facilitator):
        raise NotFound
    candidate = _candidate(session, association)
    most = min(most, MOST_SHOWN)
    seeking = _seeking(session, candidate)
    values = _values(session, candidate, seeking)
    texts = Texts(similarity.to_ideas(session, association.id), seeking.ids)

    def exact(rows: NDArray[np.intp]) -> Values:
        return values.at(rows).having(Feature.TEXT, texts.of(rows))

    placed = best(values.scores(), lambda rows: exact(rows).scores(), most + _SPARE)
    rows = np.array([row for row, _ in placed], dtype=np.intp)
    found = _matches(session, actor, candidate, seeking.ids[rows].tolist(), exact(rows))
    return IdeaSuggestions(
        association_id=association.id,
        name=association.name,
        says_enough=bool(candidate.competences or candidate.target_groups),
        matches=found[:most],
        more=len(placed) > most and most < MOST_SHOWN,
    )


def _candidate(session: Session, row: Association) -> Candidate:
    tags = tags_of(session, [row.id]).get(row.id, {})
    return explaining.candidate(row, tags)


def _seeking(session: Session, candidate: Candidate) -> Columns:
    there = store.ideas(session)
    day = there.numbers["reply_by"]
    open_now = (day == 0) | (day >= today().toordinal())
    homes = there.numbers["association"]
    open_now &= np.isin(homes, store.associations(session).ids)
    ours = homes == candidate.association_id
    closed = there.marked(_spoken_of(session, candidate.association_id))
    groups = there.tags[TagKind.TARGET_GROUP].having_any(candidate.target_groups)
    covers = _having(there, candidate).any(axis=1)
    return there.at(np.flatnonzero(open_now & ~ours & ~closed & there.numbers["seeks"] & (covers | groups)))


def _spoken_of(session: Session, association_id: int) -> list[int]:
    """Ideas for which it has been asked, or has offered itself, and those that it is left out of."""
    asked = select(col(PartnerRequest.idea_id)).where(
        or_(
            col(PartnerRequest.from_association_id) == association_id,
            col(PartnerRequest.to_association_id) == association_id,
        ),
        col(PartnerRequest.state).in_((*PARTNER_REQUEST_OPEN, PartnerRequestState.ACCEPTED)),
    )
    excluded = select(col(PartnerPick.idea_id)).where(
        col(PartnerPick.association_id) == association_id, col(PartnerPick.pick) == Pick.EXCLUDE
    )
    return list(session.execute(asked.union(excluded)).scalars())


def _having(there: Columns, candidate: Candidate) -> Flags:
    """Which of each idea's needs it covers, shape (n, most needs)."""
    slugs = there.need_slugs.numbers
    offers = np.zeros(len(slugs) + 1, dtype=np.bool_)
    offers[[slugs[slug] for slug in candidate.competences if slug in slugs]] = True
    held: Flags = offers[there.needs] & (there.weights > 0)
    return held


def _values(session: Session, candidate: Candidate, there: Columns) -> Values:
    """All but the likeness of the texts, which stands at 1, as in `features.values_of`."""
    homes = there.numbers["association"]
    everybody = store.associations(session)
    partnerships = reading.partnerships_of(session, candidate.association_id)
    ones = np.ones(len(there), dtype=np.float32)
    spoken, said = _languages(everybody, homes, candidate)
    value: dict[Feature, Floats] = {
        Feature.COVERAGE: _coverage(everybody, there, candidate),
        Feature.TARGET_GROUPS: share_of([there.tags[TagKind.TARGET_GROUP]], candidate.target_groups),
        Feature.TEXT: ones,
        Feature.INTEREST: _interest(session, candidate, there),
        Feature.DISTANCE: features.nearness_to(candidate.municipality)[there.numbers["municipality"]],
        Feature.CAPACITY: features.capacity_value(np.full(len(there), candidate.capacity)),
        Feature.LANGUAGES: spoken,
        Feature.PARTNERSHIPS: ones,
    }
    groups = there.tags[TagKind.TARGET_GROUP].counted() > 0
    themes = groups | (there.tags[TagKind.PRIORITY].counted() > 0)
    flags: dict[Feature, Any] = {
        Feature.COVERAGE: (there.weights > 0).any(axis=1),
        Feature.TARGET_GROUPS: groups,
        Feature.INTEREST: themes | (there.words > 0).any(axis=1),
        Feature.LANGUAGES: said,
        Feature.PARTNERSHIPS: np.isin(homes, list(partnerships)),
    }
    asked: dict[Feature, Floats] = {
        feature: flags.get(feature, ones).astype(np.float32) for feature in Feature
    }
    return Values(value, asked)


def _coverage(everybody: Columns, there: Columns, candidate: Candidate) -> Floats:
    """As `features.coverage`, for each idea's own needs."""
    slugs = list(there.need_slugs.numbers)
    counts = everybody.tags[TagKind.COMPETENCE].counts
    rarity = rarity_of({slug: counts.get(slug, 0) for slug in slugs}, len(everybody))
    worth = np.array([*(rarity[slug] for slug in slugs), 0], dtype=np.float32)[there.needs] * there.weights
    total = worth.sum(axis=1)
    met = (worth * _having(there, candidate)).sum(axis=1)
    share: Floats = np.divide(met, total, out=np.zeros_like(met), where=total > 0)
    return share


def share_of(tags: Sequence[Bits], slugs: Collection[str]) -> Floats:
    """The share of each thing's tags that are among these; 0 for one without tags."""
    there = np.zeros(tags[0].bytes.shape[1], dtype=np.float32)
    shared = there.copy()
    for bits in tags:
        there += bits.counted()
        shared += bits.weighed(dict.fromkeys(slugs, 1.0))
    share: Floats = np.divide(shared, np.maximum(there, 1), dtype=np.float32)
    return share


def _languages(everybody: Columns, homes: NDArray[np.int64], candidate: Candidate) -> tuple[Floats, Flags]:
    """The share of the languages of the idea's association that it speaks, and whether that one speaks any."""
    spoken = everybody.tags[TagKind.LANGUAGE]
    shared = share_of([spoken], candidate.languages)
    if not candidate.languages:
        shared = np.full_like(shared, UNKNOWN)
    places = np.searchsorted(everybody.ids, homes)
    return shared[places], spoken.counted()[places] > 0


def _interest(session: Session, candidate: Candidate, there: Columns) -> Floats:
    """As in `features`: an endorsement, what it has declared to care for, what its own ideas are about."""
    endorsed = select(col(Endorsement.idea_id)).where(
        col(Endorsement.association_id) == candidate.association_id
    )
    themes = _own_themes(session, candidate.association_id)
    shown = share_of([there.tags[kind] for kind in reading.THEMES], themes)
    value: Floats = np.maximum(shown, _declared(candidate, there))
    value[there.places_of(list(session.execute(endorsed).scalars()))] = 1
    return value


def _declared(candidate: Candidate, there: Columns) -> Floats:
    near = [there.lexicon.near(word) for word in candidate.interests]
    if not near:
        return np.zeros(len(there), dtype=np.float32)
    topics = np.maximum(np.count_nonzero(there.words, axis=1), 1).astype(np.float32)
    nearest: Floats = np.max(near, axis=0)[there.words].sum(axis=1) / topics
    return nearest


def _own_themes(session: Session, association_id: int) -> frozenset[str]:
    published = store.ideas(session)
    mine = published.at(np.flatnonzero(published.numbers["association"] == association_id))
    return frozenset(
        slug for kind in reading.THEMES for slug, count in mine.tags[kind].counts.items() if count
    )


def _matches(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    ids: list[int],
    values: Values,
) -> list[IdeaMatch]:
    """These ideas as they are now, one a row of the values; without those that are not open any more."""
    rows = session.execute(
        ideas.visible(actor, Idea, col(Association.name))
        .join(Association, col(Association.id) == Idea.association_id)
        .where(
            col(Idea.id).in_(ids),
            col(Idea.state) == IdeaState.PUBLISHED,
            col(Association.state) == AssociationState.VERIFIED,
        )
    ).all()
    found = {idea.id: (idea, home) for idea, home in rows}
    wanted = reading.wanted_of(session, [idea for idea, _ in found.values()])
    together = reading.partnerships_of(session, candidate.association_id)
    return [
        _match(*found[idea_id], float(score), explaining.parts_of(wanted[idea_id], known, values, place))
        for place, (idea_id, score) in enumerate(zip(ids, values.scores(), strict=True))
        if idea_id in found
        and (known := replace(candidate, partnerships=together.get(found[idea_id][0].association_id, 0)))
    ]


def _match(idea: Idea, home: str, score: float, parts: tuple[Part, ...]) -> IdeaMatch:
    return IdeaMatch(
        idea.id, idea.title, idea.association_id, home, idea.municipality, idea.reply_by, score, parts
    )
