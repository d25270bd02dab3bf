"""A plan's timeline: work packages, what waits for what, what was confirmed and what has slipped since."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlmodel import select

from models import DeadlineStep, Plan, PlanPart
from services import plans
from services.demo.stage import Stage, script
from services.plans import PackageWords, TaskRow, TaskWords


def arrange(stage: Stage) -> None:
    for row in script("schedules"):
        plan = stage.session.exec(select(Plan).where(Plan.idea_id == stage.ideas[row["idea"]])).one()
        lead = next(key for key, held in stage.associations.items() if held == plan.lead_association_id)
        with stage.days_ago(7):
            _divide(stage, plan, lead, row)
            plans.keep_baseline(stage.session, stage.actor(lead), plan)
        with stage.days_ago(2):
            _slip(stage, plan, lead, row)
            _begin_steps(stage, plan, row)


def _divide(stage: Stage, plan: Plan, lead: str, row: dict[str, Any]) -> None:
    actor = stage.actor(lead)
    parts = _parts(stage, plan)
    if plan.starts_on is None:
        seen = plans.frame_of(stage.session, actor, plan.id)
        first, last = (stage.in_days(row["frame"][end]) for end in ("from", "to"))
        typed = replace(seen, starts_on=first, ends_on=last)
        plans.edit_frame(stage.session, actor, plan.id, typed, seen=seen)
    for given in row["packages"]:
        typed_package = PackageWords(
            given["title"], given["goal"], given["action"], given["result"], parts[given["part"]]
        )
        plans.add_package(stage.session, actor, plan.id, typed_package)
    for task in row["tasks"]:
        starts = stage.in_days(task["from"])
        typed_task = TaskWords(task["title"], None, starts, starts + timedelta(days=task["days"]))
        plans.add_task(stage.session, actor, plan.id, parts[task["part"]], typed_task)
    for title, given in {**row["changed"], **{task["title"]: task for task in row["tasks"]}}.items():
        _change(stage, plan, lead, title, given)


def _change(stage: Stage, plan: Plan, lead: str, title: str, given: dict[str, Any]) -> None:
    schedule = plans.schedule_of(stage.session, stage.actor(lead), plan.id)
    tasks = {task.title: task for task in schedule.tasks}
    packages = {package.title: package.id for package in schedule.packages}
    task = tasks[title]
    needs = tuple(tasks[needed].id for needed in given.get("needs", ()))
    typed = replace(_words(task), package_id=packages[given["package"]], needs=needs)
    plans.edit_task(stage.session, stage.actor(lead), task.id, typed, version=task.version)
    stage.session.flush()


def _slip(stage: Stage, plan: Plan, lead: str, row: dict[str, Any]) -> None:
    for task in plans.schedule_of(stage.session, stage.actor(lead), plan.id).tasks:
        if days := row["changed"].get(task.title, {}).get("slips"):
            typed = replace(_words(task), ends_on=task.ends_on + timedelta(days=days))
            plans.edit_task(stage.session, stage.actor(lead), task.id, typed, version=task.version)


def _begin_steps(stage: Stage, plan: Plan, row: dict[str, Any]) -> None:
    parts = _parts(stage, plan)
    for key, step in row["done"]:
        plans.mark_done(stage.session, stage.actor(key), plan.id, parts[key], DeadlineStep(step), True)


def _words(task: TaskRow) -> TaskWords:
    return TaskWords(task.title, task.owner_id, task.starts_on, task.ends_on, task.package_id, task.needs)


def _parts(stage: Stage, plan: Plan) -> dict[str, int]:
    """The ids of the parts by the keys of their associations."""
    keys = {association_id: key for key, association_id in stage.associations.items()}
    rows = stage.session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))
    return {keys[part.association_id]: part.id for part in rows}
