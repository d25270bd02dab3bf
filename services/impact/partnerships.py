"""Who works with whom, as far as everybody may know.

A partnership is a letter that was accepted. It is public when both associations are verified and either both have said
that their partners may be shown and the idea is public, or the two stand on a project's public page of results, to
which each implementer has agreed.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import (
    PLAN_RUNS,
    Association,
    AssociationState,
    Idea,
    IdeaState,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanPart,
    ProjectResults,
    ResultsAgreement,
    ResultsState,
)
from services import associations
from services.actors import VISITOR, Actor

# A picture of more links is a ball of wool; the strongest stand in it.
MOST = 60


@dataclass(frozen=True)
class Link:
    """Two associations, the smaller id first, and how many projects they have together."""

    one: int
    other: int
    projects: int


@dataclass(frozen=True)
class Network:
    links: tuple[Link, ...]
    # By id, in Finnish order.
    names: dict[int, str]
    # There are more links than these.
    cut: bool


def network(session: Session, _actor: Actor) -> Network:
    one, other = _sides()
    pairs = (
        public(one.label("one"), other.label("other"), func.count(func.distinct(col(PartnerRequest.idea_id))))
        .group_by(one, other)
        .order_by(func.count(func.distinct(col(PartnerRequest.idea_id))).desc(), one, other)
        .limit(MOST + 1)
    )
    links = [Link(*row) for row in session.execute(pairs)]
    shown = tuple(links[:MOST])
    ids = {side for link in shown for side in (link.one, link.other)}
    return Network(shown, associations.names_of(session, VISITOR, ids), len(links) > MOST)


def public(*selected: Any) -> Select[Any]:
    """The accepted letters that everybody may know of."""
    sender, receiver = aliased(Association), aliased(Association)
    both_say_so = and_(col(sender.shows_partners), col(receiver.shows_partners), _idea_is_public())
    return (
        select(*selected)
        .select_from(PartnerRequest)
        .join(sender, col(sender.id) == PartnerRequest.from_association_id)
        .join(receiver, col(receiver.id) == PartnerRequest.to_association_id)
        .where(
            col(PartnerRequest.state) == PartnerRequestState.ACCEPTED,
            col(sender.state) == AssociationState.VERIFIED,
            col(receiver.state) == AssociationState.VERIFIED,
            both_say_so | _stands_on_results(),
        )
    )


def _idea_is_public() -> Any:
    return (
        exists()
        .where(col(Idea.id) == PartnerRequest.idea_id, col(Idea.state) == IdeaState.PUBLISHED)
        .correlate(PartnerRequest)
    )


def _stands_on_results() -> Any:
    """The letter brought an implementer into a plan whose page is public, and who agreed to it."""
    return (
        exists()
        .where(
            col(PlanPart.request_id) == PartnerRequest.id,
            col(PlanPart.left_at).is_(None),
            col(ResultsAgreement.part_id) == PlanPart.id,
            col(Plan.id) == PlanPart.plan_id,
            col(Plan.state).in_(PLAN_RUNS),
            col(ProjectResults.plan_id) == Plan.id,
            col(ProjectResults.state) == ResultsState.PUBLISHED,
        )
        .correlate(PartnerRequest)
    )


def _sides() -> tuple[Any, Any]:
    sender, receiver = col(PartnerRequest.from_association_id), col(PartnerRequest.to_association_id)
    turned = sender > receiver
    return case((turned, receiver), else_=sender), case((turned, sender), else_=receiver)
