"""The plan's way from the first words to the funder's decision and beyond; each step with its reasons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from models import (
    Call,
    Conflict,
    Invalid,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanState,
    PlanSubmission,
    now,
    today,
)
from services import calls, journal, notices, words
from services.actors import Actor
from services.plans.access import address, fetch, held, require
from services.plans.acts import writers
from services.plans.birth import admit_waiting
from services.plans.revisions import remembered

LONGEST_WHY = 1000
LONGEST_REFERENCE = 80
LARGEST_GRANT = Decimal("99999999.99")

# Steps that take words at most; who is asked to confirm, sends or decides says more.
PLAIN = (
    PlanAction.BEGIN,
    PlanAction.CALL_BACK,
    PlanAction.TAKE_BACK,
    PlanAction.START,
    PlanAction.COMPLETE,
)
# Who has to do something over again reads why.
NEEDS_WHY = (PlanAction.CALL_BACK, PlanAction.TAKE_BACK)

_HEARD = {
    PlanAction.BEGIN: "plan_drafting",
    PlanAction.CALL_BACK: "plan_called_back",
    PlanAction.SUBMIT: "plan_submitted",
    PlanAction.TAKE_BACK: "plan_taken_back",
    PlanAction.FUND: "plan_funded",
    PlanAction.REFUSE: "plan_not_funded",
    PlanAction.REVISE: "plan_revised",
    PlanAction.START: "plan_running",
    PlanAction.COMPLETE: "plan_completed",
}


@dataclass(frozen=True)
class Sent:
    """What was sent to the funder, and what became of it."""

    submitted_on: date
    reference: str
    decided_on: date | None
    decision_reference: str
    granted: Decimal | None
    reason: str
    taken_back: bool


def sendings(session: Session, actor: Actor, plan_id: int) -> list[Sent]:
    """Every sending of the plan, newest first."""
    plan = fetch(session, actor, plan_id)
    return list(remembered(session, plan.id, "sendings", lambda: _sendings(session, plan)))


def _sendings(session: Session, plan: Plan) -> tuple[Sent, ...]:
    rows = session.exec(
        select(PlanSubmission)
        .where(PlanSubmission.plan_id == plan.id)
        .order_by(col(PlanSubmission.id).desc())
    )
    return tuple(
        Sent(
            row.submitted_on,
            row.reference,
            row.decided_on,
            row.decision_reference,
            row.granted,
            row.reason,
            row.taken_back_at is not None,
        )
        for row in rows
    )


def move(session: Session, actor: Actor, plan_id: int, action: PlanAction, *, why: str = "") -> Plan:
    """A step that takes words at most; those who write in the plan are told."""
    assert action in PLAIN
    plan = _open(session, actor, plan_id, action)
    clean = words.body(why, field="why", most=LONGEST_WHY, needed=action in NEEDS_WHY)
    if action == PlanAction.TAKE_BACK:
        _take_back(session, plan)
    _step(session, actor, plan, action, clean)
    if action == PlanAction.CALL_BACK:
        admit_waiting(session, actor, plan)
    return plan


def submit(session: Session, actor: Actor, plan_id: int, submitted_on: date | None, reference: str) -> Plan:
    """The lead has sent the application in the funder's service, and says when and under which number."""
    plan = _open(session, actor, plan_id, PlanAction.SUBMIT)
    day = _past(submitted_on, plan.created_at.date(), field="submitted_on")
    number = _reference(reference)
    session.add(
        PlanSubmission(
            plan_id=plan.id,
            call_version_id=plan.call_version_id,
            submitted_on=day,
            reference=number,
            submitted_by=actor.id,
        )
    )
    return _step(session, actor, plan, PlanAction.SUBMIT, _facts(spoken(day), number))


