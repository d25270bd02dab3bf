"""How far the plan is from what its call asks for: in short, with what to do next, and check by check."""

from datetime import date
from typing import Any

import streamlit as st

from models import PLAN_OPEN, GuideStep
from services import readiness
from services.plans import PlanView
from services.readiness import AreaState, Check, CheckKind, Readiness
from ui import call_parts, door, guide, parts, plan_assessment, plan_parts
from ui.texts import day, t

_FIELDS = 3
# Where the association itself sees to it.
_AT_HOME = (CheckKind.REGISTERED, CheckKind.VERIFIED)


def there(view: PlanView) -> bool:
    """Until it is sent: then it stands as the funder has it."""
    return view.state in PLAN_OPEN


def short(view: PlanView, found: Readiness) -> None:
    """On the plan's overview."""
    todo = [_todo(view, check, at="overview") for check in found.next]
    todo.append(f"- {plan_parts.text_link(view, t('readiness.all'), 'finish', 'readiness')}")
    if found.next:
        todo.insert(0, f"**{t('readiness.next')}**")
    with st.container(border=True):
        _percent(found, "\n".join(todo))


def draw(view: PlanView) -> None:
    """Every check, area by area, and below them the lead's own assessment."""
    guide.looked(GuideStep.READINESS)
    found = door.load(readiness.of_plan, view.id)
    _percent(found)
    undone = next((state.area for state in found.areas if state.done < state.all), None)
    for state in found.areas:
        checks = [check for check in found.checks if check.area == state.area]
        _area(view, state, checks, opened=state.area == undone)
    plan_assessment.draw(view)


def _percent(found: Readiness, *below: str) -> None:
    st.progress(found.percent / 100, t("readiness.percent", percent=found.percent))
    st.markdown("\n\n".join([f":small[{t('readiness.no_promise')}]", *below]))


def _area(view: PlanView, state: AreaState, checks: list[Check], *, opened: bool) -> None:
    done = state.done == state.all
    label = t("readiness.area", area_key=f"readiness_area.{state.area}", done=state.done, all=state.all)
    with st.expander(label, icon=":material/check_circle:" if done else ":material/radio_button_unchecked:"):
        told = [f"- :material/check: {_words('readiness_done.', check)}" for check in checks if check.ok]
        st.markdown("\n".join([*(_todo(view, check) for check in checks if not check.ok), *told]))


def _todo(view: PlanView, check: Check, at: str = "") -> str:
    """What to do, as a link to exactly where it is done; what is done on this very screen stands below."""
    words = _words("readiness_todo.", check)
    if check.part and check.kind in _AT_HOME:
        told = parts.text_link("association", words, id=check.part.association_id)
    elif check.view == at:
        told = f":material/arrow_downward: {words}"
    elif check.kind == CheckKind.MONEY_PART and check.part:
        told = _to_money(view, words, check.part.id)
    else:
        told = plan_parts.text_link(view, words, check.view, check.sub)
    return f"- {told}" + (f"  \n  :small[{t('calls.check')}]" if check.uncertain else "")


def _to_money(view: PlanView, words: str, part_id: int) -> str:
    """To the tables for who writes them, to the sums for the others."""
    writes = any(part.id == part_id and part.writes for part in view.parts)
    return plan_parts.text_link(
        view, words, "money", "own" if writes else "whole", part=part_id if writes else ""
    )


def _words(prefix: str, check: Check) -> str:
    figures = {name: _spelled(name, value) for name, value in check.figures.items()}
    told = t(f"{prefix}{check.kind}", **figures)
    return f"{told} ({parts.plain(check.part.association)})" if check.part else told


def _spelled(name: str, value: Any) -> Any:
    match name, value:
        case _, date():
            return day(value)
        case "fields", tuple():
            names = [call_parts.field_name(key) for key in value[:_FIELDS]]
            return parts.plain(", ".join([*names, "…"] if len(value) > _FIELDS else names))
        case "form", _:
            return t(f"project_form.{value}")
        case "criteria", _:
            return t(f"criterion_kind.{value}")
    return value
