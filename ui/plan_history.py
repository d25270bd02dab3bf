"""What happened in a plan, and how one text of it has changed; an earlier text is taken back from here."""

from collections.abc import Sequence
from itertools import groupby, pairwise

import streamlit as st

from models import PlanAction
from services import plans
from services.differences import compared
from services.journal import Step
from services.plans import EarlierText, FieldText, PlanView
from ui import differences, door, parts, plan_running_history, plan_schedule_history
from ui.texts import moment, t

# Their buttons say what to do; the history says what was done.
_STEPS = (PlanAction.BEGIN, PlanAction.SHARE, PlanAction.UNSHARE)
_EDITS = (PlanAction.EDIT_SHARED, PlanAction.EDIT_PART)
_SAVED_BY_THEMSELVES = (*_EDITS, PlanAction.ASSESS, PlanAction.EDIT_MONEY)
_ROWS = (PlanAction.EDIT_PACKAGE, PlanAction.EDIT_RISK)


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
    """The steps with one person's savings of one field or budget in a row as one: each change saves by itself."""
    runs = groupby(steps, key=_what)
    kept: list[Step] = []
    for _, run in runs:
        same = list(run)
        kept += same[:1] if same[0].action in _SAVED_BY_THEMSELVES else same
    return kept


def _what(step: Step) -> tuple[str, ...]:
    """What was saved; the sums before and after are other ones with each cell of a budget."""
    if step.action == PlanAction.EDIT_MONEY:
        return step.action, step.who, step.why
    return step.action, step.who, step.after, step.why, step.before


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
    if step.action == PlanAction.EDIT_FRAME:
        return ", ".join(t(f"plan_form.{name}") for name in step.why.split())
    if step.action in _ROWS and step.after:
        return f"{step.why}: {t(f'plan_row.{step.after}')}"
    return plan_running_history.words(step) or plan_schedule_history.words(step)


def _earlier(view: PlanView) -> None:
    """One field's texts; which one stands in the address."""
    st.subheader(t("plan.earlier_texts"))
    texts = door.load(plans.texts_of, view.id)
    written = {
        f"{place}-{text.key}": (place, text) for place, of in texts.items() for text in of if text.number
    }
    names = {part.id: part.association for part in view.parts}
    st.session_state["field"] = asked if (asked := st.query_params.get("field", "")) in written else None
    chosen = st.selectbox(
        t("plan.which_field"),
        list(written),
        format_func=lambda name: _field_name(written[name][0], written[name][1].key, names),
        placeholder=t("parts.choose"),
        key="field",
        on_change=_show,
    )
    if chosen:
        place, text = written[chosen]
        _texts(view, place, text)


def _show() -> None:
    st.query_params["field"] = st.session_state["field"] or ""


def _field_name(place: int, key: str, names: dict[int, str]) -> str:
    return f"{names.get(place, t('plan.shared_part'))}: {t(f'plan_field.{key}')}"


def _texts(view: PlanView, place: int, text: FieldText) -> None:
    """From the text that stands now back to the first one, each with what it changed in the one before."""
    found = door.load(plans.earlier, view.id, place, text.key)
    if not found or text.at is None:
        st.write(t("plan.no_earlier_texts"))
        return
    st.caption(t("plan.difference_help"))
    now = EarlierText(text.number, text.text, text.who, text.at)
    for newer, older in pairwise([now, *found]):
        _version(view, place, text, newer, older)
    _version(view, place, text, found[-1], None)


def _version(
    view: PlanView, place: int, now: FieldText, version: EarlierText, before: EarlierText | None
) -> None:
    with st.container(border=True, gap="small"):
        if version.number == now.number:
            st.badge(t("plan.stands_now"), icon=":material/check:", color="green")
        st.caption(t("plan.saved", at=moment(version.at), who=parts.plain(version.who)))
        if before is None:
            st.text(version.text or t("plan.conflict_nothing"))
        else:
            st.markdown(differences.told(compared(before.text, version.text)) or t("plan.conflict_nothing"))
        if version.number != now.number and _writes(view, place):
            _restoring(view, place, now, version)


def _writes(view: PlanView, place: int) -> bool:
    return (
        view.writes_shared
        if place == plans.SHARED
        else any(part.writes for part in view.parts if part.id == place)
    )


def _restoring(view: PlanView, place: int, now: FieldText, version: EarlierText) -> None:
    pressed = st.button(
        t("plan.restore"),
        icon=":material/restore:",
        type="tertiary",
        help=t("plan.restore_help"),
        key=f"restore-{version.number}",
    )
    if pressed and door.perform(
        plans.restore_field, view.id, place, now.key, version.number, number=now.number
    ):
        door.flash(t("plan.restored"))
        st.rerun()
