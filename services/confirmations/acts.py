"""Asking everybody to confirm; each implementer's yes or no."""

from datetime import date, timedelta

from sqlmodel import Session

from models import (
    Confirmation,
    ConfirmationAction,
    ConfirmationRound,
    ConfirmationState,
    Conflict,
    Invalid,
    JournalEntry,
    Kind,
    Person,
    Plan,
    PlanAction,
    PlanPart,
    PlanState,
    WrongState,
    now,
    today,
)
from services import journal, notices, words
from services.actors import Actor
from services.associations import owners_of
from services.confirmations import keeping
from services.confirmations.access import address, name_of
from services.confirmations.lines import circle_of, digest
from services.plans.access import fetch, held, part_of, require
from services.plans.acts import writers
from services.plans.baselines import keep_baseline
from services.plans.steps import spoken

# A board that meets every other month has met by then.
LONGEST_WAIT = timedelta(days=120)
LONGEST_WORDS = 2000
LONGEST_REASON = 1000


def ask(session: Session, actor: Actor, plan_id: int, reply_by: date | None, message: str) -> Plan:
    """The lead asks each implementer's owners to confirm what stands, and the list of partners closes.

    Who has confirmed these very words before is not asked again.
    """
    plan = held(session, fetch(session, actor, plan_id))
    require(actor, PlanAction.ASK, plan)
    day, clean = _day(reply_by), words.body(message, field="words", most=LONGEST_WORDS, needed=False)
    before = plan.state
    plan.move(PlanAction.ASK)
    session.add(ConfirmationRound(plan_id=plan.id, asked_by=actor.id, reply_by=day, words=clean))
    entry = journal.record(
        session, actor, Kind.PLAN, plan.id, PlanAction.ASK, before=before, after=plan.state, why=clean
    )
    _open_all(session, plan)
    keep_baseline(session, actor, plan)
    keeping.compare(session, plan, keeping.By(actor.person_id, actor.acting_for))
    _tell_asked(session, plan, entry, day, clean)
    return plan


def confirm(session: Session, actor: Actor, plan_id: int, part_id: int, seen: str) -> Plan:
    """An owner's yes to the words whose `digest` they were shown; Conflict when other words stand by now."""
    plan, part, confirmation = _mine(session, actor, plan_id, part_id, PlanAction.CONFIRM)
    if confirmation.state == ConfirmationState.CONFIRMED:
        raise WrongState("confirmed_already", who=_who(session, confirmation))
    stands = keeping.words_now(session, plan, part.id)
    if digest(stands) != seen:
        raise Conflict("confirmation_words_changed")
    confirmation.move(ConfirmationAction.CONFIRM)
    confirmation.words, confirmation.reason = stands, ""
    confirmation.confirmed_by, confirmation.confirmed_at = actor.id, now()
    entry = _record(session, actor, plan, part, PlanAction.CONFIRM)
    _tell_lead(session, plan, part, entry, "plan_confirmed", by_mail=False)
    keep_baseline(session, actor, plan)
    keeping.compare(session, plan, keeping.By(actor.person_id, actor.acting_for))
    return plan


def decline(session: Session, actor: Actor, plan_id: int, part_id: int, reason: str) -> Plan:
    """An owner's no, with words that the lead reads; it may become a yes later."""
    plan, part, confirmation = _mine(session, actor, plan_id, part_id, PlanAction.DECLINE)
    confirmation.reason = words.body(reason, field="reason", most=LONGEST_REASON)
    confirmation.move(ConfirmationAction.DECLINE)
    confirmation.declined_by, confirmation.declined_at = actor.id, now()
    entry = _record(session, actor, plan, part, PlanAction.DECLINE, confirmation.reason)
    _tell_lead(session, plan, part, entry, "plan_declined", by_mail=True, words=confirmation.reason)
    keeping.compare(session, plan, keeping.By(actor.person_id, actor.acting_for))
    return plan


def _day(reply_by: date | None) -> date:
    if reply_by is None:
        raise Invalid("needed", field="reply_by")
    if not today() <= reply_by <= today() + LONGEST_WAIT:
        raise Invalid("confirm_by_bounds", field="reply_by", days=LONGEST_WAIT.days)
    return reply_by


def _open_all(session: Session, plan: Plan) -> None:
    """Everybody who implements has a confirmation; whoever said no is asked anew."""
    circle = circle_of(session, plan)
    found = keeping.of_circle(session, circle)
    for part_id in sorted(circle.implementers - found.keys()):
        session.add(Confirmation(plan_id=plan.id, part_id=part_id))
    for confirmation in found.values():
        if confirmation.state == ConfirmationState.DECLINED:
            confirmation.move(ConfirmationAction.ASK)
    session.flush()


def _tell_asked(session: Session, plan: Plan, entry: JournalEntry, day: date, message: str) -> None:
    """The owners whose yes is awaited hear by mail, the others who write in the plan that it is asked."""
    for part_id, confirmation in keeping.of_circle(session, circle_of(session, plan)).items():
        if confirmation.state == ConfirmationState.CONFIRMED:
            continue
        confirmation.told_at = now()
        part = session.get_one(PlanPart, part_id)
        notices.tell(
            session,
            entry,
            owners_of(session, part.association_id),
            "plan_asked",
            address(plan.id),
            by_mail=True,
            plan=plan.name,
            association=name_of(session, part),
            by=spoken(day),
            words=message,
        )
    if plan.state == PlanState.CONFIRMING:
        notices.tell(
            session,
            entry,
            writers(session, plan),
            "plan_confirming",
            address(plan.id),
            plan=plan.name,
        )


def _mine(
    session: Session, actor: Actor, plan_id: int, part_id: int, action: PlanAction
) -> tuple[Plan, PlanPart, Confirmation]:
    plan = held(session, fetch(session, actor, plan_id))
    part = part_of(session, plan, part_id)
    require(actor, action, plan, part)
    return plan, part, keeping.of_circle(session, circle_of(session, plan))[part.id]


def _record(
    session: Session, actor: Actor, plan: Plan, part: PlanPart, action: PlanAction, reason: str = ""
) -> JournalEntry:
    session.flush()
    why = ": ".join(filter(None, (name_of(session, part), reason)))
    return journal.record(session, actor, Kind.PLAN, plan.id, action, after=str(part.id), why=why)


def _tell_lead(
    session: Session,
    plan: Plan,
    part: PlanPart,
    entry: JournalEntry,
    key: str,
    *,
    by_mail: bool,
    **params: str,
) -> None:
    notices.tell(
        session,
        entry,
        notices.people_of(session, plan.lead_association_id),
        key,
        address(plan.id),
        by_mail=by_mail,
        plan=plan.name,
        association=name_of(session, part),
        **params,
    )


def _who(session: Session, confirmation: Confirmation) -> str:
    return session.get_one(Person, confirmation.confirmed_by).name
