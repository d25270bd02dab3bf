"""What may go wrong: likelihood times effect says which risks need an answer first."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from models import (
    Conflict,
    Invalid,
    Kind,
    NotFound,
    Plan,
    PlanAction,
    PlanPart,
    Risk,
    RiskLevel,
    WrongState,
)
from services import journal, words
from services.actors import Actor
from services.plans.access import fetch, may, part_of, require
from services.plans.tasks import LONGEST_TITLE

MOST_RISKS = 50
LONGEST_RESPONSE = 1000
# From 1, hardly, to 5, surely.
SCALE = range(1, 6)
# The usual bounds of a five-by-five matrix.
_HIGH_FROM, _MIDDLE_FROM = 15, 6


@dataclass(frozen=True)
class RiskWords:
    title: str
    likelihood: int | None = None
    effect: int | None = None
    response: str = ""
    part_id: int | None = None


@dataclass(frozen=True)
class RiskRow:
    id: int
    title: str
    likelihood: int
    effect: int
    response: str
    part_id: int | None
    version: int
    # The reader may change it.
    writes: bool

    @property
    def score(self) -> int:
        return self.likelihood * self.effect

    @property
    def level(self) -> RiskLevel:
        return level_of(self.score)


def level_of(score: int) -> RiskLevel:
    if score >= _HIGH_FROM:
        return RiskLevel.HIGH
    return RiskLevel.MIDDLE if score >= _MIDDLE_FROM else RiskLevel.LOW


def risks_of(session: Session, actor: Actor, plan_id: int) -> list[RiskRow]:
    """The plan's risks, the worst first."""
    plan = fetch(session, actor, plan_id)
    parts = {part.id: part for part in session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))}
    rows = session.exec(select(Risk).where(Risk.plan_id == plan.id).order_by(col(Risk.id)))
    found = [
        RiskRow(
            writes=may(actor, PlanAction.EDIT_RISK, plan, parts.get(row.part_id or 0)),
            **row.model_dump(exclude={"plan_id", "created_at"}),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: -row.score)


def add_risk(session: Session, actor: Actor, plan_id: int, typed: RiskWords) -> Risk:
    """A new risk; an implementer adds only those that it keeps an eye on itself."""
    plan = fetch(session, actor, plan_id)
    clean = _clean(session, actor, plan, typed)
    if session.exec(select(func.count()).where(Risk.plan_id == plan.id)).one() >= MOST_RISKS:
        raise WrongState("plan_full", most=MOST_RISKS)
    # The same risk a second time is a second click on the same button.
    if found := session.exec(select(Risk).filter_by(plan_id=plan.id, **clean)).first():
        return found
    risk = Risk(plan_id=plan.id, **clean)
    session.add(risk)
    session.flush()
    _record(session, actor, risk, "add")
    return risk


def edit_risk(session: Session, actor: Actor, risk_id: int, typed: RiskWords, *, version: int) -> Risk:
    plan, risk = _risk(session, actor, risk_id, version)
    for name, value in _clean(session, actor, plan, typed).items():
        setattr(risk, name, value)
    _record(session, actor, risk, "edit")
    return risk


def remove_risk(session: Session, actor: Actor, risk_id: int, *, version: int) -> None:
    _, risk = _risk(session, actor, risk_id, version)
    _record(session, actor, risk, "remove")
    session.delete(risk)
    session.flush()


def _risk(session: Session, actor: Actor, risk_id: int, version: int) -> tuple[Plan, Risk]:
    """The risk as it was seen, for somebody who may change it."""
    risk = session.get(Risk, risk_id)
    if risk is None:
        raise NotFound
    plan = fetch(session, actor, risk.plan_id)
    require(actor, PlanAction.EDIT_RISK, plan, _part(session, plan, risk.part_id))
    if risk.version != version:
        raise Conflict("plan_risk_meanwhile")
    return plan, risk


def _part(session: Session, plan: Plan, part_id: int | None) -> PlanPart | None:
    return part_of(session, plan, part_id) if part_id else None


def _clean(session: Session, actor: Actor, plan: Plan, typed: RiskWords) -> dict[str, Any]:
    require(actor, PlanAction.EDIT_RISK, plan, _part(session, plan, typed.part_id))
    return {
        "title": words.line(typed.title, field="title", most=LONGEST_TITLE),
        "likelihood": _graded(typed.likelihood, "likelihood"),
        "effect": _graded(typed.effect, "effect"),
        "response": words.body(typed.response, field="response", most=LONGEST_RESPONSE, needed=False),
        "part_id": typed.part_id,
    }


def _graded(grade: int | None, field: str) -> int:
    if grade is None or grade not in SCALE:
        raise Invalid("needed", field=field)
    return grade


def _record(session: Session, actor: Actor, risk: Risk, what: str) -> None:
    journal.record(session, actor, Kind.PLAN, risk.plan_id, PlanAction.EDIT_RISK, after=what, why=risk.title)
