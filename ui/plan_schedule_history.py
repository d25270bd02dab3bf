"""What was done to the schedule, as its history tells it."""

from datetime import date

from models import PlanAction
from services.journal import Step
from ui.plan_shift import by_days
from ui.texts import day, t

_REMINDED = "remind"


def words(step: Step) -> str:
    if step.action == PlanAction.SHIFT:
        return f"{step.why or t('schedule.shift_whole')}: {by_days(int(step.after))}"
    if step.action == _REMINDED:
        return t(f"deadline_step.{step.why}")
    if step.action == PlanAction.SET_DEADLINE:
        return f"{t(f'deadline_step.{step.why}')}: {_deadline(step.after)}"
    return step.why


def _deadline(after: str) -> str:
    match after:
        case "done":
            return t("schedule.step_is_done")
        case "open":
            return t("schedule.step_open")
        case "":
            return t("schedule.usual_day_again")
        case _:
            return t("schedule.by_day", on=day(date.fromisoformat(after)))
