"""The steps before the call closes, by implementer: their days, what is done, and what is late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models import (
    PLAN_OPEN,
    Association,
    Call,
    DeadlineStep,
    ImplementerRole,
    Invalid,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanDeadline,
    PlanPart,
    PlanState,
    today,
)
from services import journal
from services.actors import Actor
from services.plans.access import fetch, may, part_of, require, taking_part
from services.plans.backwards import OF_EACH, days_of_each, send_by
from services.plans.dates import sensible

# The place of what the group does together.
TOGETHER = 0
# In the history, in the place of a day: the step was done, or not after all.
DONE, OPEN = "done", "open"
# From here on the implementers have confirmed, whatever somebody forgot to mark.
_CONFIRMED = {state for state in PlanState if state not in PLAN_OPEN} | {PlanState.READY}


@dataclass(frozen=True)
class DeadlineRow:
    # The part's id; `TOGETHER` for the sending.
    place: int
    association: str
    step: DeadlineStep
    day: date
    # The day is this implementer's own, or follows from one.
    own: bool
    done_on: date | None
    # Done, though nobody marked it: the plan itself has come further.
    passed: bool
    late: bool
    # Later than the application is sent.
    squeezed: bool
    may_set: bool
    # The day that people were last reminded of.
    reminded_of: date | None = None

    @property
    def done(self) -> bool:
        return self.passed or self.done_on is not None


@dataclass(frozen=True)
class Countdown:
    # Of the plan's call as it is now, for the funder's clock does not wait for a plan to take a newer version.
    closes_on: date | None
    call: str
    # The day to send the application, and whether the group has set it.
    send_on: date | None
    own_send_on: date | None
    rows: list[DeadlineRow]
    # The lead may set the day to send.
    may_set: bool


def countdown_of(session: Session, actor: Actor, plan_id: int) -> Countdown:
    """The whole calendar of one plan: the same number of queries for one implementer and for many."""
    plan = fetch(session, actor, plan_id)
    call = session.get(Call, plan.call_id) if plan.call_id else None
    parts = implementers(session, [plan.id])
    kept = kept_in(session, [plan.id])
    leads = may(actor, PlanAction.SET_DEADLINE, plan)
    closes_on = call.closes_on if call else None
    mine = {part.id for part, _ in parts if may(actor, PlanAction.SET_DEADLINE, plan, part)}
    rows = rows_of(plan, closes_on, parts, kept, mine | ({TOGETHER} if leads else set()))
    own = _own_send_on(plan, kept)
    return Countdown(closes_on, call.name if call else "", send_by(closes_on, own), own, rows, leads)


Kept = Mapping[tuple[int, int, DeadlineStep], PlanDeadline]


def rows_of(
    plan: Plan,
    closes_on: date | None,
    parts: Sequence[tuple[PlanPart, str]],
    kept: Kept,
    may_set: Iterable[int] = (),
) -> list[DeadlineRow]:
    """By implementer, each one's steps in order, and last the sending; nothing when no day is known to count from."""
    send_on = send_by(closes_on, _own_send_on(plan, kept))
    if send_on is None:
        return []
    allowed = set(may_set)
    rows = [
        row for part, name in parts for row in _of_part(plan, part, name, send_on, kept, part.id in allowed)
    ]
    sent = plan.state not in PLAN_OPEN
    one = kept.get((plan.id, TOGETHER, DeadlineStep.SUBMIT))
    return [
        *rows,
        _row(TOGETHER, "", DeadlineStep.SUBMIT, send_on, one, passed=sent, may_set=TOGETHER in allowed),
    ]


def set_day(
    session: Session, actor: Actor, plan_id: int, place: int, step: DeadlineStep, day: date | None
) -> None:
    """This implementer's own day for the step, or the usual one again; the steps after it follow."""
    plan, row = _deadline(session, actor, plan_id, place, step)
    day = sensible(day, field="day") if day else None
    closes_on = _closes_on(session, plan)
    if day and closes_on and day > closes_on:
        raise Invalid("plan_deadline_after_close", field="day")
    if row.own_day == day:
        return
    before, row.own_day = row.own_day, day
    _record(session, actor, plan, row, before=str(before or ""), after=str(day or ""))


