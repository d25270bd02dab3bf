"""Which tour is a person's, and how far they are in it."""

from dataclasses import dataclass

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from models import PLAN_OPEN, GuideLook, GuideStep, GuideView, Plan, Tour
from services.actors import Actor
from services.guide.steps import STEPS, Ground, done_by, place_of, writing


@dataclass(frozen=True)
class Step:
    name: GuideStep
    done: bool
    link: str


@dataclass(frozen=True)
class Guide:
    tour: Tour
    # Not put away, and not done to the end: or asked for.
    shown: bool
    # Nothing while it is not shown.
    steps: tuple[Step, ...]


def of(session: Session, actor: Actor) -> Guide | None:
    """Nothing for a visitor, whose first steps stand on their home, nor for an administrator, who comes for none."""
    if actor.is_visitor or actor.is_admin:
        return None
    ground = _ground(session, actor)
    tour = _tour(ground)
    view = session.get(GuideView, (actor.id, tour))
    if view and view.hidden:
        return Guide(tour, False, ())
    steps = _steps(session, ground, tour)
    asked_for = view is not None
    return Guide(tour, asked_for or not all(step.done for step in steps), steps)


def _tour(ground: Ground) -> Tour:
    if ground.actor.is_facilitator:
        return Tour.FACILITATOR
    if ground.plan_id:
        return Tour.MANAGER
    return Tour.ASSOCIATION if ground.association_id else Tour.MEMBER


def _ground(session: Session, actor: Actor) -> Ground:
    if actor.is_facilitator:
        return Ground(actor)
    ours = list(writing(actor))
    led = (
        select(Plan.id)
        .where(col(Plan.lead_association_id).in_(ours), col(Plan.state).in_(PLAN_OPEN))
        .order_by(col(Plan.id).desc())
        .limit(1)
    )
    plan_id = session.exec(led).first() if ours else None
    return Ground(actor, next(iter(ours), 0), plan_id or 0)


def _steps(session: Session, ground: Ground, tour: Tour) -> tuple[Step, ...]:
    looks = session.exec(select(GuideLook.step).where(col(GuideLook.person_id) == ground.actor.id)).all()
    ground = Ground(ground.actor, ground.association_id, ground.plan_id, frozenset(map(GuideStep, looks)))
    asked = [done_by(ground, step).label(step) for step in STEPS[tour]]
    found = session.execute(sql_select(*asked)).one()
    return tuple(
        Step(step, bool(done), place_of(ground, step)) for step, done in zip(STEPS[tour], found, strict=True)
    )
