"""The schedule as it stood when somebody confirmed the plan: later changes are seen beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select

from models import Milestone, Plan, PlanBaseline, Task
from services.actors import Actor


@dataclass(frozen=True)
class Baseline:
    kept_at: datetime
    starts_on: date | None
    ends_on: date | None
    # By id: first and last day; the day.
    tasks: dict[int, tuple[date, date]] = field(default_factory=dict)
    milestones: dict[int, date] = field(default_factory=dict)


def keep_baseline(session: Session, actor: Actor, plan: Plan) -> PlanBaseline:
    """Keeps the schedule as it stands; the newest one when nothing has moved since. The caller has asked `may`."""
    days: dict[str, Any] = {
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "tasks": _tasks(session, plan.id),
        "milestones": _milestones(session, plan.id),
    }
    last = _newest(session, plan.id)
    if last and all(getattr(last, name) == value for name, value in days.items()):
        return last
    made = PlanBaseline(plan_id=plan.id, kept_by=actor.id, **days)
    session.add(made)
    session.flush()
    return made


def baseline_of(session: Session, plan_id: int) -> Baseline | None:
    """The newest one; None before the first confirmation."""
    row = _newest(session, plan_id)
    return _told(row) if row else None


def _told(row: PlanBaseline) -> Baseline:
    return Baseline(
        row.kept_at,
        row.starts_on,
        row.ends_on,
        {int(key): (_day(first), _day(last)) for key, (first, last) in row.tasks.items()},
        {int(key): _day(day) for key, day in row.milestones.items()},
    )


def _newest(session: Session, plan_id: int) -> PlanBaseline | None:
    return session.exec(
        select(PlanBaseline)
        .where(PlanBaseline.plan_id == plan_id)
        .order_by(col(PlanBaseline.id).desc())
        .limit(1)
    ).first()


def _tasks(session: Session, plan_id: int) -> dict[str, list[str]]:
    rows = session.exec(
        select(col(Task.id), col(Task.starts_on), col(Task.ends_on)).where(Task.plan_id == plan_id)
    )
    return {str(task_id): [first.isoformat(), last.isoformat()] for task_id, first, last in rows}


def _milestones(session: Session, plan_id: int) -> dict[str, str]:
    rows = session.exec(select(col(Milestone.id), col(Milestone.due_on)).where(Milestone.plan_id == plan_id))
    return {str(milestone_id): day.isoformat() for milestone_id, day in rows}


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    # Many tasks share their days.
    return date.fromisoformat(text)
