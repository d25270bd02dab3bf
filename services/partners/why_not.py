"""Why an association is not among the shown partners of an idea, or where among them it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from sqlalchemy import select
from sqlmodel import Session, col

from models import Association, AssociationState, TagKind
from services import associations
from services.actors import Actor
from services.partners import eligibility, explaining, reading
from services.partners.contest import Contest, begun
from services.partners.eligibility import NO_RULE, Rule
from services.partners.ranking import Feature, Match, Values
from services.partners.search import NO_FILTERS, Filters, narrowed, tags_of
from services.partners.suggestions import SHOWN, ranked


class Because(StrEnum):
    """The first that holds, in this order."""

    OWN = "own"
    UNVERIFIED = "unverified"
    # From a register, and nobody would answer.
    UNCLAIMED = "unclaimed"
    ALREADY_ASKED = "already_asked"
    DECLINED = "declined"
    EXCLUDED = "excluded"
    UNREGISTERED = "unregistered"
    NO_CAPACITY = "no_capacity"
    # Does not pass one of the asker's own filters.
    FILTERED = "filtered"
    # Covers no need and works with none of the target groups.
    NOTHING_IN_COMMON = "nothing_in_common"
    # In the list, below those that are shown.
    BELOW = "below"
    SHOWN = "shown"


_RULES = (Rule.ALREADY_ASKED, Rule.DECLINED, Rule.EXCLUDED, Rule.UNREGISTERED, Rule.NO_CAPACITY)


@dataclass(frozen=True)
class WhyNot:
    association_id: int
    name: str
    because: Because
    # A facilitator's, when it was put first or left out.
    reason: str = ""
    # The fields of `Filters` that it does not pass.
    filters: tuple[str, ...] = ()
    # Its place among all that the rules leave, from 1; 0 when it has none.
    rank: int = 0
    of: int = 0
    match: Match | None = None
    # How much the last one shown has more.
    behind: float = 0.0
    # What would raise its score most, and by how much, if it were as good as it can be.
    raises: Feature | None = None
    by: float = 0.0


def why_not(
    session: Session,
    actor: Actor,
    idea_id: int,
    association_id: int,
    filters: Filters = NO_FILTERS,
    *,
    waived: Collection[Rule] = NO_RULE,
    most: int = SHOWN,
) -> WhyNot:
    """For whoever may see the idea's partners and the association (NotFound for others)."""
    idea = reading.idea_of(session, actor, idea_id)
    association = associations.fetch(session, actor, association_id)
    if association.id == idea.association_id:
        return WhyNot(association.id, association.name, Because.OWN)
    if association.state != AssociationState.VERIFIED:
        return WhyNot(association.id, association.name, Because.UNVERIFIED)
    if association.unclaimed:
        return WhyNot(association.id, association.name, Because.UNCLAIMED)
    if failing := _failing(session, association, filters):
        return WhyNot(association.id, association.name, Because.FILTERED, filters=failing)
    contest = begun(session, actor, idea_id, filters, waived)
    row = int(contest.there.places_of([association.id])[0])
    if not contest.ceiling(np.array([row]))[0] and not contest.pinned[row]:
        return WhyNot(association.id, association.name, Because.NOTHING_IN_COMMON)
    return _placed(session, contest, association, row, filters, waived, most)


def _failing(session: Session, association: Association, filters: Filters) -> tuple[str, ...]:
    tags = tags_of(session, [association.id]).get(association.id, {})
    chosen = {
        "competences": (filters.competences, tags.get(TagKind.COMPETENCE, ())),
        "target_groups": (filters.target_groups, tags.get(TagKind.TARGET_GROUP, ())),
        "languages": (filters.languages, tags.get(TagKind.LANGUAGE, ())),
    }
    failing = [name for name, (asked, there) in chosen.items() if not {*asked} <= {*there}]
    if filters.municipality and filters.municipality != association.municipality:
        failing.append("municipality")
    if association.capacity < filters.capacity:
        failing.append("capacity")
    said = narrowed(session, select(col(Association.id)), Filters(words=filters.words))
    if session.execute(said.where(col(Association.id) == association.id)).first() is None:
        failing.append("words")
    return tuple(failing)


def _placed(
    session: Session,
    contest: Contest,
    association: Association,
    row: int,
    filters: Filters,
    waived: Collection[Rule],
    most: int,
) -> WhyNot:
    score = float(contest.exact(np.array([row])).scores()[0])
    found = explaining.matches(session, contest, [(row, score)], filters)
    pick = contest.picks.get(association.id)
    rank, behind = _rank(contest, row, most)
    raises, by = _raised(contest.exact(np.array([row])))
    because = _broken_rule(contest, row, waived) or (Because.SHOWN if rank <= most else Because.BELOW)
    return WhyNot(
        association_id=association.id,
        name=association.name,
        because=because,
        reason=pick.reason if pick else "",
        rank=rank if contest.allowed[row] else 0,
        of=contest.eligibility.left,
        match=found[0] if found else None,
        behind=behind,
        raises=raises,
        by=by,
    )


def _broken_rule(contest: Contest, row: int, waived: Collection[Rule]) -> Because | None:
    rules = eligibility.broken(contest.there, contest.standing)
    broken = [rule for rule in _RULES if rule not in waived and rules[rule][row]]
    return Because(broken[0].value) if broken else None


def _rank(contest: Contest, row: int, most: int) -> tuple[int, float]:
    """Its place among all that are allowed, exactly, and how far the last one shown is ahead.

    Whose text is not read yet is read only if it could be ahead.
    """
    others = np.flatnonzero(contest.allowed)
    score = float(contest.exact(np.array([row])).scores()[0])
    pinned = contest.pinned
    others = others[~pinned[others]]
    close = others[contest.bound(others) >= score]
    ahead = np.count_nonzero(contest.exact(close).scores() > score)
    first = np.count_nonzero(contest.allowed & pinned)
    shown = ranked(contest, most)
    behind = shown[-1][1] - score if shown else 0.0
    return (1 if pinned[row] else int(first + ahead) + 1), max(0.0, behind)


def _raised(values: Values) -> tuple[Feature | None, float]:
    score = float(values.scores()[0])
    one = np.ones(1, dtype=np.float32)
    gains = {
        feature: float(values.having(feature, one).scores()[0]) - score
        for feature in Feature
        if values.asked[feature][0]
    }
    best = max(gains, key=lambda feature: gains[feature], default=None)
    return (best, gains[best]) if best and gains[best] > 0 else (None, 0.0)
