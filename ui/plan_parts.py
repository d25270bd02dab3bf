"""What stands above every screen of a plan, and the ways from one screen to another."""

import streamlit as st

from models import PlanAction
from services import plans
from services.plans import PlanView
from ui import door, parts
from ui.texts import t

_ICONS = {
    PlanAction.BEGIN: ":material/edit_note:",
    PlanAction.SHARE: ":material/visibility:",
    PlanAction.UNSHARE: ":material/visibility_off:",
}


def heading(view: PlanView) -> None:
    parts.name_tab(view.name)
    parts.back("plans", t("plan.all"))
    st.title(parts.plain(view.name))
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.state_badge("plan_state", view.state)
        if view.shared:
            st.badge(t("plan.shared_with_facilitators"), icon=":material/visibility:", color="blue")
        parts.open_link("idea", t("plan.to_idea"), icon="lightbulb", id=view.idea_id)
    st.caption(t("plan.led_by", lead=parts.plain(view.lead)))


def steps(view: PlanView) -> None:
    """The steps on the plan as a whole, for those who may take them."""
    if PlanAction.BEGIN in view.actions:
        st.info(t("plan.forming_help"), icon=":material/groups:")
    with st.container(horizontal=True):
        for action in (action for action in view.actions if action in _ICONS):
            _button(view, action)


def _button(view: PlanView, action: PlanAction) -> None:
    pressed = st.button(
        t(f"plan_action.{action}"),
        type="primary" if action == PlanAction.BEGIN else "tertiary",
        icon=_ICONS[action],
        help=t(f"plan_action_help.{action}"),
        key=f"{action}-{view.id}",
    )
    if pressed and _taken(view, action):
        door.flash(t(f"plan_done.{action}"))
        st.rerun()


def _taken(view: PlanView, action: PlanAction) -> bool:
    match action:
        case PlanAction.SHARE:
            return bool(door.perform(plans.share, view.id))
        case PlanAction.UNSHARE:
            return bool(door.perform(plans.unshare, view.id))
        case _:
            return bool(door.perform(plans.move, view.id, action))


def link(view: PlanView, label: str, to: str, sub: str = "", *, icon: str = "", **query: str | int) -> None:
    """To another screen of the same plan."""
    parts.open_link("plan", label, icon=icon, id=view.id, view=to, sub=sub, **query)


def go(view: PlanView, to: str, sub: str = "", **query: str | int) -> None:
    """Leaves for another screen of the same plan; nothing after this call runs."""
    parts.go("plan", id=view.id, view=to, sub=sub, **query)
