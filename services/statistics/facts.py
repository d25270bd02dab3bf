"""Notes beside each step that is counted what was so at that moment: where, for whom, whose, and how much.

A listener of the session does it before each commit, so that no use-case can forget it. What it noted is never changed
afterwards: the statistics ask the journal alone, and a report of a past date comes out as it did then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import SessionTransaction, UOWTransaction
from sqlmodel import Session, col, select

from models import (
    FINLAND,
    AdviceCase,
    AdviceSeat,
    AdviceSeatRole,
    Association,
    AssociationTag,
    Event,
    EventSeat,
    FactName,
    Group,
    Idea,
    IdeaTag,
    Introduction,
    IntroductionSide,
    JournalEntry,
    JournalFact,
    Kind,
    PartnerRequest,
    Plan,
    PlanAction,
    PlanSubmission,
    TagKind,
)
from services import budgets
from services.statistics.series import counted_steps

_STEPS = "statistics_steps"
_DIVIDED = {TagKind.TARGET_GROUP: FactName.TARGET_GROUP, TagKind.PRIORITY: FactName.PRIORITY}


@dataclass(frozen=True)
class Noted:
    """What a provider says of a step; without a day it came about when it was told."""

    municipality: str = ""
    day: date | None = None
    euros: Decimal | None = None
    facts: dict[FactName, Iterable[str]] = field(default_factory=dict)


def bring_up_to_date(session: Session) -> None:
    """Notes the facts of the steps that this session has recorded. It happens before each commit by itself."""
    session.flush()
    steps: list[JournalEntry] = session.info.pop(_STEPS, [])
    for entry in steps:
        if entry in session and entry.municipality is None:
            _note(session, entry)
    session.flush()


def _note(session: Session, entry: JournalEntry) -> None:
    try:
        noted = PROVIDERS[entry.kind](session, entry)
    except NoResultFound:
        # What is no longer there tells nothing of itself; the step counts all the same.
        noted = Noted()
    entry.municipality = noted.municipality
    entry.day = noted.day or entry.day
    entry.cents = None if noted.euros is None else int(noted.euros * 100)
    session.add_all(
        JournalFact(entry_id=entry.id, name=name, value=value)
        for name, values in noted.facts.items()
        for value in dict.fromkeys(values)
    )


def _of_association(session: Session, entry: JournalEntry) -> Noted:
    association = session.get_one(Association, entry.thing_id)
    rows = session.exec(select(AssociationTag).where(AssociationTag.association_id == association.id))
    own = {FactName.ASSOCIATION: [str(association.id)]}
    return Noted(association.municipality, facts=_divided(rows) | own)


def _of_group(session: Session, entry: JournalEntry) -> Noted:
    return Noted(session.get_one(Group, entry.thing_id).municipality)


def _of_event(session: Session, entry: JournalEntry) -> Noted:
    held = session.get_one(Event, entry.thing_id)
    return Noted(held.municipality, day=held.ends_at.astimezone(FINLAND).date())


def _of_seat(session: Session, entry: JournalEntry) -> Noted:
    """Where the event was, and the day on which it ended, whenever the list was gone through."""
    seat = session.get_one(EventSeat, entry.thing_id)
    held = session.get_one(Event, seat.event_id)
    return Noted(held.municipality, day=held.ends_at.astimezone(FINLAND).date())


def _of_advice(session: Session, entry: JournalEntry) -> Noted:
    """Who was in the case beside its advisers, and for whom they asked; never a word of it."""
    case = session.get_one(AdviceCase, entry.thing_id)
    people = session.exec(
        select(AdviceSeat.person_id).where(
            AdviceSeat.case_id == case.id, AdviceSeat.role != AdviceSeatRole.ADVISER
        )
    )
    facts: dict[FactName, Iterable[str]] = {FactName.PERSON: [str(each) for each in people]}
    if case.association_id:
        facts[FactName.ASSOCIATION] = [str(case.association_id)]
    return Noted(case.municipality, facts=facts)


def _of_idea(session: Session, entry: JournalEntry) -> Noted:
    idea = session.get_one(Idea, entry.thing_id)
    own = {FactName.ASSOCIATION: [str(idea.association_id)]}
    return Noted(idea.municipality, facts=_tags(session, idea) | own)


def _of_request(session: Session, entry: JournalEntry) -> Noted:
    """Where and for whom the idea is that the two sides write about."""
    request = session.get_one(PartnerRequest, entry.thing_id)
    idea = session.get_one(Idea, request.idea_id)
    sides = sorted((request.from_association_id, request.to_association_id))
    pair = {FactName.PAIR: ["-".join(map(str, sides))]}
    return Noted(idea.municipality, facts=_tags(session, idea) | pair)


def _of_introduction(session: Session, entry: JournalEntry) -> Noted:
    """Where the idea is that it is about, else where the association is at home that it began from."""
    introduction = session.get_one(Introduction, entry.thing_id)
    sides = session.exec(
        select(Association)
        .join(IntroductionSide, col(IntroductionSide.association_id) == Association.id)
        .where(IntroductionSide.introduction_id == introduction.id)
        .order_by(col(IntroductionSide.place))
    ).all()
    idea = session.get(Idea, introduction.idea_id) if introduction.idea_id else None
    place = idea.municipality if idea else sides[0].municipality
    return Noted(place, facts={FactName.ASSOCIATION: [str(side.id) for side in sides]})


def _of_plan(session: Session, entry: JournalEntry) -> Noted:
    """Where the lead implementer is at home, and for whom the idea is that the plan grew from."""
    plan = session.get_one(Plan, entry.thing_id)
    idea = session.get_one(Idea, plan.idea_id)
    lead = session.get_one(Association, plan.lead_association_id)
    day, euros = _money(session, plan, entry)
    return Noted(lead.municipality, day, euros, _tags(session, idea))


def _money(session: Session, plan: Plan, entry: JournalEntry) -> tuple[date | None, Decimal | None]:
    """The day on which the application went or was decided, and the support applied for or granted."""
    sent = session.exec(
        select(PlanSubmission)
        .where(PlanSubmission.plan_id == plan.id)
        .order_by(col(PlanSubmission.id).desc())
        .limit(1)
    ).first()
    if sent is None:
        return None, None
    match entry.action:
        case PlanAction.SUBMIT:
            return sent.submitted_on, budgets.figures_in(session, plan).total.support
        case PlanAction.FUND:
            return sent.decided_on, sent.granted
    return None, None


def _tags(session: Session, idea: Idea) -> dict[FactName, Iterable[str]]:
    rows = session.exec(select(IdeaTag).where(IdeaTag.idea_id == idea.id)).all()
    return _divided(rows)


def _divided(rows: Iterable[AssociationTag | IdeaTag]) -> dict[FactName, Iterable[str]]:
    found: dict[FactName, Iterable[str]] = {}
    for row in rows:
        if name := _DIVIDED.get(row.kind):
            found[name] = [*found.get(name, []), row.slug]
    return found


PROVIDERS: dict[Kind, Callable[[Session, JournalEntry], Noted]] = {
    Kind.ASSOCIATION: _of_association,
    Kind.GROUP: _of_group,
    Kind.EVENT: _of_event,
    Kind.EVENT_SEAT: _of_seat,
    Kind.ADVICE: _of_advice,
    Kind.IDEA: _of_idea,
    Kind.PARTNER_REQUEST: _of_request,
    Kind.INTRODUCTION: _of_introduction,
    Kind.PLAN: _of_plan,
}
_COUNTED = counted_steps()


@event.listens_for(Session, "after_flush")
def _see(session: Session, _context: UOWTransaction) -> None:
    for row in session.new:
        if isinstance(row, JournalEntry) and (row.kind, str(row.action)) in _COUNTED:
            session.info.setdefault(_STEPS, []).append(row)


@event.listens_for(Session, "before_commit")
def _note_before_commit(session: Session) -> None:
    # The end of a savepoint decides nothing yet: what the step tells of may still change.
    if not session.in_nested_transaction() and _STEPS in session.info:
        bring_up_to_date(session)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Any, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_STEPS, None)
