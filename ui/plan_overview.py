"""Where the plan stands, what to do next, and who is in it. What belongs here is one line in `BLOCKS`."""

from collections.abc import Callable

import streamlit as st

from services.plans import PlanView
from ui import parts, plan_call, plan_departures, plan_parts, plan_readiness, plan_running, plan_steps
from ui.texts import t


def draw(view: PlanView) -> None:
    for block in BLOCKS:
        block(view)


def _to_the_form(view: PlanView) -> None:
    plan_parts.link(view, t("plan.to_form"), "form", icon="edit_note")


def _partners(view: PlanView) -> None:
    st.subheader(t("plan.partners"))
    for part in view.parts:
        with st.container(border=True, gap="small"):
            parts.open_link(
                "association", f"**{parts.plain(part.association)}**", icon="groups", id=part.association_id
            )
            st.badge(t(f"implementer_role.{part.role}"), color="gray")
    plan_parts.roles_help()


BLOCKS: list[Callable[[PlanView], None]] = [
    plan_steps.draw,
    plan_running.overview,
    plan_readiness.short,
    plan_call.draw,
    _to_the_form,
    _partners,
    plan_departures.draw,
]
