"""What the screens of the schedule show, in one reading: the schedule, the shift to undo, one's own feed."""

from dataclasses import dataclass

from sqlmodel import Session

from services.actors import Actor
from services.plans.access import fetch
from services.plans.feeds import feed_in
from services.plans.schedule import Schedule, schedule_in
from services.plans.shifting import LastShift, shift_to_undo


@dataclass(frozen=True)
class PlanCalendar:
    schedule: Schedule
    # What this person may take back.
    last_shift: LastShift | None
    # The path of this person's own feed, when it was asked for.
    feed: str | None


def calendar_of(session: Session, actor: Actor, plan_id: int, *, feed: bool = False) -> PlanCalendar:
    plan = fetch(session, actor, plan_id)
    return PlanCalendar(
        schedule_in(session, plan.id),
        shift_to_undo(session, actor, plan),
        feed_in(session, actor, plan) if feed else None,
    )
