"""The milestones under the timeline: when each is due, whether it is reached, and the buttons of who may say so."""

import streamlit as st

from services import plans
from services.plans import MilestoneRow, PlanView, Schedule
from ui import door, parts, plan_parts
from ui.plan_cards import card, deck
from ui.plan_schedule_table import slipped
from ui.texts import day, t

# So many at first, until somebody asks for all; the address keeps it.
_FIRST, _ALL = 4, "milestones"


def draw(view: PlanView, schedule: Schedule) -> None:
    if not schedule.milestones:
        return
    st.subheader(t("plan.milestones"))
    # Those that are still to come first.
    rows = sorted(schedule.milestones, key=lambda row: (row.reached_on is not None, row.due_on))
    shown = len(rows) if st.query_params.get(_ALL) else _FIRST
    with deck("stones"):
        for row in rows[:shown]:
            _milestone(view, row)
    if len(rows) > shown:
        st.button(
            t("schedule.more_milestones", n=len(rows) - shown),
            icon=":material/expand_more:",
            key="all-milestones",
            on_click=_show_all,
        )


def _milestone(view: PlanView, row: MilestoneRow) -> None:
    reached = t("plan.reached", on=day(row.reached_on)) if row.reached_on else t("plan.not_reached")
    told = " · ".join(filter(None, (day(row.due_on), reached, slipped(row.slipped))))
    way = [plan_parts.opening(t("plan.edit"), milestone=row.id)] if view.sets_milestones else []
    place = card(f"◆ {parts.plain(row.title)}", told, *way)
    if view.sets_milestones:
        place.button(
            t("plan.unreach") if row.reached_on else t("plan.reach"),
            icon=":material/flag:",
            key=f"reach-{row.id}-{row.reached_on is not None}",
            on_click=_reach,
            args=(row,),
        )


def _show_all() -> None:
    st.query_params[_ALL] = "1"


def _reach(row: MilestoneRow) -> None:
    reached = row.reached_on is None
    door.flash_refused(door.attempt(plans.reach_milestone, row.id, reached, version=row.version))
