"""Changes that the funder has to hear of: who applies, and what came of it.

In a group project the lead applies for what concerns the shared sections (duration, target group, goals, risks,
partners). Each implementer has a project code, a plan part and a budget of its own: it applies for these itself, and
the lead hears of it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from models import (
    SHARED_SUBJECTS,
    ChangeAction,
    ChangeState,
    ChangeSubject,
    Conflict,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanChange,
    PlanPart,
    WrongState,
    today,
)
from services import anonymous, clicks, journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, part_of, require
from services.plans.acts import writers
from services.plans.dates import sensible
from services.progress.reports import answering

MOST = 200
LONGEST = 1000

_ANSWERS = {ChangeAction.APPROVE, ChangeAction.REFUSE}


@dataclass(frozen=True)
class ChangeWords:
    subject: ChangeSubject
    what: str
    why: str


def applicant(session: Session, plan: Plan, part: PlanPart, subject: ChangeSubject) -> PlanPart:
    """The part whose association applies for a change that this part's people note."""
    return answering(session, plan, None) if subject in SHARED_SUBJECTS else part


def note_change(session: Session, actor: Actor, plan_id: int, part_id: int, typed: ChangeWords) -> PlanChange:
    """Puts a change on the list; whoever has to apply for it hears by mail, and the lead of every one."""
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.CHANGE, plan, part)
    applies = applicant(session, plan, part, typed.subject)
    said = {"plan_id": plan.id, "part_id": applies.id, "noted_by": actor.id} | _clean(typed)
    if made := clicks.just_made(session, PlanChange, **said):
        return made
    if session.exec(select(func.count()).where(PlanChange.plan_id == plan.id)).one() >= MOST:
        raise WrongState("plan_full", most=MOST)
    made = PlanChange(**said)
    session.add(made)
    entry = _record(session, actor, made, after=made.state)
    _tell(session, entry, plan, applies, made)
    return made


def edit_change(
    session: Session, actor: Actor, change_id: int, what: str, why: str, *, version: int
) -> PlanChange:
    """Other words while nothing has been applied for; whose it is does not change."""
    _, found = _change(session, actor, change_id, version)
    if found.state != ChangeState.NOTED:
        raise WrongState("change_applied_already")
    for name, value in _clean(ChangeWords(found.subject, what, why)).items():
        setattr(found, name, value)
    _record(session, actor, found)
    return found


def move_change(
    session: Session,
    actor: Actor,
    change_id: int,
    action: ChangeAction,
    *,
    version: int,
    on: date | None = None,
    answer: str = "",
) -> PlanChange:
    """A step of a change, on the day that it was taken; with what the funder answered."""
    plan, found = _change(session, actor, change_id, version)
    before = found.state
    found.move(action)
    _date(found, action, on or today())
    if action in _ANSWERS:
        found.answer = anonymous.body(answer, field="answer", most=LONGEST, needed=False, staff=True)
    entry = _record(session, actor, found, before=before, after=found.state)
    if action in _ANSWERS or action == ChangeAction.APPLY:
        _tell_step(session, entry, plan, found)
    return found


def _date(found: PlanChange, action: ChangeAction, on: date) -> None:
    if action == ChangeAction.APPLY:
        found.applied_on = _past(on)
    elif action in _ANSWERS:
        found.decided_on = _past(on)
        if found.applied_on and found.decided_on < found.applied_on:
            raise Invalid("answer_before_application", field="on")
    elif found.state in (ChangeState.NOTED, ChangeState.APPLIED):
        found.decided_on, found.answer = None, ""
        if found.state == ChangeState.NOTED:
            found.applied_on = None


def _past(on: date) -> date:
    if sensible(on, field="on") > today():
        raise Invalid("day_to_come", field="on")
    return on


def _change(session: Session, actor: Actor, change_id: int, version: int) -> tuple[Plan, PlanChange]:
    found = session.get(PlanChange, change_id)
    if found is None:
        raise NotFound
    plan = fetch(session, actor, found.plan_id)
    require(actor, PlanAction.CHANGE, plan, part_of(session, plan, found.part_id))
    if found.version != version:
        raise Conflict("change_meanwhile")
    return plan, found


def _clean(typed: ChangeWords) -> dict[str, Any]:
    return {
        "subject": typed.subject,
        "what": anonymous.body(typed.what, field="what", most=LONGEST, staff=True),
        "why": anonymous.body(typed.why, field="why", most=LONGEST, staff=True),
    }


def _record(
    session: Session, actor: Actor, found: PlanChange, *, before: str = "", after: str = ""
) -> JournalEntry:
    return journal.record(
        session,
        actor,
        Kind.PLAN,
        found.plan_id,
        PlanAction.CHANGE,
        before=before,
        after=after,
        why=found.what,
    )


def _tell(session: Session, entry: JournalEntry, plan: Plan, applies: PlanPart, made: PlanChange) -> None:
    link = address(plan.id, "running", "changes")
    told: dict[str, Any] = {"plan": plan.name, "subject_key": f"change_subject.{made.subject}"}
    appliers = notices.people_of(session, applies.association_id)
    notices.tell(session, entry, appliers, "change_to_apply", link, by_mail=True, **told)
    notices.tell(
        session, entry, notices.people_of(session, plan.lead_association_id), "change_noted", link, **told
    )


def _tell_step(session: Session, entry: JournalEntry, plan: Plan, found: PlanChange) -> None:
    """Those whose change it is, who noted it, and the lead."""
    part = session.get_one(PlanPart, found.part_id)
    people = {
        *notices.people_of(session, part.association_id),
        *notices.people_of(session, plan.lead_association_id),
        # Unless they have left meanwhile.
        *({found.noted_by} & set(writers(session, plan))),
    }
    told: dict[str, Any] = {"plan": plan.name, "subject_key": f"change_subject.{found.subject}"}
    notices.tell(
        session, entry, people, f"change_{found.state}", address(plan.id, "running", "changes"), **told
    )
