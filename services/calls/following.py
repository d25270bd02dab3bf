"""A plan follows the version of the call that it was begun with; its people hear of a newer one."""

from collections import defaultdict

from sqlmodel import Session, col, or_, select

from models import (
    PLAN_OPEN,
    AssociationMember,
    AssociationRole,
    Call,
    CallVersion,
    Kind,
    MembershipState,
    Plan,
    PlanPart,
)
from services import journal, notices
from services.actors import Actor


def tell_followers(session: Session, actor: Actor | None, call: Call, version: CallVersion) -> None:
    """Tells everybody who writes in an open plan that follows an older version, one plan at a time."""
    for (plan_id, name), people in _followers(session, call, version).items():
        entry = journal.record(
            session, actor, Kind.PLAN, plan_id, "call_changed", after=str(version.number), why=version.why
        )
        link = f"/plan?id={plan_id}&view=overview"
        told = {"plan": name, "call": call.name}
        notices.tell(session, entry, people, "plan_call_changed", link, by_mail=True, **told)


def adopt(session: Session, call: Call, version: CallVersion) -> None:
    """Plans that were begun before calls had versions follow the first one."""
    begun = select(Plan).where(Plan.call_id == call.id, col(Plan.call_version_id).is_(None))
    for plan in session.exec(begun):
        plan.call_version_id = version.id


def _followers(session: Session, call: Call, version: CallVersion) -> dict[tuple[int, str], set[int]]:
    rows = session.exec(
        select(Plan.id, Plan.name, AssociationMember.person_id)
        .join(PlanPart, col(PlanPart.plan_id) == Plan.id)
        .join(AssociationMember, col(AssociationMember.association_id) == PlanPart.association_id)
        .where(
            Plan.call_id == call.id,
            col(PlanPart.left_at).is_(None),
            or_(col(Plan.call_version_id).is_(None), col(Plan.call_version_id) != version.id),
            col(Plan.state).in_(PLAN_OPEN),
            AssociationMember.state == MembershipState.MEMBER,
            AssociationMember.role != AssociationRole.VIEWER,
        )
        .order_by(col(Plan.id))
    )
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for plan_id, name, person_id in rows:
        found[plan_id, name].add(person_id)
    return found
