"""A plan's deadlines in a calendar of one's own: an address that is secret, one's own, and can be made void.

The address is signed with the server's secret, so the database holds nothing that would open it; and it opens only what
its person may see at that moment.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam
from sqlmodel import Session, select

from models import CalendarFeed, DeadlineStep, NotFound, Person, Plan, TaskState
from services.actors import Actor, actor_of
from services.plans.access import fetch
from services.plans.deadlines import Countdown, countdown_of
from services.plans.schedule import Schedule, schedule_of
from services.settings import settings

_SIGNED = 43


@dataclass(frozen=True)
class Entry:
    """One whole day in the calendar."""

    # Stays the same while the day changes, so that a calendar moves the entry: `task-7`.
    key: str
    day: date
    title: str
    # Who does it; a step's word stands in `step` instead of a title.
    who: str = ""
    step: DeadlineStep | None = None
    done: bool = False


@dataclass(frozen=True)
class Feed:
    plan_id: int
    plan: str
    locale: str
    closes_on: date | None
    entries: list[Entry]


def feed_of(session: Session, actor: Actor, plan_id: int) -> str | None:
    """The path of this person's feed of the plan; None before they have asked for one."""
    return feed_in(session, actor, fetch(session, actor, plan_id))


def feed_in(session: Session, actor: Actor, plan: Plan) -> str | None:
    """The same, of a plan that was found for this person."""
    row = _row(session, actor, plan.id)
    return _path(row) if row and not row.ended else None


def make_feed(session: Session, actor: Actor, plan_id: int) -> str:
    """The path of this person's feed, made when there is none."""
    plan = fetch(session, actor, plan_id)
    row = _row(session, actor, plan.id)
    if row is None:
        row = CalendarFeed(plan_id=plan.id, person_id=actor.id)
        session.add(row)
        session.flush()
    row.ended = False
    return _path(row)


def renew_feed(session: Session, actor: Actor, plan_id: int) -> str:
    """A new address; whoever has the old one reads nothing any more."""
    plan = fetch(session, actor, plan_id)
    row = _row(session, actor, plan.id)
    if row is None:
        raise NotFound
    row.number += 1
    return _path(row)


def end_feed(session: Session, actor: Actor, plan_id: int) -> None:
    """No address opens it any more. The row stays, so that an old number never comes again."""
    plan = fetch(session, actor, plan_id)
    row = _row(session, actor, plan.id)
    if row is not None:
        row.number += 1
        row.ended = True


def read_feed(session: Session, name: str) -> Feed:
    """What the address opens, with its person's rights of this moment.

    NotFound for a wrong, an old or a made-up address, and for one whose person no longer sees the plan.
    """
    row = _signed_row(session, name)
    person = session.get(Person, row.person_id) if row else None
    if row is None or person is None:
        raise NotFound
    actor = actor_of(session, person)
    plan = fetch(session, actor, row.plan_id)
    countdown = countdown_of(session, actor, plan.id)
    entries = _entries(schedule_of(session, actor, plan.id), countdown)
    return Feed(plan.id, plan.name, person.locale, countdown.closes_on, entries)


def _entries(schedule: Schedule, countdown: Countdown) -> list[Entry]:
    tasks = [
        Entry(f"task-{row.id}", row.ends_on, row.title, row.owner, done=row.state == TaskState.DONE)
        for row in schedule.tasks
    ]
    stones = [
        Entry(f"milestone-{row.id}", row.due_on, row.title, done=row.reached_on is not None)
        for row in schedule.milestones
    ]
    steps = [
        Entry(f"step-{row.place}-{row.step}", row.day, "", row.association, row.step, row.done)
        for row in countdown.rows
    ]
    return sorted([*tasks, *stones, *steps], key=lambda entry: (entry.day, entry.key))


def _row(session: Session, actor: Actor, plan_id: int) -> CalendarFeed | None:
    return session.execute(_FEED, {"plan_id": plan_id, "person_id": actor.id}).scalar_one_or_none()


_FEED = select(CalendarFeed).where(
    CalendarFeed.plan_id == bindparam("plan_id"), CalendarFeed.person_id == bindparam("person_id")
)


def _path(row: CalendarFeed) -> str:
    return f"/calendars/{row.id}-{_signature(row)}.ics"


def _signature(row: CalendarFeed) -> str:
    said = f"calendar-feed:{row.id}:{row.plan_id}:{row.person_id}:{row.number}"
    return hmac.new(settings().secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:_SIGNED]


def _signed_row(session: Session, name: str) -> CalendarFeed | None:
    number, _, signature = name.partition("-")
    # What is no number of ours cannot be asked of the database.
    row = session.get(CalendarFeed, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or not hmac.compare_digest(_signature(row).encode(), signature.encode()):
        return None
    return row
