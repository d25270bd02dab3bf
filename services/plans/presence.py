"""Who is in the form right now: a light that goes out by itself when nobody feeds it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from models import NotFound, Person, Plan, PlanAction, Presence, now
from services.actors import Actor
from services.plans.access import fetch, may, parts_in
from services.plans.form import SECTIONS, section_of

# How often an open form says that it is still open, and how long it is believed: one beat may be missed.
BEAT = timedelta(seconds=30)
FADES = 2.5 * BEAT
# Older rows say nothing to anybody.
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Here:
    who: str
    section: int
    # The field they last wrote in; empty when they have only been reading.
    key: str
    seen_at: datetime


def beat(session: Session, actor: Actor, plan_id: int, section: int) -> None:
    """Says that this person has the section open; of those who only read nothing is noted."""
    plan = fetch(session, actor, plan_id)
    if section not in [each.number for each in SECTIONS]:
        raise NotFound
    if not _writes(session, actor, plan):
        return
    there = session.get(Presence, (plan.id, actor.id))
    key = there.key if there and there.section == section else ""
    _put(session, actor, plan, section, key)
    stale = col(Presence.seen_at) < now() - _FORGOTTEN
    session.exec(delete(Presence).where(col(Presence.plan_id) == plan.id, stale))


def note_writing(session: Session, actor: Actor, plan: Plan, key: str) -> None:
    """What was just saved shows to the others where its writer is."""
    _put(session, actor, plan, section_of(key).number, key)


def others_here(session: Session, actor: Actor, plan_id: int) -> list[Here]:
    """The other people who are in the plan's form now, by name."""
    plan = fetch(session, actor, plan_id)
    rows = session.exec(
        select(Presence, Person.name)
        .join(Person, col(Person.id) == Presence.person_id)
        .where(
            Presence.plan_id == plan.id,
            Presence.person_id != actor.person_id,
            col(Presence.seen_at) > now() - FADES,
        )
        .order_by(Person.name)
    )
    return [Here(name, row.section, row.key, row.seen_at) for row, name in rows]


def _writes(session: Session, actor: Actor, plan: Plan) -> bool:
    return any(may(actor, PlanAction.EDIT_PART, plan, part) for part in parts_in(session, plan))


def _put(session: Session, actor: Actor, plan: Plan, section: int, key: str) -> None:
    if there := session.get(Presence, (plan.id, actor.id)):
        there.section, there.key, there.seen_at = section, key, now()
        return
    try:
        with session.begin_nested():
            session.add(Presence(plan_id=plan.id, person_id=actor.id, section=section, key=key))
    except IntegrityError:
        # Their other tab was faster; one of the two places is as good as the other.
        pass
