"""A plan that its implementers are confirming: one has, one has other words again by now, one says why not yet."""

from typing import Any

from sqlmodel import select

from models import Plan
from services import confirmations, plans
from services.confirmations.touched import bring_up_to_date
from services.demo.stage import Stage, script


def ask(stage: Stage) -> None:
    row = script("confirming")
    plan = stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[row["idea"]])).one()
    changed, asked, declined = row["changed"], row["asked"], row["declined"]
    with stage.days_ago(asked["days_ago"] + 1):
        _write(stage, plan, changed, changed["before"])
    with stage.days_ago(asked["days_ago"]):
        lead, day = stage.actor(row["lead"]), stage.in_days(asked["reply_days"])
        confirmations.ask(stage.session, lead, plan.id, day, asked["words"])
    for yes in row["confirmed"]:
        with stage.days_ago(yes["days_ago"]):
            _confirm(stage, plan, yes["part"])
    with stage.days_ago(declined["days_ago"]):
        part_id = _part(stage, plan, declined["part"])
        actor = stage.actor(declined["part"])
        confirmations.decline(stage.session, actor, plan.id, part_id, declined["reason"])
    with stage.days_ago(changed["days_ago"]):
        _write(stage, plan, changed, changed["after"])
        bring_up_to_date(stage.session)


def _part(stage: Stage, plan: Plan, key: str) -> int:
    parts = plans.parts_in(stage.session, plan)
    return next(part.id for part in parts if part.association_id == stage.associations[key])


def _confirm(stage: Stage, plan: Plan, key: str) -> None:
    actor, part_id = stage.actor(key), _part(stage, plan, key)
    found = confirmations.of_plan(stage.session, actor, plan.id).standings
    seen = next(each.seen for each in found if each.part_id == part_id)
    confirmations.confirm(stage.session, actor, plan.id, part_id, seen)


def _write(stage: Stage, plan: Plan, row: dict[str, Any], text: str) -> None:
    actor, part_id = stage.actor(row["part"]), _part(stage, plan, row["part"])
    texts = plans.texts_of(stage.session, actor, plan.id)[part_id]
    number = next(each.number for each in texts if each.key == row["key"])
    plans.save_field(stage.session, actor, plan.id, part_id, row["key"], text, number=number)
