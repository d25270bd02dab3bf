"""Papers of a group, an idea and a plan."""

from typing import Any

from sqlmodel import select

from models import Kind, Plan, PlanPart
from models.review import Decision
from services import files
from services.demo.stage import Stage, script


def attach(stage: Stage) -> None:
    for row in script("files"):
        kind, subject_id, part_id = _place(stage, row)
        with stage.days_ago(row["days_ago"]):
            made = files.add(
                stage.session,
                stage.actor(row["by"]),
                kind,
                subject_id,
                row["name"],
                row["text"].encode(),
                part_id=part_id,
            )
            if row["decided"]:
                stage.decide(Kind.ATTACHMENT, made.id, Decision.PUBLISH)


def _place(stage: Stage, row: dict[str, Any]) -> tuple[Kind, int, int | None]:
    if group := row.get("group"):
        return Kind.GROUP, stage.groups[group], None
    if idea := row.get("idea"):
        return Kind.IDEA, stage.ideas[idea], None
    plan = stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[row["plan"]])).one()
    part = stage.session.exec(
        select(PlanPart).where(
            PlanPart.plan_id == plan.id, PlanPart.association_id == stage.associations[row["by"]]
        )
    ).one()
    return Kind.PLAN, plan.id, part.id
