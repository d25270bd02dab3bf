"""The times that advisers offer, and how one of them becomes a case's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from models import (
    AdviceAction,
    AdviceCase,
    AdviceSeatRole,
    AdviceSlot,
    AssociationMember,
    Conflict,
    Forbidden,
    Invalid,
    MembershipState,
    NotFound,
    Person,
    ServiceRole,
    WrongState,
    now,
)
from services import actors, words
from services.actors import Actor
from services.advice import access, telling

PLACE_LENGTH = 200
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=8)
MOST_AT_ONCE = 16
AHEAD = timedelta(days=365)
# As many as anybody chooses from.
MOST_SHOWN = 60


@dataclass(frozen=True)
class Slot:
    id: int
    adviser: str
    starts_at: datetime
    ends_at: datetime
    place: str
    # Zero while it is free; only its own adviser is told of which case it is.
    case_id: int = 0


def offer(
    session: Session, actor: Actor, starts_at: datetime, ends_at: datetime, *, minutes: int, place: str = ""
) -> list[AdviceSlot]:
    """Times of so many minutes, one after the other, from the start to the end; what does not fit in is left out."""
    if not actor.is_facilitator:
        raise Forbidden
    each = timedelta(minutes=minutes)
    times = _times(starts_at, ends_at, each)
    place = words.line(place, field="place", most=PLACE_LENGTH, needed=False)
    meets = select(AdviceSlot.id).where(
        AdviceSlot.adviser_id == actor.id,
        AdviceSlot.starts_at < times[-1] + each,
        AdviceSlot.ends_at > times[0],
    )
    if session.exec(meets.limit(1)).first():
        raise Invalid("advice_slot_there", field="starts_at")
    made = [AdviceSlot(adviser_id=actor.id, starts_at=at, ends_at=at + each, place=place) for at in times]
    session.add_all(made)
    session.flush()
    return made


def _times(starts_at: datetime, ends_at: datetime, each: timedelta) -> list[datetime]:
    if starts_at <= now() or starts_at > now() + AHEAD:
        raise Invalid("advice_slot_when", field="starts_at")
    if not SHORTEST <= each <= LONGEST:
        raise Invalid("advice_slot_length", field="minutes")
    count = (ends_at - starts_at) // each
    if count < 1:
        raise Invalid("advice_slot_no_room", field="ends_at")
    if count > MOST_AT_ONCE:
        raise Invalid("advice_slot_many", field="ends_at", most=MOST_AT_ONCE)
    return [starts_at + each * number for number in range(count)]


def withdraw(session: Session, actor: Actor, slot_id: int) -> None:
    """Takes back a time that nobody has booked."""
    slot = _own(session, actor, slot_id)
    session.refresh(slot, with_for_update=True)
    if slot.case_id is not None:
        raise WrongState("advice_slot_booked")
    session.delete(slot)
    session.flush()


def mine(session: Session, actor: Actor) -> list[Slot]:
    """An adviser's own times to come, booked and free."""
    if not actor.is_facilitator:
        raise NotFound
    query = select(AdviceSlot).where(AdviceSlot.adviser_id == actor.id, AdviceSlot.ends_at > now())
    rows = session.exec(query.order_by(col(AdviceSlot.starts_at), col(AdviceSlot.id)).limit(MOST_SHOWN))
    return [
        Slot(row.id, actor.name, row.starts_at, row.ends_at, row.place, case_id=row.case_id or 0)
        for row in rows
    ]


def free(session: Session, actor: Actor, case_id: int = 0) -> list[Slot]:
    """The times to choose from: once a case has advisers, theirs; before that, those of all who may advise it."""
    if actor.is_visitor:
        raise NotFound
    case = access.fetch(session, actor, case_id).case if case_id else None
    advisers = telling.advisers_of(session, case.id) if case else []
    query: Any = _offered().order_by(col(AdviceSlot.starts_at), col(AdviceSlot.id)).limit(MOST_SHOWN)
    if advisers:
        query = query.where(col(AdviceSlot.adviser_id).in_(advisers))
    else:
        own = case.association_id if case else actor.acting_for
        query = query.where(~col(AdviceSlot.adviser_id).in_(_of_association(own)))
        query = query.where(AdviceSlot.adviser_id != (case.requester_id if case else actor.id))
    return [Slot(row.id, name, row.starts_at, row.ends_at, row.place) for row, name in session.exec(query)]


