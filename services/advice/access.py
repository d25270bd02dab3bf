"""Who knows of an advice case: the people who have a seat in it, and nobody else, whatever their role in the service.

A seat alone is not enough: an adviser has to be a facilitator still, and a colleague a member of the association.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlmodel import Session, col

from models import (
    ADVICE_LIFECYCLE,
    AdviceAction,
    AdviceCase,
    AdviceSeat,
    AdviceSeatRole,
    AssociationMember,
    Forbidden,
    MembershipState,
    NotFound,
    Person,
    ServiceRole,
)
from services.actors import Actor


@dataclass(frozen=True)
class Seated:
    """A case as one of its people stands in it."""

    case: AdviceCase
    role: AdviceSeatRole


def visible(actor: Actor, *selected: Any) -> Select[Any]:
    """The cases that this person may know of: every read starts here."""
    return (
        select(*(selected or (AdviceCase,)))
        .join(AdviceSeat, col(AdviceSeat.case_id) == AdviceCase.id)
        .where(col(AdviceSeat.person_id) == actor.person_id, _holds(actor))
    )


def _holds(actor: Actor) -> ColumnElement[bool]:
    role = col(AdviceSeat.role)
    return or_(
        role == AdviceSeatRole.REQUESTER,
        and_(
            role == AdviceSeatRole.GUEST,
            col(AdviceCase.association_id).in_(list(actor.roles)) if actor.roles else false(),
        ),
        and_(role == AdviceSeatRole.ADVISER, true() if actor.is_facilitator else false()),
    )


def fetch(session: Session, actor: Actor, case_id: int) -> Seated:
    """The case; NotFound for everybody who has no seat in it."""
    found = session.execute(
        visible(actor, AdviceCase, AdviceSeat.role).where(col(AdviceCase.id) == case_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return Seated(found[0], AdviceSeatRole(found[1]))


def may(role: AdviceSeatRole | None, action: AdviceAction) -> bool:
    """Whether the act is for this seat at all; taking is for a facilitator who has none (`may_take`)."""
    match action:
        case AdviceAction.TAKE:
            return False
        case AdviceAction.WRITE:
            return role is not None
        case AdviceAction.BOOK | AdviceAction.UNBOOK | AdviceAction.CLOSE | AdviceAction.REOPEN:
            return role in (AdviceSeatRole.REQUESTER, AdviceSeatRole.ADVISER)
        case AdviceAction.NOTE | AdviceAction.ANSWER | AdviceAction.ADD_ADVISER:
            return role == AdviceSeatRole.ADVISER
        case AdviceAction.INVITE | AdviceAction.UNINVITE:
            return role == AdviceSeatRole.REQUESTER
        case AdviceAction.LEAVE:
            return role in (AdviceSeatRole.GUEST, AdviceSeatRole.ADVISER)


def may_take(actor: Actor, case: AdviceCase) -> bool:
    """Nobody advises their own association, nor themselves."""
    return (
        actor.is_facilitator
        and case.requester_id != actor.person_id
        and not actor.belongs_to(case.association_id)
    )


def actions_for(seated: Seated) -> list[AdviceAction]:
    return [step for step in ADVICE_LIFECYCLE.actions(seated.case.state) if may(seated.role, step)]


def take(session: Session, actor: Actor, case_id: int, action: AdviceAction) -> Seated:
    """The case for this act, held until its end; refused when the act is not this seat's, or not open now."""
    seated = fetch(session, actor, case_id)
    if not may(seated.role, action):
        raise Forbidden
    session.refresh(seated.case, with_for_update=True)
    ADVICE_LIFECYCLE.after(seated.case.state, action)
    return seated


def address(case_id: int) -> str:
    return f"/advice_case?id={case_id}"


def seat(session: Session, case: AdviceCase, person_id: int, role: AdviceSeatRole) -> None:
    """Lets the person in; a seat of theirs that no longer holds gives way."""
    if (old := seat_of(session, case.id, person_id)) is not None:
        session.delete(old)
        session.flush()
    session.add(AdviceSeat(case_id=case.id, person_id=person_id, role=role))
    session.flush()


def seat_of(session: Session, case_id: int, person_id: int) -> AdviceSeat | None:
    query = select(AdviceSeat).where(
        col(AdviceSeat.case_id) == case_id, col(AdviceSeat.person_id) == person_id
    )
    return session.execute(query).scalar_one_or_none()


def seats_that_hold(case_id: int) -> Select[int, AdviceSeatRole, str]:
    """The people of a case as they stand today, with their role in it and their name."""
    role = col(AdviceSeat.role)
    still_member = (
        select(col(AssociationMember.id))
        .where(
            col(AssociationMember.person_id) == AdviceSeat.person_id,
            col(AssociationMember.association_id) == AdviceCase.association_id,
            col(AssociationMember.state) == MembershipState.MEMBER,
        )
        .exists()
    )
    holds = or_(
        role == AdviceSeatRole.REQUESTER,
        and_(role == AdviceSeatRole.GUEST, still_member),
        and_(role == AdviceSeatRole.ADVISER, col(Person.role) == ServiceRole.FACILITATOR),
    )
    return (
        select(col(Person.id), role, col(Person.name))
        .select_from(AdviceSeat)
        .join(AdviceCase, col(AdviceCase.id) == AdviceSeat.case_id)
        .join(Person, col(Person.id) == AdviceSeat.person_id)
        .where(col(AdviceSeat.case_id) == case_id, holds)
        .order_by(col(AdviceSeat.id))
    )
