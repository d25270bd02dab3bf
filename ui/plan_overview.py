"""Where the plan stands, what to do next, and who is in it: one look at the plan, then block by block."""

import streamlit as st

from models import PLAN_OPEN
from services import overview
from services.plans import PlanView
from ui import door, plan_call, plan_departures, plan_parts, plan_readiness, plan_running, plan_steps
from ui.texts import t


def draw(view: PlanView) -> None:
    found = door.load(overview.of_plan, view.id)
    plan_steps.draw(view, found.sent)
    plan_running.overview(view)
    if found.readiness:
        plan_readiness.short(view, found.readiness)
    plan_call.draw(view, found.call, found.calls)
    form = "plan.to_form" if view.state in PLAN_OPEN else "plan.to_form_sent"
    plan_parts.link(view, t(form), "form", icon="edit_note")
    _partners(view)
    plan_departures.draw(view, found.gone, found.leavers)


def _partners(view: PlanView) -> None:
    st.subheader(t("plan.partners"))
    plan_parts.implementers(view)
