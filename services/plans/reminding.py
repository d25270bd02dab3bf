"""What the clock does for the steps before a call closes: a word to those whose step comes, once for each day set."""

from datetime import timedelta

from sqlmodel import Session, col, or_, select

from models import PLAN_OPEN, Call, Kind, Plan, PlanDeadline, today
from services import journal, notices
from services.plans.access import address
from services.plans.deadlines import (
    DeadlineRow,
    deadline_at,
    implementers,
    kept_in,
    rows_of,
)

REMINDED_BEFORE = timedelta(days=7)
# No step is further before the closing than this.
_AHEAD = timedelta(days=120)
# So many plans in one question, and so many reminders in one transaction: the next run takes the rest.
PLANS, MOST = 100, 200
_REMIND = "remind"


def remind_due(session: Session) -> int:
    """Reminds of the steps whose day comes within a week; how many."""
    told, after = 0, 0
    while told < MOST and (plans := _plans(session, after)):
        told += _remind(session, plans)
        after = plans[-1][0].id
    return told


def _plans(session: Session, after: int) -> list[tuple[Plan, Call | None]]:
    """Plans that are still being written and have a day to count from, in the order of their ids."""
    set_by_hand = select(PlanDeadline.plan_id).where(col(PlanDeadline.own_day) >= today())
    near = col(Call.closes_on).between(today(), today() + _AHEAD)
    rows = session.exec(
        select(Plan, Call)
        .join(Call, col(Call.id) == Plan.call_id, isouter=True)
        .where(col(Plan.state).in_(PLAN_OPEN), col(Plan.id) > after, or_(near, col(Plan.id).in_(set_by_hand)))
        .order_by(col(Plan.id))
        .limit(PLANS)
    )
    return [(plan, call) for plan, call in rows]


def _remind(session: Session, plans: list[tuple[Plan, Call | None]]) -> int:
    ids = [plan.id for plan, _ in plans]
    parts, kept = implementers(session, ids), kept_in(session, ids)
    told = 0
    for plan, call in plans:
        of_plan = [(part, name) for part, name in parts if part.plan_id == plan.id]
        rows = rows_of(plan, call.closes_on if call else None, of_plan, kept)
        by_place = {part.id: part.association_id for part, _ in of_plan}
        for row in filter(_is_due, rows):
            _tell(session, plan, row, by_place.get(row.place, plan.lead_association_id))
            told += 1
    return told


def _is_due(row: DeadlineRow) -> bool:
    near = today() <= row.day <= today() + REMINDED_BEFORE
    return near and not row.done and row.reminded_of != row.day


def _tell(session: Session, plan: Plan, row: DeadlineRow, association_id: int) -> None:
    deadline_at(session, plan.id, row.place, row.step).reminded_of = row.day
    entry = journal.record(session, None, Kind.PLAN, plan.id, _REMIND, why=row.step)
    notices.tell(
        session,
        entry,
        notices.people_of(session, association_id),
        "plan_deadline",
        f"{address(plan.id, 'schedule')}&sub=deadlines",
        by_mail=True,
        plan=plan.name,
        step_key=f"deadline_step.{row.step}",
        # As it is written in all three languages.
        on=f"{row.day.day}.{row.day.month}.{row.day.year}",
    )
