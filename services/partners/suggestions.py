"""Who could join an idea: in which order and why, whom the rules leave out, and what nobody covers yet."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from models import PartnerRequestState, TagKind
from services import partner_requests
from services.actors import Actor
from services.partner_requests import Promise
from services.partners import explaining
from services.partners.contest import Contest, begun
from services.partners.eligibility import NO_RULE, Eligibility, Rule
from services.partners.ranking import Match, Need
from services.partners.search import NO_FILTERS, Filters

SHOWN = 10
MOST_SHOWN = 100
# For those who have ceased to be verified since they were ranked.
_SPARE = 3


@dataclass(frozen=True)
class Covered:
    """One need of the idea and who answers it so far."""

    need: Need
    accepted: tuple[str, ...]
    asked: tuple[str, ...]
    # The best that offers it, as long as nobody has promised it.
    best: Match | None

    @property
    def gap(self) -> bool:
        """Nobody has promised it, has been asked for it or could be asked for it."""
        return not (self.accepted or self.asked or self.best)


@dataclass(frozen=True)
class Suggestions:
    idea_id: int
    idea_title: str
    # An idea that names no needs and no target groups cannot be matched.
    says_enough: bool
    # Those that a facilitator has put first, then the others, best first.
    matches: list[Match]
    more: bool
    coverage: list[Covered]
    eligibility: Eligibility


def suggested(
    session: Session,
    actor: Actor,
    idea_id: int,
    filters: Filters = NO_FILTERS,
    *,
    waived: Collection[Rule] = NO_RULE,
    most: int = SHOWN,
) -> Suggestions:
    """The best partners for an idea, best first: for its own people and for facilitators.

    `waived` are the rules of eligibility that the asker sets aside. Left out in any case: the unverified and the idea's
    own association.
    """
    contest = begun(session, actor, idea_id, filters, waived)
    most = min(most, MOST_SHOWN)
    placed = ranked(contest, most + _SPARE)
    gaps = _best_by_need(contest, placed[:most])
    found = explaining.matches(session, contest, [*placed, *gaps], filters)
    shown, others = found[:most], found[most:]
    standing = partner_requests.standing(session, actor, idea_id)
    return Suggestions(
        idea_id=idea_id,
        idea_title=contest.wanted.title,
        says_enough=contest.wanted.says_enough,
        matches=shown,
        more=len(placed) > most and most < MOST_SHOWN,
        coverage=[_covered(need, standing, [*shown, *others]) for need in contest.wanted.needs],
        eligibility=contest.eligibility,
    )


def ranked(contest: Contest, most: int) -> list[tuple[int, float]]:
    """Rows with their scores: those put first by a facilitator, then the others, best first."""
    pinned = contest.pinned
    first = _in_order(contest, np.flatnonzero(contest.allowed & pinned)) if pinned.any() else []
    return [*first, *contest.best(np.flatnonzero(contest.allowed & ~pinned), most)][:most]


def _in_order(contest: Contest, rows: NDArray[np.intp]) -> list[tuple[int, float]]:
    scores = contest.exact(rows).scores().tolist()
    return sorted(zip(rows.tolist(), scores, strict=True), key=lambda one: (-one[1], one[0]))


def _best_by_need(contest: Contest, placed: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """For each need that none of the placed offers, the best of the others."""
    offers = contest.there.tags[TagKind.COMPETENCE]
    shown = [row for row, _ in placed]
    found = []
    for competence in sorted(contest.wanted.competences):
        having = offers.having([competence])
        if not having[shown].any():
            found += contest.best(np.flatnonzero(contest.allowed & having), 1)
    return found


def _covered(need: Need, standing: list[Promise], matches: list[Match]) -> Covered:
    answering = [promise for promise in standing if (need.competence, need.words) in promise.needs]
    accepted = tuple(one.name for one in answering if one.state == PartnerRequestState.ACCEPTED)
    asked = tuple(one.name for one in answering if one.state != PartnerRequestState.ACCEPTED)
    best = next((match for match in matches if need.competence in match.offers), None)
    return Covered(need, accepted, asked, None if accepted else best)
