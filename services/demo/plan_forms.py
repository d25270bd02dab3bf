"""The form of a plan on the way: half of its texts, its risks, and what has been said of them."""

from dataclasses import replace
from typing import Any

from sqlmodel import select

from models import Plan, PlanPart
from services import plans
from services.demo.stage import Stage, script
from services.plans import SHARED, RiskWords


def fill_in(stage: Stage) -> None:
    for row in script("plan_forms"):
        plan = stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[row["idea"]])).one()
        keys = {association_id: key for key, association_id in stage.associations.items()}
        parts = stage.session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id)).all()
        places = {keys[part.association_id]: part.id for part in parts}
        lead = keys[plan.lead_association_id]
        with stage.days_ago(7.6):
            _write(stage, plan, lead, SHARED, row["fields"])
            for key, texts in row["parts"].items():
                _write(stage, plan, key, places[key], texts)
            _frame(stage, plan, lead, row)
            _risks(stage, plan, lead, places, row)
        with stage.days_ago(7):
            _remarks(stage, plan, row)
        with stage.days_ago(6.5):
            _write(stage, plan, lead, SHARED, {text["key"]: text["text"] for text in row["later"]})


def _write(stage: Stage, plan: Plan, who: str, place: int, texts: dict[str, str]) -> None:
    actor = stage.actor(who)
    numbers = {text.key: text.number for text in plans.texts_of(stage.session, actor, plan.id)[place]}
    for key, text in texts.items():
        plans.save_field(stage.session, actor, plan.id, place, key, text, number=numbers[key])


def _frame(stage: Stage, plan: Plan, lead: str, row: dict[str, Any]) -> None:
    seen = plans.frame_of(stage.session, stage.actor(lead), plan.id)
    typed = replace(seen, area=tuple(row["area"]))
    plans.edit_frame(stage.session, stage.actor(lead), plan.id, typed, seen=seen)


def _risks(stage: Stage, plan: Plan, lead: str, places: dict[str, int], row: dict[str, Any]) -> None:
    for risk in row["risks"]:
        typed = RiskWords(
            risk["title"],
            risk["likelihood"],
            risk["effect"],
            risk["response"],
            places[risk["part"]] if risk["part"] else None,
        )
        plans.add_risk(stage.session, stage.actor(lead), plan.id, typed)


def _remarks(stage: Stage, plan: Plan, row: dict[str, Any]) -> None:
    for said in row["remarks"]:
        remark = plans.remark(
            stage.session, stage.actor(said["who"]), plan.id, said["section"], said["words"]
        )
        if by := said.get("resolved_by"):
            plans.resolve(stage.session, stage.actor(by), remark.id)
