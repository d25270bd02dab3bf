"""Two plans under way."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models import Plan, PlanAction, PlanPart, Task, TaskAction, TaskState
from services import plans
from services.demo.stage import Stage, home_of, script
from services.plans import SHARED, TaskWords


def draw_up(stage: Stage) -> None:
    for row in script("plans"):
        home = home_of(row["idea"])
        with stage.days_ago(20):
            plan = plans.begin(stage.session, stage.actor(home), stage.ideas[row["idea"]])
        lead = next(key for key, held in stage.associations.items() if held == plan.lead_association_id)
        with stage.days_ago(15):
            _write(stage, plan, lead, row)
        with stage.days_ago(8):
            _schedule(stage, plan, lead, row)


def _write(stage: Stage, plan: Plan, lead: str, row: dict[str, Any]) -> None:
    actor = stage.actor(lead)
    numbers = {text.key: text.number for text in plans.texts_of(stage.session, actor, plan.id)[SHARED]}
    for key, text in row["fields"].items():
        plans.save_field(stage.session, actor, plan.id, SHARED, key, text, number=numbers[key])
    if row.get("shared"):
        plans.share(stage.session, actor, plan.id)
    plans.move(stage.session, actor, plan.id, PlanAction.BEGIN)


def _schedule(stage: Stage, plan: Plan, lead: str, row: dict[str, Any]) -> None:
    parts = {part.association_id: part.id for part in _parts(stage.session, plan)}
    for task in row["tasks"]:
        actor = stage.actor(task["part"])
        starts = stage.in_days(task["from"])
        made = plans.add_task(
            stage.session,
            actor,
            plan.id,
            parts[stage.associations[task["part"]]],
            TaskWords(
                task["title"],
                _owner(stage, task),
                starts,
                starts + timedelta(days=task["days"]),
            ),
        )
        _bring_to(stage, task, made)
    for stone in row["milestones"]:
        due = stage.in_days(stone["in_days"])
        plans.add_milestone(stage.session, stage.actor(lead), plan.id, stone["title"], due)


def _owner(stage: Stage, task: dict[str, Any]) -> int | None:
    return stage.people.get(task.get("owner", ""))


def _bring_to(stage: Stage, task: dict[str, Any], made: Task) -> None:
    steps = {TaskState.DOING: TaskAction.START, TaskState.DONE: TaskAction.FINISH}
    if step := steps.get(TaskState(task["state"])):
        actor = stage.actor(task["part"])
        plans.move_task(stage.session, actor, made.id, step, version=made.version)


def _parts(session: Session, plan: Plan) -> list[PlanPart]:
    return list(session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id)))
