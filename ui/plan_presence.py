"""Who else is in the form just now."""

import streamlit as st

from services import plans
from services.plans import Here, PlanView
from ui import door, parts
from ui.texts import t


@st.fragment(run_every=plans.BEAT)
def draw(view: PlanView, section: int) -> None:
    """Says that this person is here, and who else is; drawn anew by itself."""
    door.attempt(plans.beat, view.id, section)
    others = door.load(plans.others_here, view.id)
    for here in sorted(others, key=lambda here: here.section != section):
        st.caption(f":material/edit: {_told(here, section)}")


def _told(here: Here, section: int) -> str:
    who = parts.plain(here.who)
    if here.section != section:
        return t("plan_form.here_elsewhere", who=who, section=here.section)
    if here.key:
        return t("plan_form.here_writing", who=who, field=t(f"plan_field.{here.key}"))
    return t("plan_form.here_same", who=who)
