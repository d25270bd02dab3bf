"""Who applies: what the associations' profiles say already, so that nobody types it again."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Association, ImplementerRole, PlanPart
from services.actors import Actor
from services.plans.access import fetch, taking_part


@dataclass(frozen=True)
class Applicant:
    part_id: int
    association_id: int
    name: str
    role: ImplementerRole
    registered: bool
    business_id: str
    kind: str
    municipality: str
    mine: bool


def applicants_of(session: Session, actor: Actor, plan_id: int) -> list[Applicant]:
    """The lead and the co-implementers, the lead first; a cooperation partner applies for nothing."""
    plan = fetch(session, actor, plan_id)
    rows = session.exec(
        select(PlanPart, Association)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            PlanPart.plan_id == plan.id,
            taking_part(),
            PlanPart.role != ImplementerRole.COOPERATION_PARTNER,
        )
        .order_by(col(PlanPart.association_id) != plan.lead_association_id, col(PlanPart.id))
    )
    return [_applicant(actor, part, association) for part, association in rows]


def _applicant(actor: Actor, part: PlanPart, association: Association) -> Applicant:
    return Applicant(
        part_id=part.id,
        association_id=association.id,
        name=association.name,
        role=part.role,
        registered=association.registered,
        business_id=association.business_id,
        kind=association.kind,
        municipality=association.municipality,
        mine=actor.belongs_to(association.id),
    )
