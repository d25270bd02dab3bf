"""What happened in a plan, and the texts that others have replaced."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from models import PlanAction
from services import plans
from services.journal import Step
from services.plans import PlanView
from ui import door, parts
from ui.texts import moment, t

# Their buttons say what to do; the history says what was done.
_STEPS = (PlanAction.BEGIN, PlanAction.SHARE, PlanAction.UNSHARE)
_EDITS = (PlanAction.EDIT_SHARED, PlanAction.EDIT_PART)


def draw(view: PlanView) -> None:
    _earlier(view)
    st.subheader(t("plan.what_happened"))
    steps = door.load(plans.history, view.id)
    names = {str(part.id): part.association for part in view.parts}
    for step in collapsed(steps):
        with st.container(gap=None):
            _step(step, names)
    if len(steps) == plans.HISTORY_LENGTH:
        st.caption(t("plan.history_cut", most=plans.HISTORY_LENGTH))


def collapsed(steps: Sequence[Step]) -> list[Step]:
    """The steps with one person's savings of one field in a row as one: each change saves by itself."""
    runs = groupby(steps, key=lambda step: (step.action, step.who, step.after, step.why, step.before))
    kept: list[Step] = []
    for _, run in runs:
        same = list(run)
        kept += same[:1] if same[0].action in _EDITS else same
    return kept


def _step(step: Step, names: dict[str, str]) -> None:
    what = t(f"plan_happened.{step.action}") if step.action in _STEPS else t(f"plan_action.{step.action}")
    who = parts.plain(step.who) or t("parts.the_clock")
    st.markdown(f"**{what}** · {who} · {moment(step.at)}")
    words = _words(step, names)
    if words:
        st.text(words)


def _words(step: Step, names: dict[str, str]) -> str:
    if step.action in _EDITS:
        place = names.get(step.after, "")
        return f"{place}: {t(f'plan_field.{step.why}')}" if place else t(f"plan_field.{step.why}")
    if step.action == PlanAction.MOVE_TASK:
        return f"{step.why}: {t(f'task_state.{step.before}')} → {t(f'task_state.{step.after}')}"
    return step.why


def _earlier(view: PlanView) -> None:
    """One field's earlier texts; which one stands in the address."""
    st.subheader(t("plan.earlier_texts"))
    texts = door.load(plans.texts_of, view.id)
    written = {
        f"{place}-{text.key}": (place, text.key) for place, of in texts.items() for text in of if text.number
    }
    names = {part.id: part.association for part in view.parts}
    st.session_state["field"] = asked if (asked := st.query_params.get("field", "")) in written else None
    chosen = st.selectbox(
        t("plan.which_field"),
        list(written),
        format_func=lambda name: _field_name(*written[name], names),
        placeholder=t("parts.choose"),
        key="field",
        on_change=_show,
    )
    if chosen:
        _texts(view.id, *written[chosen])


def _show() -> None:
    st.query_params["field"] = st.session_state["field"] or ""


def _field_name(place: int, key: str, names: dict[int, str]) -> str:
    return f"{names.get(place, t('plan.shared_part'))}: {t(f'plan_field.{key}')}"


def _texts(plan_id: int, place: int, key: str) -> None:
    found = door.load(plans.earlier, plan_id, place, key)
    if not found:
        st.write(t("plan.no_earlier_texts"))
    for text in found:
        with st.container(border=True):
            st.caption(t("plan.saved", at=moment(text.at), who=parts.plain(text.who)))
            st.text(text.text or t("plan.conflict_nothing"))
