"""The frame of the whole project: when, where and by which cost model."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlmodel import Session

from models import Conflict, CostModel, Invalid, Kind, Plan, PlanAction
from services import calls, journal, places
from services.actors import Actor
from services.plans.access import fetch, require
from services.plans.dates import period, sensible


@dataclass(frozen=True)
class Frame:
    starts_on: date | None = None
    ends_on: date | None = None
    cost_model: CostModel | None = None
    # Codes of municipalities in the order of their names; none is not yet said.
    area: tuple[str, ...] = ()


def frame_of(session: Session, actor: Actor, plan_id: int) -> Frame:
    return frame_in(fetch(session, actor, plan_id))


def frame_in(plan: Plan) -> Frame:
    return Frame(plan.starts_on, plan.ends_on, plan.cost_model, tuple(plan.area))


def edit_frame(session: Session, actor: Actor, plan_id: int, typed: Frame, *, seen: Frame) -> Frame:
    """Writes what differs between the two: `replace(seen, starts_on=...)` changes the start alone.

    Conflict when somebody has changed the same thing meanwhile; other parts of the frame do not meet.
    """
    plan = fetch(session, actor, plan_id)
    require(actor, PlanAction.EDIT_FRAME, plan)
    there = frame_in(plan)
    changed = [each.name for each in fields(Frame) if _of(typed, each.name) != _of(seen, each.name)]
    if any(_of(there, name) not in (_of(seen, name), _of(typed, name)) for name in changed):
        raise Conflict("plan_frame_meanwhile")
    clean = _clean(session, plan, {name: _of(typed, name) for name in changed})
    new = {name: value for name, value in clean.items() if value != _of(there, name)}
    for name, value in new.items():
        setattr(plan, name, list(value) if name == "area" else value)
    if new:
        journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.EDIT_FRAME, why=" ".join(new))
    return frame_in(plan)


def _of(frame: Frame, name: str) -> Any:
    return getattr(frame, name)


def _clean(session: Session, plan: Plan, typed: dict[str, Any]) -> dict[str, Any]:
    for name in ("starts_on", "ends_on"):
        if typed.get(name):
            sensible(typed[name], field=name)
    starts, ends = (typed.get(name, getattr(plan, name)) for name in ("starts_on", "ends_on"))
    if starts and ends and ("starts_on" in typed or "ends_on" in typed):
        period(starts, ends)
    if typed.get("cost_model"):
        _check_model(session, plan, typed["cost_model"])
    if "area" in typed:
        typed["area"] = _area(typed["area"])
    return typed


def _check_model(session: Session, plan: Plan, model: CostModel) -> None:
    allowed = calls.terms_of(session, plan.call_version_id).cost_models
    if allowed and model not in allowed:
        raise Invalid("plan_cost_model_not_allowed", field="cost_model")


def _area(codes: tuple[str, ...]) -> tuple[str, ...]:
    for code in codes:
        places.known(code, field="area")
    return tuple(code for code in places.municipalities() if code in codes)
