"""The money of one plan: its three implementers have the worked example T6 of the domain notes."""

from typing import Any

from sqlmodel import select

from models import CostModel, Plan, PlanPart
from services import budgets
from services.budgets import LineTyped, PostTyped, Typed
from services.demo.stage import Stage, script


def draw_up(stage: Stage) -> None:
    for row in script("budgets"):
        plan = stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[row["idea"]])).one()
        with stage.days_ago(9):
            lead = stage.actor(row["lead"])
            budgets.choose_model(stage.session, lead, plan.id, CostModel(row["model"]), version=plan.version)
            budgets.say_rates(stage.session, lead, plan.id, row["rates"])
        with stage.days_ago(6):
            for key, money in row["parts"].items():
                _write(stage, plan, key, money)


def _write(stage: Stage, plan: Plan, key: str, money: dict[str, Any]) -> None:
    part_id = stage.session.exec(
        select(PlanPart.id).where(
            PlanPart.plan_id == plan.id, PlanPart.association_id == stage.associations[key]
        )
    ).one()
    typed = Typed(
        posts=tuple(PostTyped(*cells) for cells in money["posts"]),
        financing=tuple(LineTyped(*cells) for cells in money["financing"]),
        volunteer_hours=money.get("volunteer_hours", ""),
    )
    budgets.save(stage.session, stage.actor(key), plan.id, part_id, typed, version=0)
