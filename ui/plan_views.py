"""The screens of a plan: what draws each and for whom it makes sense. A new one is one line in `SCREENS`.

`?view=` names the screen and `?sub=` the one below it, so that a link opens what its sender saw.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from models import Kind
from services.plans import PlanView
from ui import (
    decision_list,
    files,
    meeting_list,
    parts,
    plan_changes,
    plan_confirm,
    plan_counts,
    plan_deviations,
    plan_export,
    plan_form,
    plan_history,
    plan_money,
    plan_overview,
    plan_participants,
    plan_periods,
    plan_readiness,
    plan_results,
    plan_running,
    plan_schedule,
)
from ui.comments import discussion
from ui.texts import t

Draw = Callable[[PlanView], None]


def _always(view: PlanView) -> bool:
    return True


@dataclass(frozen=True)
class Screen:
    draw: Draw
    # Whether it makes sense for this plan and this person.
    there: Callable[[PlanView], bool] = _always


def _discussion(view: PlanView) -> None:
    discussion(Kind.PLAN, view.id)


def _files(view: PlanView) -> None:
    files.shelf(Kind.PLAN, view.id)


# By view, and below it by sub; "" stands alone, and may read the rest of the address itself.
# The texts are `plan_view.<view>` and `plan_sub.<sub>`.
SCREENS: dict[str, dict[str, Screen]] = {
    "overview": {"": Screen(plan_overview.draw)},
    "form": {"": Screen(plan_form.draw)},
    "schedule": {"": Screen(plan_schedule.draw)},
    "money": {
        "own": Screen(plan_money.own, plan_money.writes),
        "whole": Screen(plan_money.whole, plan_money.reads),
        "years": Screen(plan_money.years, plan_money.reads),
        "compare": Screen(plan_money.compare, plan_money.reads),
    },
    "participants": {
        "targets": Screen(plan_participants.draw),
        "counts": Screen(plan_counts.draw, plan_running.there),
        "period": Screen(plan_periods.draw),
    },
    "running": {
        "progress": Screen(plan_running.draw, plan_running.there),
        "deviations": Screen(plan_deviations.draw, plan_running.there),
        "changes": Screen(plan_changes.draw, plan_running.there),
        "results": Screen(plan_results.draw, plan_running.there),
    },
    "together": {
        "discussion": Screen(_discussion),
        "decisions": Screen(lambda view: decision_list.draw(Kind.PLAN, view.id)),
        "meetings": Screen(lambda view: meeting_list.draw(Kind.PLAN, view.id)),
        "files": Screen(_files),
    },
    "finish": {
        "readiness": Screen(plan_readiness.draw, plan_readiness.there),
        "confirm": Screen(plan_confirm.draw),
        "export": Screen(plan_export.draw),
        "history": Screen(plan_history.draw),
    },
}

# What the addresses in older mails and bookmarks mean now.
_MOVED = {
    "shared": ("form", ""),
    "part": ("form", plan_form.OURS),
    "others": ("form", plan_form.OTHERS),
    "discussion": ("together", "discussion"),
    "history": ("finish", "history"),
}


def draw(view: PlanView) -> None:
    """The ways to the plan's screens, and below them the one that the address names."""
    _follow_the_move()
    offered = _offered(view)
    name = _choose_view(view, list(offered))
    screens = offered[name]
    sub = _choose_sub(view, name, list(screens)) if len(screens) > 1 else next(iter(screens))
    parts.from_the_top(f"plan-{view.id}-{name}-{st.query_params.get('sub', '')}")
    screens[sub].draw(view)


def _follow_the_move() -> None:
    if moved := _MOVED.get(st.query_params.get("view", "")):
        st.query_params["view"], sub = moved
        if sub:
            st.query_params["sub"] = sub


def _offered(view: PlanView) -> dict[str, dict[str, Screen]]:
    """Only what makes sense here and now: the fewer, the easier to choose."""
    there = {
        name: {sub: screen for sub, screen in screens.items() if screen.there(view)}
        for name, screens in SCREENS.items()
    }
    return {name: screens for name, screens in there.items() if screens}


def _choose_view(view: PlanView, offered: list[str]) -> str:
    key = f"view-{view.id}"
    st.session_state[key] = _asked("view", offered)
    st.pills(
        t("plan.views"),
        offered,
        format_func=lambda name: t(f"plan_view.{name}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_show,
        args=(view.id, key),
    )
    return str(st.session_state[key])


def _choose_sub(view: PlanView, name: str, offered: list[str]) -> str:
    key = f"sub-{view.id}-{name}"
    st.session_state[key] = _asked("sub", offered)
    st.segmented_control(
        t(f"plan_view.{name}"),
        offered,
        format_func=lambda sub: t(f"plan_sub.{sub}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_show,
        args=(view.id, f"view-{view.id}", key),
    )
    return str(st.session_state[key])


def _asked(part: str, offered: list[str]) -> str:
    """What the address names; the first one when it names none that is here."""
    asked = st.query_params.get(part, "")
    return asked if asked in offered else offered[0]


def _show(plan_id: int, view_key: str, sub_key: str = "") -> None:
    """Another screen is another address; what the screen before added to it goes."""
    address = {"id": str(plan_id), "view": st.session_state[view_key]}
    if sub_key:
        address["sub"] = st.session_state[sub_key]
    st.query_params.from_dict(address)
