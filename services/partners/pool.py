"""The candidates of an idea as arrays: what a set of partners that together cover its needs is chosen from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from models import TagKind
from services.actors import Actor
from services.partners import explaining
from services.partners.contest import Contest, begun
from services.partners.eligibility import NO_RULE, Eligibility, Rule
from services.partners.ranking import WELCOME, Match, Need, weight_of
from services.partners.search import NO_FILTERS, Filters, tags_of

PAYROLL = "palkanmaksu"


@dataclass(frozen=True)
class Pool:
    """One row a candidate; all arrays have the same length.

    covers: bit j for the j-th of `needs`. utility: in the points of `weights`, from -2 (an association for which the
    idea is nothing) to 0 (made for it): what its company costs. Every need weighs 2 points or more, so that who
    brings something new is worth asking, and who brings nothing new never is. already: the needs that the idea's own
    association covers.
    """

    needs: tuple[Need, ...]
    weights: tuple[float, ...]
    already: int
    ids: NDArray[np.int64]
    covers: NDArray[np.uint32]
    utility: NDArray[np.float64]
    municipality: NDArray[np.int16]
    payroll: NDArray[np.bool_]
    eligibility: Eligibility
    contest: Contest


def pool(
    session: Session,
    actor: Actor,
    idea_id: int,
    filters: Filters = NO_FILTERS,
    waived: Collection[Rule] = NO_RULE,
    *,
    also: Collection[int] = (),
) -> Pool:
    """Who covers a need, passes the filters and is left by the rules; and the verified of `also` whatever they are.

    For the idea's own people and facilitators (NotFound for others).
    """
    contest = begun(session, actor, idea_id, filters, waived)
    needs = contest.wanted.needs
    covers = _covers(contest)
    there = contest.there
    rows = np.flatnonzero((contest.allowed & (covers > 0)) | there.marked(sorted(also)))
    return Pool(
        needs=needs,
        weights=tuple(weight_of(need, contest.rarity) for need in needs),
        already=_already(session, contest),
        ids=there.ids[rows],
        covers=covers[rows],
        utility=WELCOME * (contest.exact(rows).wishes().astype(np.float64) - 1),
        municipality=there.numbers["municipality"][rows].astype(np.int16),
        payroll=there.tags[TagKind.COMPETENCE].having([PAYROLL])[rows],
        eligibility=contest.eligibility,
        contest=contest,
    )


def explained(session: Session, pool: Pool, ids: Collection[int]) -> dict[int, Match]:
    """These candidates with their names, scores and reasons; without those that are verified no more."""
    rows: Any = pool.contest.there.places_of(sorted(ids))
    scores = pool.contest.exact(rows).scores().tolist()
    placed = list(zip(rows.tolist(), scores, strict=True))
    found = explaining.matches(session, pool.contest, placed, NO_FILTERS)
    return {match.candidate.association_id: match for match in found}


def _covers(contest: Contest) -> NDArray[np.uint32]:
    offers = contest.there.tags[TagKind.COMPETENCE]
    covers = np.zeros(len(contest.there), dtype=np.uint32)
    for place, need in enumerate(contest.wanted.needs):
        if need.competence:
            covers |= offers.having([need.competence]).astype(np.uint32) << np.uint32(place)
    return covers


def _already(session: Session, contest: Contest) -> int:
    home = contest.wanted.association_id
    own = tags_of(session, [home]).get(home, {}).get(TagKind.COMPETENCE, ())
    return sum(1 << place for place, need in enumerate(contest.wanted.needs) if need.competence in own)