def _offered() -> Any:
    return (
        select(AdviceSlot, Person.name)
        .join(Person, col(Person.id) == AdviceSlot.adviser_id)
        .where(
            col(AdviceSlot.case_id).is_(None),
            AdviceSlot.starts_at > now(),
            Person.role == ServiceRole.FACILITATOR,
        )
    )


def _of_association(association_id: int | None) -> Any:
    """Nobody advises their own association."""
    return select(AssociationMember.person_id).where(
        AssociationMember.association_id == association_id,
        AssociationMember.state == MembershipState.MEMBER,
    )


def book(session: Session, actor: Actor, case_id: int, slot_id: int) -> AdviceCase:
    """Makes the time this case's, instead of the one that it had. Of two people on one time, one gets it."""
    case = access.take(session, actor, case_id, AdviceAction.BOOK).case
    take_slot(session, actor, case, slot_id)
    return case


def take_slot(session: Session, actor: Actor, case: AdviceCase, slot_id: int) -> None:
    adviser_id = _adviser_for(session, case, slot_id)
    let_go(session, case)
    held = session.connection().execute(
        update(AdviceSlot)
        .where(col(AdviceSlot.id) == slot_id, col(AdviceSlot.case_id).is_(None))
        .where(col(AdviceSlot.starts_at) > now())
        .values(case_id=case.id, booked_at=now())
    )
    if held.rowcount != 1:
        raise Conflict("advice_slot_taken")
    if adviser_id not in telling.advisers_of(session, case.id):
        access.seat(session, case, adviser_id, AdviceSeatRole.ADVISER)
    before = case.state
    case.move(AdviceAction.BOOK)
    case.active_at = now()
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.BOOK, before=before, after=case.state)
    telling.inform(session, case, entry, "booked")


def unbook(session: Session, actor: Actor, case_id: int) -> AdviceCase:
    """Gives the time back, for others to take."""
    case = access.take(session, actor, case_id, AdviceAction.UNBOOK).case
    slot = slot_of(session, case.id)
    if slot is not None and slot.starts_at <= now():
        raise WrongState("advice_slot_over")
    let_go(session, case)
    before = case.state
    case.move(AdviceAction.UNBOOK)
    case.active_at = now()
    session.flush()
    entry = telling.record(session, actor, case, AdviceAction.UNBOOK, before=before, after=case.state)
    telling.inform(session, case, entry, "unbooked")
    return case


def slot_of(session: Session, case_id: int) -> AdviceSlot | None:
    """The case's time as the database has it now."""
    query = select(AdviceSlot).where(AdviceSlot.case_id == case_id)
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def let_go(session: Session, case: AdviceCase) -> None:
    session.connection().execute(
        update(AdviceSlot).where(col(AdviceSlot.case_id) == case.id).values(case_id=None, booked_at=None)
    )


def _adviser_for(session: Session, case: AdviceCase, slot_id: int) -> int:
    """The adviser of this time; refused when the time is none to choose from for this case."""
    slot = session.get(AdviceSlot, slot_id)
    if slot is None:
        raise Conflict("advice_slot_taken")
    advisers = telling.advisers_of(session, case.id)
    adviser = actors.actor_of(session, session.get_one(Person, slot.adviser_id))
    if (advisers and adviser.id not in advisers) or not access.may_take(adviser, case):
        raise Conflict("advice_slot_taken")
    return adviser.id


def _own(session: Session, actor: Actor, slot_id: int) -> AdviceSlot:
    slot = session.get(AdviceSlot, slot_id)
    if slot is None or slot.adviser_id != actor.person_id or not actor.is_facilitator:
        raise NotFound
    return slot
