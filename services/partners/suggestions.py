"""From an idea: whom to ask, in which order and why, and what nobody covers yet."""

from dataclasses import dataclass

from sqlmodel import Session

from models import NotFound, PartnerRequestState
from services import ideas, partner_requests
from services.actors import Actor
from services.partner_requests import Promise
from services.partners.candidates import preselected, rarities, wanted_by
from services.partners.ranking import Match, Need, Wanted, matched
from services.partners.search import NO_FILTERS, Filters
from services.partners.similarity import TextSimilarity, token_overlap

SHOWN = 10
MOST_SHOWN = 100


@dataclass(frozen=True)
class Covered:
    """One need of the idea and who answers it so far."""

    need: Need
    accepted: tuple[str, ...]
    asked: tuple[str, ...]
    # The best of the list that offers it, as long as nobody has promised it.
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
    matches: list[Match]
    more: bool
    # True when there were more candidates than were looked at.
    cut: bool
    coverage: list[Covered]


def suggested(
    session: Session,
    actor: Actor,
    idea_id: int,
    filters: Filters = NO_FILTERS,
    *,
    most: int = SHOWN,
    similarity: TextSimilarity = token_overlap,
) -> Suggestions:
    """The best partners for an idea, best first: for its own people and for facilitators.

    Left out: the unverified, the idea's own association, and those already asked or accepted.
    """
    idea = ideas.fetch(session, actor, idea_id)
    if not (actor.belongs_to(idea.association_id) or actor.is_facilitator):
        raise NotFound
    wanted = wanted_by(session, idea)
    standing = partner_requests.standing(session, actor, idea_id)
    candidates, cut = preselected(session, wanted, filters, {one.association_id for one in standing})
    rarity = rarities(session, wanted)
    alike = similarity(wanted.text, [candidate.text for candidate in candidates])
    matches = sorted(
        (matched(wanted, one, rarity, likeness) for one, likeness in zip(candidates, alike, strict=True)),
        key=lambda match: (-match.score, match.candidate.name),
    )
    most = min(most, MOST_SHOWN)
    return Suggestions(
        idea_id=idea.id,
        idea_title=idea.title,
        says_enough=bool(wanted.competences or wanted.target_groups),
        matches=matches[:most],
        more=len(matches) > most and most < MOST_SHOWN,
        cut=cut,
        coverage=_coverage(wanted, standing, matches),
    )


def _coverage(wanted: Wanted, standing: list[Promise], matches: list[Match]) -> list[Covered]:
    return [_covered(need, standing, matches) for need in wanted.needs]


def _covered(need: Need, standing: list[Promise], matches: list[Match]) -> Covered:
    answering = [promise for promise in standing if (need.competence, need.words) in promise.needs]
    accepted = tuple(one.name for one in answering if one.state == PartnerRequestState.ACCEPTED)
    asked = tuple(one.name for one in answering if one.state != PartnerRequestState.ACCEPTED)
    best = next((match for match in matches if need.competence in match.offers), None)
    return Covered(need, accepted, asked, None if accepted else best)