def mark_done(
    session: Session, actor: Actor, plan_id: int, place: int, step: DeadlineStep, done: bool
) -> None:
    """Marks the step done today, or not done after all."""
    plan, row = _deadline(session, actor, plan_id, place, step)
    if (row.done_on is not None) == done:
        return
    row.done_on = today() if done else None
    before, after = (OPEN, DONE) if done else (DONE, OPEN)
    _record(session, actor, plan, row, before=before, after=after)


def implementers(session: Session, plan_ids: Iterable[int]) -> list[tuple[PlanPart, str]]:
    """Who has a budget in these plans, with their names, the lead first; a cooperation partner promises no money."""
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            col(PlanPart.plan_id).in_(plan_ids),
            PlanPart.role != ImplementerRole.COOPERATION_PARTNER,
            taking_part(),
        )
        .order_by(col(PlanPart.id))
    ).all()
    return sorted(((part, name) for part, name in rows), key=lambda row: row[0].role != ImplementerRole.LEAD)


def kept_in(session: Session, plan_ids: Iterable[int]) -> dict[tuple[int, int, DeadlineStep], PlanDeadline]:
    rows = session.exec(select(PlanDeadline).where(col(PlanDeadline.plan_id).in_(plan_ids)))
    return {(row.plan_id, row.place, row.step): row for row in rows}


def deadline_at(session: Session, plan_id: int, place: int, step: DeadlineStep) -> PlanDeadline:
    """What is kept of the step; a new row when nothing is."""
    where: dict[str, Any] = {"plan_id": plan_id, "place": place, "step": step}
    row = session.exec(select(PlanDeadline).filter_by(**where)).one_or_none()
    if row is None:
        row = PlanDeadline(**where)
        session.add(row)
    return row


def _own_send_on(plan: Plan, kept: Kept) -> date | None:
    one = kept.get((plan.id, TOGETHER, DeadlineStep.SUBMIT))
    return one.own_day if one else None


def _of_part(
    plan: Plan, part: PlanPart, name: str, send_on: date, kept: Kept, may_set: bool
) -> list[DeadlineRow]:
    mine = {step: kept[plan.id, part.id, step] for step in OF_EACH if (plan.id, part.id, step) in kept}
    own = {step: row.own_day for step, row in mine.items() if row.own_day}
    passed = plan.state in _CONFIRMED
    return [
        _row(part.id, name, due.step, due.day, mine.get(due.step), due.own, due.squeezed, passed, may_set)
        for due in days_of_each(send_on, own)
    ]


def _row(
    place: int,
    association: str,
    step: DeadlineStep,
    day: date,
    kept: PlanDeadline | None,
    own: bool = False,
    squeezed: bool = False,
    passed: bool = False,
    may_set: bool = False,
) -> DeadlineRow:
    done_on = kept.done_on if kept else None
    return DeadlineRow(
        place=place,
        association=association,
        step=step,
        day=day,
        own=own or bool(kept and kept.own_day),
        done_on=done_on,
        passed=passed,
        late=day < today() and done_on is None and not passed,
        squeezed=squeezed,
        may_set=may_set,
        reminded_of=kept.reminded_of if kept else None,
    )


def _deadline(
    session: Session, actor: Actor, plan_id: int, place: int, step: DeadlineStep
) -> tuple[Plan, PlanDeadline]:
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, place) if place != TOGETHER else None
    # Each implementer does its own; the sending is everybody's at once.
    if (step in OF_EACH) != (part is not None):
        raise NotFound
    require(actor, PlanAction.SET_DEADLINE, plan, part)
    return plan, deadline_at(session, plan.id, place, step)


def _closes_on(session: Session, plan: Plan) -> date | None:
    call = session.get(Call, plan.call_id) if plan.call_id else None
    return call.closes_on if call else None


def _record(
    session: Session, actor: Actor, plan: Plan, row: PlanDeadline, *, before: str, after: str
) -> None:
    # The step in `why`, by its own word.
    journal.record(
        session,
        actor,
        Kind.PLAN,
        plan.id,
        PlanAction.SET_DEADLINE,
        before=before,
        after=after,
        why=row.step,
    )
