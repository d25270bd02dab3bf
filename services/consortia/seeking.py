"""Which partners together: the set for an idea, with who brings what and what is lost without them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from models import PartnerRequestState
from services import partner_requests, partners
from services.actors import Actor
from services.consortia.alternatives import alternatives
from services.consortia.explanation import Explanation, Member, explain
from services.consortia.preview import preview
from services.consortia.problem import MOST_NEEDS, Candidates, Problem, Solution
from services.consortia.solving import solve
from services.consortia.wishes import Wishes
from services.partner_requests import Promise
from services.partners import Eligibility, Feature, Match, Need, Pool


@dataclass(frozen=True)
class Row:
    """One need of the idea in the coverage matrix."""

    need: Need
    # Its share of everything that is sought, from 0 to 1.
    share: float
    # The idea's own association brings it.
    own: bool
    covered_by: tuple[int, ...]
    # Who else could bring it, the most useful first.
    others: tuple[Match, ...]

    @property
    def gap(self) -> bool:
        return not self.own and not self.covered_by


@dataclass(frozen=True)
class Partner:
    match: Match
    # Of a letter that is open or was accepted; None for who has not been asked.
    standing: PartnerRequestState | None
    # What nobody else in the set brings, and what others bring too.
    only: tuple[Need, ...]
    also: tuple[Need, ...]
    # The share of what is sought that is lost without it, before and after the best one takes its place.
    loss: float
    replacement: Match | None
    loss_replaced: float

    @property
    def id(self) -> int:
        return self.match.candidate.association_id

    @property
    def brings(self) -> tuple[Need, ...]:
        return self.only + self.also


@dataclass(frozen=True)
class Other:
    """Another set, in short."""

    partners: tuple[Match, ...]
    # The share of what is sought that it covers.
    covered: float
    km: float


@dataclass(frozen=True)
class Proposed:
    idea_id: int
    idea_title: str
    municipality: str
    rows: tuple[Row, ...]
    partners: tuple[Partner, ...]
    # The share of what is sought that the set covers together with the idea's own association.
    covered: float
    # Kilometres from the idea's municipality to each partner's, summed.
    km: float
    optimal: bool
    # Wishes that cannot hold: included, excluded, most, per_municipality, payroll.
    unmet: tuple[str, ...]
    eligibility: Eligibility

    @property
    def gaps(self) -> tuple[Need, ...]:
        return tuple(row.need for row in self.rows if row.gap)

    @property
    def new(self) -> tuple[Partner, ...]:
        """Those who have still to be asked."""
        return tuple(partner for partner in self.partners if partner.standing is None)


def sought(session: Session, actor: Actor, idea_id: int, wishes: Wishes, *, exact: bool = True) -> Proposed:
    """The set for an idea: the best one, or with `exact` false a good one at once.

    Built around those who are in or asked already. For the idea's own people and facilitators (NotFound for others).
    """
    standing, pool, problem = _posed(session, actor, idea_id, wishes)
    found = solve(problem) if exact else preview(problem)
    reasons = explain(problem, found)
    named = partners.explained(session, pool, _mentioned(reasons))
    return _Telling(pool, problem, named, standing).proposed(found, reasons)


def others(session: Session, actor: Actor, idea_id: int, wishes: Wishes) -> tuple[Other, ...]:
    """Up to three sets that really differ from the best one, each the best that does."""
    standing, pool, problem = _posed(session, actor, idea_id, wishes)
    found = alternatives(problem, solve(problem))
    named = partners.explained(session, pool, {one for other in found for one in other.chosen})
    telling = _Telling(pool, problem, named, standing)
    return tuple(telling.other(other) for other in found)


def _posed(
    session: Session, actor: Actor, idea_id: int, wishes: Wishes
) -> tuple[list[Promise], Pool, Problem]:
    standing = partner_requests.standing(session, actor, idea_id)
    also = {promise.association_id for promise in standing} | set(wishes.included)
    pool = partners.pool(session, actor, idea_id, also=also)
    return standing, pool, _problem(pool, wishes, standing)


def _problem(pool: Pool, wishes: Wishes, standing: list[Promise]) -> Problem:
    fixed = {promise.association_id for promise in standing}
    return Problem(
        # The first are the ones that their writers put first.
        weights=pool.weights[:MOST_NEEDS],
        candidates=Candidates(
            pool.ids, _promised(pool, standing), pool.utility, pool.municipality, pool.payroll
        ),
        most=wishes.bounded(len(fixed | set(wishes.included))),
        per_municipality=wishes.per_municipality or None,
        included=frozenset(fixed | set(wishes.included)),
        excluded=frozenset(wishes.excluded),
        payroll=wishes.payroll,
        already=pool.already & (1 << MOST_NEEDS) - 1,
    )


def _promised(pool: Pool, standing: list[Promise]) -> np.typing.NDArray[np.uint32]:
    """What the candidates cover, with what those who are in have been asked for besides their profiles."""
    covers = pool.covers.copy()
    for promise in standing:
        mask = sum(
            1 << place
            for place, need in enumerate(pool.needs[:MOST_NEEDS])
            if (need.competence, need.words) in promise.needs
        )
        covers[pool.ids == promise.association_id] |= np.uint32(mask)
    return covers


def _mentioned(reasons: Explanation) -> set[int]:
    found = {member.id for member in reasons.members}
    found |= {member.replacement.id for member in reasons.members if member.replacement}
    return found | {one for row in reasons.coverage for one in row.alternatives}


@dataclass(frozen=True)
class _Telling:
    """The solver's numbers in terms of needs and associations."""

    pool: Pool
    problem: Problem
    named: dict[int, Match]
    standing: list[Promise]

    def proposed(self, found: Solution, reasons: Explanation) -> Proposed:
        wanted = self.pool.contest.wanted
        return Proposed(
            idea_id=wanted.idea_id,
            idea_title=wanted.title,
            municipality=wanted.municipality,
            rows=tuple(
                Row(
                    self.pool.needs[row.need],
                    row.weight / (sum(self.problem.weights) or 1),
                    row.already,
                    row.covered_by,
                    self._names(row.alternatives),
                )
                for row in reasons.coverage
            ),
            partners=tuple(
                self._partner(member, frozenset(found.chosen))
                for member in reasons.members
                if member.id in self.named
            ),
            covered=self._share(found.chosen),
            km=_km(self._names(found.chosen)),
            optimal=found.optimal,
            unmet=found.unmet,
            eligibility=self.pool.eligibility,
        )

    def _partner(self, member: Member, chosen: frozenset[int]) -> Partner:
        instead = member.replacement.id if member.replacement else 0
        whole = self._share(chosen)
        return Partner(
            match=self.named[member.id],
            standing=next((one.state for one in self.standing if one.association_id == member.id), None),
            only=tuple(self.pool.needs[place] for place in member.adds),
            also=tuple(self.pool.needs[place] for place in member.also),
            loss=whole - self._share(chosen - {member.id}),
            replacement=self.named.get(instead),
            loss_replaced=whole - self._share(chosen - {member.id} | {instead}),
        )

    def other(self, other: Solution) -> Other:
        names = self._names(other.chosen)
        return Other(names, self._share(other.chosen), _km(names))

    def _names(self, ids: Iterable[int]) -> tuple[Match, ...]:
        return tuple(self.named[one] for one in ids if one in self.named)

    def _share(self, ids: Collection[int]) -> float:
        """The share of what is sought that these cover with the idea's own association."""
        rows = np.isin(self.pool.ids, list(ids))
        covers = self.problem.candidates.covers[rows]
        mask = int(np.bitwise_or.reduce(covers, initial=np.uint32(0))) | self.problem.already
        weights = self.problem.weights
        held = sum(weight for place, weight in enumerate(weights) if mask >> place & 1)
        return held / (sum(weights) or 1)


def _km(matches: Iterable[Match]) -> float:
    return sum(match.part(Feature.DISTANCE).km or 0.0 for match in matches)
