from sqlmodel import Session

from models import Association, PlanPart
from services.plans.access import address as plan_address


def address(plan_id: int) -> str:
    """Where the plan is confirmed; a letter leads here through the sign-in."""
    return f"{plan_address(plan_id, 'finish')}&sub=confirm"


def name_of(session: Session, part: PlanPart) -> str:
    return session.get_one(Association, part.association_id).name