def fund(
    session: Session,
    actor: Actor,
    plan_id: int,
    granted: Decimal | None,
    decided_on: date | None,
    reference: str,
) -> Plan:
    """The funder has said yes to this many euros, which may be fewer than were applied for."""
    plan = _open(session, actor, plan_id, PlanAction.FUND)
    sent = _last(session, plan)
    if granted is None:
        raise Invalid("needed", field="granted")
    if not 0 < granted <= LARGEST_GRANT or granted != round(granted, 2):
        raise Invalid("plan_granted_bounds", field="granted")
    sent.decided_on = _past(decided_on, sent.submitted_on, field="decided_on")
    sent.granted, sent.decision_reference = granted, _reference(reference)
    told = _facts(euros(granted), spoken(sent.decided_on), sent.decision_reference)
    return _step(session, actor, plan, PlanAction.FUND, told)


def refuse(
    session: Session, actor: Actor, plan_id: int, decided_on: date | None, reason: str, reference: str
) -> Plan:
    """The funder has said no; why is kept for the next call."""
    plan = _open(session, actor, plan_id, PlanAction.REFUSE)
    sent = _last(session, plan)
    sent.decided_on = _past(decided_on, sent.submitted_on, field="decided_on")
    sent.reason = words.body(reason, field="reason", most=2000)
    sent.decision_reference = _reference(reference)
    return _step(session, actor, plan, PlanAction.REFUSE, sent.reason)


def revise(session: Session, actor: Actor, plan_id: int, call_id: int | None, *, why: str = "") -> Plan:
    """Takes up again what was not funded, for another call or, without one, for the call that it has."""
    plan = _open(session, actor, plan_id, PlanAction.REVISE)
    clean = words.body(why, field="why", most=LONGEST_WHY, needed=False)
    if call_id is not None:
        call = session.get(Call, call_id)
        if call is None:
            raise NotFound
        version = calls.newest_version(session, call.id)
        plan.call_id, plan.call_version_id = call.id, version.id if version else None
        clean = _facts(call.name, clean)
    _step(session, actor, plan, PlanAction.REVISE, clean)
    admit_waiting(session, actor, plan)
    return plan


def _open(session: Session, actor: Actor, plan_id: int, action: PlanAction) -> Plan:
    plan = held(session, fetch(session, actor, plan_id))
    require(actor, action, plan)
    return plan


def _step(session: Session, actor: Actor, plan: Plan, action: PlanAction, why: str) -> Plan:
    before = plan.state
    plan.move(action)
    session.flush()
    entry = journal.record(
        session, actor, Kind.PLAN, plan.id, action, before=before, after=plan.state, why=why
    )
    by_mail = action not in (PlanAction.BEGIN, PlanAction.START, PlanAction.COMPLETE)
    notices.tell(
        session,
        entry,
        writers(session, plan),
        _HEARD[action],
        address(plan.id),
        by_mail=by_mail,
        plan=plan.name,
        words=why,
    )
    return plan


def _take_back(session: Session, plan: Plan) -> None:
    """What was marked by mistake is unmarked; the journal keeps that it was."""
    sent = _last(session, plan)
    if plan.state == PlanState.SUBMITTED:
        sent.taken_back_at = now()
    elif plan.state in (PlanState.FUNDED, PlanState.NOT_FUNDED):
        sent.decided_on, sent.granted, sent.reason, sent.decision_reference = None, None, "", ""


def _last(session: Session, plan: Plan) -> PlanSubmission:
    found = session.exec(
        select(PlanSubmission)
        .where(PlanSubmission.plan_id == plan.id, col(PlanSubmission.taken_back_at).is_(None))
        .order_by(col(PlanSubmission.id).desc())
        .limit(1)
    ).first()
    if found is None:
        raise Conflict
    return found


def _past(day: date | None, first: date, *, field: str) -> date:
    if day is None:
        raise Invalid("needed", field=field)
    if not first <= day <= today():
        raise Invalid("plan_day_bounds", field=field, first=spoken(first), last=spoken(today()))
    return day


def _reference(typed: str) -> str:
    return words.line(typed, field="reference", most=LONGEST_REFERENCE, needed=False)


def _facts(*told: str) -> str:
    return " · ".join(filter(None, told))


def spoken(day: date) -> str:
    """A day for a notice and for the history, as it is written in Finland in any language."""
    return f"{day.day}.{day.month}.{day.year}"


def euros(amount: Decimal) -> str:
    """Likewise: 161 438,59 €."""
    return f"{amount:,.2f} €".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
