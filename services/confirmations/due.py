"""What the clock does: it says once that words have changed, reminds before the day that the lead gave, and tells
the lead after it whose yes is missing.
"""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from models import (
    Association,
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    JournalEntry,
    Kind,
    Plan,
    PlanPart,
    PlanState,
    now,
    today,
)
from services import journal, notices
from services.associations import owners_of
from services.confirmations.access import address, name_of
from services.plans.steps import spoken

# Texts save themselves while somebody writes: the burst is over when nothing has changed for so long.
CALM = timedelta(minutes=15)
REMINDED_BEFORE = timedelta(days=3)
MOST = 200
_AWAITED = (ConfirmationState.WAITING, ConfirmationState.TOUCHED)


def tell_touched(session: Session) -> int:
    """Tells the owners whose confirmation a change has opened, once for a burst of changes; how many were opened."""
    due = session.exec(
        select(Confirmation, Plan)
        .join(Plan, col(Plan.id) == Confirmation.plan_id)
        .where(
            Confirmation.state == ConfirmationState.TOUCHED,
            col(Confirmation.told_at).is_(None),
            col(Confirmation.touched_at) < now() - CALM,
            Plan.state == PlanState.CONFIRMING,
        )
        .limit(MOST)
        .with_for_update(skip_locked=True, of=Confirmation)
    ).all()
    for confirmation, plan in due:
        confirmation.told_at = now()
        _tell(session, _touch_of(session, confirmation), plan, confirmation, "plan_touched")
    return len(due)


def remind_due(session: Session) -> int:
    """Reminds the owners whose answer is awaited, three days before the day, once for each asking; how many askings."""
    near = col(ConfirmationRound.reply_by).between(today(), today() + REMINDED_BEFORE)
    due = _askings(session, near, col(ConfirmationRound.reminded_at).is_(None))
    for asking, plan in due:
        asking.reminded_at = now()
        entry = journal.record(
            session, None, Kind.PLAN, plan.id, "remind_confirm", why=spoken(asking.reply_by)
        )
        for confirmation, _ in _without_yes(session, plan):
            if confirmation.state in _AWAITED:
                _tell(session, entry, plan, confirmation, "plan_confirm_remind", by=spoken(asking.reply_by))
    return len(due)


def tell_late(session: Session) -> int:
    """Tells the lead whose yes is missing when the day has passed, once for each asking; how many askings."""
    past = col(ConfirmationRound.reply_by) < today()
    due = _askings(session, past, col(ConfirmationRound.late_told_at).is_(None))
    for asking, plan in due:
        asking.late_told_at = now()
        entry = journal.record(session, None, Kind.PLAN, plan.id, "confirm_late", why=spoken(asking.reply_by))
        notices.tell(
            session,
            entry,
            notices.people_of(session, plan.lead_association_id),
            "plan_confirm_late",
            address(plan.id),
            by_mail=True,
            plan=plan.name,
            by=spoken(asking.reply_by),
            missing=", ".join(name for _, name in _without_yes(session, plan)),
        )
    return len(due)


def _askings(session: Session, *when: Any) -> list[tuple[ConfirmationRound, Plan]]:
    """The newest asking of each plan that is being confirmed, held until the end of the transaction."""
    newest = select(func.max(ConfirmationRound.id)).group_by(col(ConfirmationRound.plan_id))
    rows = session.exec(
        select(ConfirmationRound, Plan)
        .join(Plan, col(Plan.id) == ConfirmationRound.plan_id)
        .where(col(ConfirmationRound.id).in_(newest), Plan.state == PlanState.CONFIRMING, *when)
        .limit(MOST)
        .with_for_update(skip_locked=True, of=ConfirmationRound)
    )
    return [(asking, plan) for asking, plan in rows]


def _without_yes(session: Session, plan: Plan) -> list[tuple[Confirmation, str]]:
    """The confirmations that do not hold, of those who are in, with the association's name, in the order of joining."""
    rows = session.exec(
        select(Confirmation, Association.name)
        .join(PlanPart, col(PlanPart.id) == Confirmation.part_id)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            Confirmation.plan_id == plan.id,
            Confirmation.state != ConfirmationState.CONFIRMED,
            col(PlanPart.left_at).is_(None),
        )
        .order_by(col(PlanPart.id))
    )
    return [(confirmation, name) for confirmation, name in rows]


def _touch_of(session: Session, confirmation: Confirmation) -> JournalEntry:
    """The change that opened it: whoever made it is not told of it."""
    return session.exec(
        select(JournalEntry)
        .where(
            JournalEntry.kind == Kind.PLAN,
            JournalEntry.thing_id == confirmation.plan_id,
            JournalEntry.action == "touch",
            JournalEntry.after == str(confirmation.part_id),
        )
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    ).one()


def _tell(
    session: Session,
    entry: JournalEntry,
    plan: Plan,
    confirmation: Confirmation,
    key: str,
    **params: Any,
) -> None:
    part = session.get_one(PlanPart, confirmation.part_id)
    notices.tell(
        session,
        entry,
        owners_of(session, part.association_id),
        key,
        address(plan.id),
        by_mail=True,
        plan=plan.name,
        association=name_of(session, part),
        **params,
    )
