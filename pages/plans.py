from collections.abc import Iterator

import streamlit as st

from services import plans
from services.plans import NextStep, PlanCard
from ui import door, parts
from ui.accounts import need_sign_in
from ui.texts import t

# Where each next step is taken.
PLACES = {
    NextStep.BEGIN: {"view": "overview"},
    NextStep.WRITE_SHARED: {"view": "form"},
    NextStep.WRITE_PART: {"view": "form", "sub": "ours"},
    NextStep.ADD_TASKS: {"view": "schedule"},
    NextStep.CONFIRM: {"view": "finish", "sub": "confirm"},
    NextStep.FOLLOW: {"view": "overview"},
}


def card(plan: PlanCard) -> Iterator[str]:
    yield parts.text_link("plan", f"**{parts.plain(plan.name)}**", id=plan.id)
    role = f":gray-badge[{t(f'implementer_role.{plan.role}')}]" if plan.role else ""
    yield f"{parts.badge_text('plan_state', plan.state)} {role}"
    yield f":small[{t('plan.led_by', lead=parts.plain(plan.lead))}]"
    yield parts.text_link("plan", t(f"plan_next.{plan.next_step}"), id=plan.id, **PLACES[plan.next_step])


def beginning(idea_id: int, title: str) -> None:
    """An idea whose partners are there already."""
    with st.container(border=True):
        parts.open_link("idea", f"**{parts.plain(title)}**", id=idea_id)
        st.write(t("plans.ready"))
        if st.button(
            t("plans.begin"), type="primary", icon=":material/assignment_add:", key=f"begin-{idea_id}"
        ) and (done := door.perform(plans.begin, idea_id)):
            door.flash(t("plans.begun"))
            parts.go("plan", id=done.value.id)


need_sign_in()

st.title(t("plans.title"))
st.write(t("plans.intro"))
ready = door.load(plans.ready_to_begin)
for idea_id, title in ready:
    beginning(idea_id, title)
parts.keep_place("plans")
page = door.load(plans.visible_to, after=st.query_params.get("after", ""))
if page.rows:
    parts.things("plans", map(card, page.rows))
elif not ready:
    parts.empty(t("plans.empty"), page="ideas", label=t("plans.to_ideas"), icon="lightbulb")
parts.pager(page)
