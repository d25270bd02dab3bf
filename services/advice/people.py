"""Who comes into a case and goes: facilitators who take it, colleagues whom the requester lets in."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models import (
    AdviceAction,
    AdviceCase,
    AdviceSeatRole,
    AdviceState,
    AssociationMember,
    Forbidden,
    Invalid,
    MembershipState,
    NotFound,
    Person,
    ServiceRole,
    now,
)
from services import actors
from services.actors import Actor
from services.advice import access, slots, telling


@dataclass(frozen=True)
class Named:
    id: int
    name: str


def take(session: Session, actor: Actor, case_id: int) -> AdviceCase:
    """A facilitator takes a case that nobody has; of two at once one gets it, and the other learns nothing of it."""
    if not actor.is_facilitator:
        raise NotFound
    case = session.get(AdviceCase, case_id)
    if case is not None:
        session.refresh(case, with_for_update=True)
    if case is None or not case.is_open or telling.advisers_of(session, case.id):
        raise NotFound("advice_taken")
    if not access.may_take(actor, case):
        raise Forbidden("advice_own")
    access.seat(session, case, actor.id, AdviceSeatRole.ADVISER)
    case.active_at = now()
    entry = telling.record(session, actor, case, AdviceAction.TAKE, before=case.state, after=case.state)
    telling.inform(session, case, entry, "taken")
    return case


def add_adviser(session: Session, actor: Actor, case_id: int, person_id: int) -> None:
    """An adviser brings a colleague in."""
    case = access.take(session, actor, case_id, AdviceAction.ADD_ADVISER).case
    if person_id not in {each.id for each in _free_colleagues(session, case)}:
        raise Invalid("advice_no_colleague", field="adviser")
    access.seat(session, case, person_id, AdviceSeatRole.ADVISER)
    entry = telling.record(session, actor, case, AdviceAction.ADD_ADVISER)
    telling.inform(session, case, entry, "adviser_added")


def invite(session: Session, actor: Actor, case_id: int, person_id: int) -> None:
    """The requester lets a colleague of the same association in, who from then on reads everything of the case."""
    case = access.take(session, actor, case_id, AdviceAction.INVITE).case
    if person_id not in {each.id for each in _free_members(session, case)}:
        raise Invalid("advice_no_member", field="guest")
    access.seat(session, case, person_id, AdviceSeatRole.GUEST)
    entry = telling.record(session, actor, case, AdviceAction.INVITE)
    telling.inform_these(session, case, entry, [person_id], "invited")


def uninvite(session: Session, actor: Actor, case_id: int, person_id: int) -> None:
    """The case is out of the colleague's sight at once."""
    case = access.take(session, actor, case_id, AdviceAction.UNINVITE).case
    seat = access.seat_of(session, case.id, person_id)
    if seat is None or seat.role != AdviceSeatRole.GUEST:
        raise NotFound
    session.delete(seat)
    session.flush()
    telling.record(session, actor, case, AdviceAction.UNINVITE)


def leave(session: Session, actor: Actor, case_id: int) -> None:
    """A colleague or an adviser goes; a case without an adviser waits in the queue again."""
    seated = access.take(session, actor, case_id, AdviceAction.LEAVE)
    case = seated.case
    seat = access.seat_of(session, case.id, actor.id)
    assert seat is not None
    session.delete(seat)
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.LEAVE)
    if seated.role != AdviceSeatRole.ADVISER:
        return
    _give_time_back(session, actor, case)
    telling.inform_these(session, case, entry, [case.requester_id], "adviser_left")
    if case.is_open and not telling.advisers_of(session, case.id):
        case.waiting_since = now()
        telling.inform_desk(session, entry)


def colleagues(session: Session, actor: Actor, case_id: int) -> list[Named]:
    """The facilitators whom an adviser may bring in."""
    return _free_colleagues(session, access.take(session, actor, case_id, AdviceAction.ADD_ADVISER).case)


def members(session: Session, actor: Actor, case_id: int) -> list[Named]:
    """The colleagues whom the requester may let in."""
    return _free_members(session, access.take(session, actor, case_id, AdviceAction.INVITE).case)


def _give_time_back(session: Session, actor: Actor, case: AdviceCase) -> None:
    slot = slots.slot_of(session, case.id)
    if slot is None or slot.adviser_id != actor.id or slot.starts_at <= now():
        return
    slots.let_go(session, case)
    if case.state == AdviceState.SCHEDULED:
        case.move(AdviceAction.UNBOOK)


def _free_colleagues(session: Session, case: AdviceCase) -> list[Named]:
    query = select(Person).where(
        Person.role == ServiceRole.FACILITATOR, ~col(Person.id).in_(telling.people_in(session, case))
    )
    found = session.exec(query.order_by(Person.name, col(Person.id))).all()
    return [
        Named(person.id, person.name)
        for person in found
        if access.may_take(actors.actor_of(session, person), case)
    ]


def _free_members(session: Session, case: AdviceCase) -> list[Named]:
    query: Any = (
        select(Person.id, Person.name)
        .join(AssociationMember, col(AssociationMember.person_id) == Person.id)
        .where(
            AssociationMember.association_id == case.association_id,
            AssociationMember.state == MembershipState.MEMBER,
            ~col(Person.id).in_(telling.people_in(session, case)),
        )
        .order_by(Person.name, col(Person.id))
    )
    return [Named(*row) for row in session.exec(query)]
