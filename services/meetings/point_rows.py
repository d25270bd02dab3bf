"""Action points as they are listed: of a meeting, of a group or a plan, and of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col

from models import (
    ActionPoint,
    Association,
    Kind,
    Meeting,
    Person,
    Plan,
    PlanAction,
    Task,
    TaskState,
    Visibility,
)
from services import associations, circles, plans
from services.actors import Actor
from services.circles import Circle
from services.meetings.access import visible
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class PointRow:
    id: int
    meeting_id: int
    meeting: str
    item_id: int | None
    title: str
    association: str
    person: str
    due_on: date
    done: bool
    task_id: int | None
    # Where the task is; none for a group's.
    plan_id: int | None
    version: int
    # May be marked done here; a task is finished in the plan's schedule.
    may_finish: bool
    # May be made a task by this reader.
    may_take_up: bool


@dataclass(frozen=True)
class MyPoint:
    title: str
    meeting_id: int
    meeting: str
    due_on: date


def points_of_meeting(session: Session, actor: Actor, meeting: Meeting, circle: Circle) -> list[PointRow]:
    query = _rows(actor).where(col(ActionPoint.meeting_id) == meeting.id)
    mine = _parts(session, actor, circle)
    rows = session.execute(query.order_by(col(ActionPoint.due_on), col(ActionPoint.id)))
    return [_row(row, circle, mine) for row in rows]


def points_of(
    session: Session, actor: Actor, kind: Kind, place_id: int, *, done: bool = False, after: str = ""
) -> Page[PointRow]:
    """What was promised in the meetings of this group or plan, the most pressing first."""
    circle = circles.fetch(session, actor, kind, place_id)
    mine = _parts(session, actor, circle)
    query = _rows(actor).where(circles.of(Meeting, circle), _done() if done else ~_done())
    key = [col(ActionPoint.due_on), col(ActionPoint.id)]
    page = paged(session, query, key=key, after=after, descending=done)
    return carded(page, lambda row: _row(row, circle, mine))


def points_for(session: Session, actor: Actor, *, until: date, most: int) -> list[MyPoint]:
    """What this person promised in a meeting and has not done; what became a task waits as one."""
    query = (
        visible(actor, col(ActionPoint.title), col(Meeting.id), col(Meeting.title), col(ActionPoint.due_on))
        .join(ActionPoint, col(ActionPoint.meeting_id) == Meeting.id)
        .where(
            col(ActionPoint.person_id) == actor.person_id,
            col(ActionPoint.done_at).is_(None),
            col(ActionPoint.task_id).is_(None),
            col(ActionPoint.due_on) <= until,
            col(Meeting.state) == Visibility.VISIBLE,
        )
        .order_by(col(ActionPoint.due_on), col(ActionPoint.id))
    )
    return [MyPoint(*row) for row in session.execute(query.limit(most))]


def of_tasks(session: Session, actor: Actor, plan_id: int) -> dict[int, tuple[int, str]]:
    """The meeting, by id and title, in which each task of the plan was promised."""
    plan = plans.fetch(session, actor, plan_id)
    query = visible(actor, col(ActionPoint.task_id), col(Meeting.id), col(Meeting.title)).join(
        ActionPoint, col(ActionPoint.meeting_id) == Meeting.id
    )
    rows = session.execute(
        query.where(col(Meeting.plan_id) == plan.id, col(ActionPoint.task_id).is_not(None))
    )
    return {task_id: (meeting_id, title) for task_id, meeting_id, title in rows}


def _rows(actor: Actor) -> Any:
    known = and_(col(Association.id) == ActionPoint.association_id, associations.known_to(actor))
    return (
        visible(
            actor, ActionPoint, col(Meeting.title), col(Association.name), col(Person.name), col(Task.state)
        )
        .join(ActionPoint, col(ActionPoint.meeting_id) == Meeting.id)
        .join(Association, known, isouter=True)
        .join(Person, col(Person.id) == ActionPoint.person_id, isouter=True)
        .join(Task, col(Task.id) == ActionPoint.task_id, isouter=True)
        .execution_options(populate_existing=True)
    )


def _done() -> Any:
    by_hand = and_(col(ActionPoint.task_id).is_(None), col(ActionPoint.done_at).is_not(None))
    finished = and_(col(Task.state).is_not(None), col(Task.state) == TaskState.DONE)
    return or_(by_hand, finished)


def _parts(session: Session, actor: Actor, circle: Circle) -> set[int]:
    """The associations in whose part of the plan this person may add tasks."""
    if circle.is_group:
        return set()
    plan = session.get_one(Plan, circle.id)
    parts = plans.parts_in(session, plan)
    return {part.association_id for part in parts if plans.may(actor, PlanAction.ADD_TASK, plan, part)}


def _row(row: Any, circle: Circle, mine: set[int]) -> PointRow:
    point, meeting, association, person, task_state = row
    free = point.task_id is None
    return PointRow(
        id=point.id,
        meeting_id=point.meeting_id,
        meeting=meeting,
        item_id=point.item_id,
        title=point.title,
        association=association or "",
        person=person or "",
        due_on=point.due_on,
        done=point.done_at is not None if free else task_state == TaskState.DONE,
        task_id=point.task_id,
        plan_id=None if circle.is_group else circle.id,
        version=point.version,
        may_finish=free and circle.takes_part,
        may_take_up=free and point.done_at is None and point.association_id in mine,
    )
