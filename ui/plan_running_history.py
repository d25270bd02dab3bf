"""What a plan's history says of participants, reports and changes."""

from datetime import date

from models import PlanAction
from services.journal import Step
from ui import indicators
from ui.texts import day, t


def words(step: Step) -> str:
    """What was aimed at, counted, reported or changed; empty for a step of another kind."""
    match step.action:
        case PlanAction.EDIT_INDICATOR:
            return f"{indicators.name(step.why)}: {step.before or '–'} → {step.after or '–'}"
        case PlanAction.COUNT:
            days = _days(step.after or step.before)
            return days if step.after else t("participants.taken_away", days=days)
        case PlanAction.REPORT:
            return f"{step.why or t('progress.whole')}: {t('progress.percent', percent=step.after)}"
        case PlanAction.CHANGE if step.after:
            return f"{step.why} → {t(f'change_state.{step.after}')}"
    return ""


def _days(kept: str) -> str:
    first, _, last = kept.partition("/")
    return f"{day(date.fromisoformat(first))} – {day(date.fromisoformat(last))}"
