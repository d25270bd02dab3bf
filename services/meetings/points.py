"""Action points: what somebody promised to do until a day. In a plan they become tasks of the one who answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from models import (
    ActionPoint,
    Conflict,
    Forbidden,
    Invalid,
    Kind,
    Meeting,
    MeetingAction,
    NotFound,
    Plan,
    PlanAction,
    WrongState,
    now,
    today,
)
from services import circles, journal, plans, words
from services.actors import Actor
from services.circles import Circle
from services.meetings.access import fetch, take
from services.meetings.agenda import of_meeting
from services.meetings.due import tell_responsible
from services.plans.dates import sensible

TITLE_LENGTH = 160
MOST = 60


@dataclass(frozen=True)
class PointWords:
    title: str
    due_on: date | None
    association_id: int | None = None
    person_id: int | None = None
    item_id: int | None = None


def add_point(session: Session, actor: Actor, meeting_id: int, typed: PointWords) -> ActionPoint:
    """Writes the promise down; in a plan it is at once a task, where this person may add tasks for the association."""
    meeting, circle = take(session, actor, meeting_id, MeetingAction.WRITE)
    if session.exec(select(func.count()).where(ActionPoint.meeting_id == meeting.id)).one() >= MOST:
        raise WrongState("meeting_points_full", most=MOST)
    clean: dict[str, Any] = {
        "title": words.line(typed.title, field="title", most=TITLE_LENGTH),
        "due_on": sensible(typed.due_on, field="due_on"),
        "item_id": of_meeting(session, meeting, typed.item_id),
        **_responsible(session, circle, typed),
    }
    # The same promise a second time is a second click on the same button.
    same = select(ActionPoint).filter_by(meeting_id=meeting.id, **clean)
    if found := session.exec(same).first():
        return found
    point = ActionPoint(meeting_id=meeting.id, **clean)
    session.add(point)
    session.flush()
    entry = journal.record(session, actor, Kind.MEETING, meeting.id, "add_point", why=point.title)
    # A task with an owner tells of itself.
    if not _given(session, actor, circle, point) or point.person_id is None:
        tell_responsible(session, circle, point, entry, "action_point")
    return point


def take_up(session: Session, actor: Actor, point_id: int) -> ActionPoint:
    """Makes the action point a task of the plan: by somebody who may add tasks to that part."""
    point, _, circle = _point(session, actor, point_id)
    if circle.is_group:
        raise WrongState
    if point.task_id is not None:
        return point
    if not _given(session, actor, circle, point):
        raise Forbidden
    return point


def finish(session: Session, actor: Actor, point_id: int, *, done: bool, version: int) -> ActionPoint:
    """Marks it done, or not done after all; that of a task is the task's own."""
    point, _, circle = _point(session, actor, point_id)
    if not may_finish(actor, circle):
        raise Forbidden
    if point.version != version:
        raise Conflict("action_point_meanwhile")
    if point.task_id is not None:
        raise WrongState("action_point_is_task")
    point.done_at, point.done_by = (now(), actor.id) if done else (None, None)
    action = "finish_point" if done else "reopen_point"
    journal.record(session, actor, Kind.MEETING, point.meeting_id, action, why=point.title)
    session.flush()
    return point


def remove_point(session: Session, actor: Actor, point_id: int, *, version: int) -> None:
    """Takes the point out of the minutes while they are written; a task that it became stays."""
    point, meeting, _ = _point(session, actor, point_id)
    take(session, actor, meeting.id, MeetingAction.WRITE)
    if point.version != version:
        raise Conflict("action_point_meanwhile")
    journal.record(session, actor, Kind.MEETING, meeting.id, "remove_point", why=point.title)
    session.delete(point)
    session.flush()


def may_finish(_actor: Actor, circle: Circle) -> bool:
    return circle.takes_part


def _point(session: Session, actor: Actor, point_id: int) -> tuple[ActionPoint, Meeting, Circle]:
    point = session.get(ActionPoint, point_id)
    if point is None:
        raise NotFound
    meeting = fetch(session, actor, point.meeting_id)
    session.refresh(point, with_for_update=True)
    return point, meeting, circles.around(session, actor, meeting)


def _responsible(session: Session, circle: Circle, typed: PointWords) -> dict[str, int | None]:
    """Somebody of the circle: an association that takes part, one of its people, or both."""
    alone = circle.is_group and typed.person_id is not None
    if typed.association_id is None and not alone:
        raise Invalid("needed", field="association_id")
    there = {each.id for each in circles.associations_in(session, circle)}
    if typed.association_id is not None and typed.association_id not in there:
        raise Invalid("unknown_choice", field="association_id", choice="")
    inside = circles.members_for(session, circle, typed.association_id)
    if typed.person_id is not None and typed.person_id not in inside:
        raise Invalid("action_point_elsewhere", field="person_id")
    return {"association_id": typed.association_id, "person_id": typed.person_id}


def _given(session: Session, actor: Actor, circle: Circle, point: ActionPoint) -> bool:
    """Makes the task where this person may; whether there is one now."""
    if circle.is_group or point.association_id is None:
        return False
    plan = session.get_one(Plan, circle.id)
    parts = [part for part in plans.parts_in(session, plan) if part.association_id == point.association_id]
    if not parts or not plans.may(actor, PlanAction.ADD_TASK, plan, parts[0]):
        return False
    starts_on = min(today(), point.due_on)
    typed = plans.TaskWords(point.title, point.person_id, starts_on, point.due_on)
    point.task_id = plans.add_task(session, actor, plan.id, parts[0].id, typed).id
    session.flush()
    return True
