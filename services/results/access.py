"""Who sees a project's results, and who judges them."""

from typing import Any

from sqlmodel import Session, col, or_, select

from models import PLAN_RUNS, NotFound, Plan, ProjectResults, ResultsAction, ResultsState
from services.actors import Actor
from services.plans import access


def visible(actor: Actor) -> Any:
    """Published ones are everybody's; the facilitators also see what they hid, and a plan's people their own."""
    runs = select(Plan.id).where(col(Plan.state).in_(PLAN_RUNS))
    out = [ResultsState.PUBLISHED, ResultsState.HIDDEN] if actor.is_facilitator else [ResultsState.PUBLISHED]
    public = col(ProjectResults.state).in_(out) & col(ProjectResults.plan_id).in_(runs)
    own = col(ProjectResults.plan_id).in_(access.visible(actor).with_only_columns(col(Plan.id)))
    return select(ProjectResults).where(or_(public, own))


def fetch(session: Session, actor: Actor, results_id: int) -> ProjectResults:
    found: ProjectResults | None = session.exec(
        visible(actor).where(ProjectResults.id == results_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def may(actor: Actor, action: ResultsAction, results: ProjectResults) -> bool:
    match action:
        case ResultsAction.PUBLISH | ResultsAction.WITHDRAW:
            # They follow from the implementers' agreements.
            return False
        case ResultsAction.HIDE | ResultsAction.RESTORE:
            # Nobody judges what their own association tells.
            told_by = (results.published or {}).get("association_ids", [])
            return actor.is_facilitator and not any(map(actor.belongs_to, told_by))
