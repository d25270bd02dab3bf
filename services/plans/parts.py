"""The parts of a plan with their associations' names, as many ask for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from models import Association, ImplementerRole, Plan, PlanPart
from services.plans.revisions import remembered


@dataclass(frozen=True)
class PartRow:
    id: int
    association_id: int
    association: str
    role: ImplementerRole
    left_at: datetime | None
    left_reason: str
    left_by_lead: bool


_COLUMNS = (
    PlanPart.id,
    PlanPart.association_id,
    Association.name,
    PlanPart.role,
    PlanPart.left_at,
    PlanPart.left_reason,
    PlanPart.left_by_lead,
)


def rows_in(session: Session, plan: Plan, *, left: bool = False) -> list[PartRow]:
    """Of those who are in, the lead first, then in the order of joining; of those who have left with `left`."""
    rows = remembered(session, plan.id, "parts", lambda: _rows(session, plan))
    return [row for row in rows if (row.left_at is not None) == left]


def _rows(session: Session, plan: Plan) -> tuple[PartRow, ...]:
    rows = session.execute(
        sql_select(*_COLUMNS)  # type: ignore[call-overload]
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(col(PlanPart.plan_id) == plan.id)
        .order_by(col(PlanPart.id))
    )
    found = (PartRow(*row) for row in rows)
    return tuple(sorted(found, key=lambda row: row.association_id != plan.lead_association_id))
