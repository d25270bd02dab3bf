"""How many people each implementer means to reach: one number at a time, so that two people seldom meet."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import (
    Association,
    Conflict,
    ImplementerRole,
    IndicatorTarget,
    Kind,
    Plan,
    PlanAction,
    PlanPart,
)
from services import journal
from services.actors import Actor
from services.participants import figures
from services.participants.figures import Warning
from services.participants.indicators import known
from services.plans.access import fetch, may, part_of, require, taking_part


@dataclass(frozen=True)
class PartTargets:
    part_id: int
    association: str
    role: ImplementerRole
    # The reader belongs to it.
    mine: bool
    may_edit: bool
    counts: dict[str, int]
    warnings: list[Warning]


@dataclass(frozen=True)
class Targets:
    # Those with a budget, the lead first.
    parts: list[PartTargets]
    total: dict[str, int]
    warnings: list[Warning]


def targets_of(session: Session, actor: Actor, plan_id: int) -> Targets:
    """Two queries whatever the number of implementers."""
    plan = fetch(session, actor, plan_id)
    held = targets_in(session, plan)
    parts = [
        PartTargets(
            part_id=part.id,
            association=name,
            role=part.role,
            mine=actor.belongs_to(part.association_id),
            may_edit=may(actor, PlanAction.EDIT_INDICATOR, plan, part),
            counts=held.get(part.id, {}),
            warnings=figures.warnings(held.get(part.id, {})),
        )
        for part, name in implementers(session, plan)
    ]
    total = figures.summed(part.counts for part in parts)
    return Targets(parts, total, figures.warnings(total))


def targets_in(session: Session, plan: Plan) -> dict[int, dict[str, int]]:
    """By part and code."""
    found: dict[int, dict[str, int]] = {}
    rows = session.exec(
        select(IndicatorTarget).where(IndicatorTarget.plan_id == plan.id).order_by(col(IndicatorTarget.code))
    )
    for row in rows:
        found.setdefault(row.part_id, {})[row.code] = row.count
    return found


def implementers(session: Session, plan: Plan) -> list[tuple[PlanPart, str]]:
    """The parts that have a budget and results of their own, with the association's name; the lead first."""
    rows = session.exec(
        select(PlanPart, Association.name)
        .join(Association, col(Association.id) == PlanPart.association_id)
        .where(
            PlanPart.plan_id == plan.id,
            PlanPart.role != ImplementerRole.COOPERATION_PARTNER,
            taking_part(),
        )
        .order_by(col(PlanPart.id))
    )
    found = [(part, name) for part, name in rows]
    return sorted(found, key=lambda pair: pair[0].association_id != plan.lead_association_id)


def set_target(
    session: Session,
    actor: Actor,
    plan_id: int,
    part_id: int,
    code: str,
    count: int | None,
    *,
    seen: int | None,
) -> None:
    """Writes one number, or takes it away, over the one that was seen; Conflict when somebody else has changed it."""
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.EDIT_INDICATOR, plan, part)
    known(code)
    wanted = None if count is None else figures.checked(code, count)
    there = session.exec(
        select(IndicatorTarget).where(IndicatorTarget.part_id == part.id, IndicatorTarget.code == code)
    ).one_or_none()
    before = there.count if there else None
    if before == wanted:
        return
    if before != seen:
        raise Conflict("target_meanwhile", count="–" if before is None else before)
    _put(session, part, code, there, wanted)
    _record(session, actor, plan, code, before, wanted)


def _put(
    session: Session, part: PlanPart, code: str, there: IndicatorTarget | None, count: int | None
) -> None:
    if there is None and count is not None:
        try:
            with session.begin_nested():
                session.add(IndicatorTarget(plan_id=part.plan_id, part_id=part.id, code=code, count=count))
        except IntegrityError:
            # Somebody else's first number came in between our look and our write.
            raise Conflict from None
    elif there is not None and count is None:
        session.delete(there)
        session.flush()
    elif there is not None and count is not None:
        there.count = count
        session.flush()


def _record(
    session: Session, actor: Actor, plan: Plan, code: str, before: int | None, after: int | None
) -> None:
    told = {"before": "" if before is None else str(before), "after": "" if after is None else str(after)}
    journal.record(session, actor, Kind.PLAN, plan.id, PlanAction.EDIT_INDICATOR, why=code, **told)
