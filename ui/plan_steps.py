"""Where the plan is on its way to the funder, and the steps that are open to this person: one of them first."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

import streamlit as st

from models import Invalid, PlanAction, PlanState, today
from services import calls, plans
from services.plans import PlanView, Sent
from ui import door, parts, plan_parts
from ui.plan_forms import DATE_FORMAT
from ui.texts import day, euros, t

A = PlanAction
# The one that leads on; the others stand back. A project is completed once, after years of other work on its screens.
_FIRST = (A.BEGIN, A.ASK, A.SUBMIT, A.FUND, A.REVISE, A.START)
_ICONS = {
    A.BEGIN: ":material/edit_note:",
    A.ASK: ":material/verified:",
    A.CALL_BACK: ":material/edit:",
    A.SUBMIT: ":material/send:",
    A.TAKE_BACK: ":material/undo:",
    A.FUND: ":material/celebration:",
    A.REFUSE: ":material/block:",
    A.REVISE: ":material/restart_alt:",
    A.START: ":material/play_arrow:",
    A.COMPLETE: ":material/flag:",
    A.SHARE: ":material/visibility:",
    A.UNSHARE: ":material/visibility_off:",
}
_SENT = (PlanState.SUBMITTED, PlanState.FUNDED, PlanState.NOT_FUNDED, PlanState.RUNNING, PlanState.COMPLETED)


def draw(view: PlanView, sent: Sequence[Sent], *, confirming: bool = False) -> None:
    """The state in a sentence and the steps, or the form of the one that the address names.

    On the screen where the plan is confirmed nothing leads to it.
    """
    asked = st.query_params.get("step", "")
    step = next((action for action in view.actions if action == asked and action in _FORMS), None)
    if step:
        _form(view, step)
        return
    st.info(t(f"plan_now.{view.state}"), icon=":material/route:")
    if view.state in _SENT or view.state == PlanState.DRAFTING:
        _sendings(sent)
    if view.state in (PlanState.CONFIRMING, PlanState.READY) and not confirming:
        plan_parts.link(view, t("confirm.to_confirmations"), "finish", "confirm", icon="verified")
    with st.container(horizontal=True):
        for action in sorted(view.actions, key=lambda action: action not in _FIRST):
            if not (confirming and action == A.ASK):
                _button(view, action)


def _sendings(sent: Sequence[Sent]) -> None:
    for each in sent:
        if not each.taken_back:
            parts.facts(*_told(each))
            if each.reason:
                st.text(each.reason)


def _told(sent: Sent) -> list[str]:
    return [
        t("plan_sent.on", day=day(sent.submitted_on)),
        sent.reference,
        t("plan_sent.decided", day=day(sent.decided_on)) if sent.decided_on else "",
        t("plan_sent.granted", euros=euros(sent.granted)) if sent.granted else "",
        sent.decision_reference,
    ]


def _button(view: PlanView, action: PlanAction) -> None:
    if action not in _ICONS:
        return
    pressed = st.button(
        t(f"plan_step.{action}"),
        type="primary" if action in _FIRST else "tertiary",
        icon=_ICONS[action],
        help=t(f"plan_action_help.{action}") if action in _AT_ONCE else None,
        key=f"{action}-{view.id}",
    )
    if not pressed:
        return
    if action in _AT_ONCE:
        _take(action, bool(door.perform(_AT_ONCE[action], view.id)))
    elif action == A.ASK:
        parts.go("plan", id=view.id, view="finish", sub="confirm")
    else:
        st.query_params["step"] = action.value
        st.rerun()


def _take(action: PlanAction, done: bool) -> None:
    if done:
        st.query_params.pop("step", None)
        door.flash(t(f"plan_done.{action}"))
        st.rerun()


# Nothing is lost by these.
_AT_ONCE: dict[PlanAction, Callable[..., object]] = {
    A.BEGIN: partial(plans.move, action=A.BEGIN),
    A.SHARE: plans.share,
    A.UNSHARE: plans.unshare,
}


def _form(view: PlanView, action: PlanAction) -> None:
    """What the step needs to know, what it does, and the way back."""
    fields = door.Fields()
    with st.container(border=True, key=f"step-{action}"):
        st.subheader(t(f"plan_step.{action}"))
        st.write(t(f"plan_step_help.{action}"))
        take = _FORMS[action](view, fields)
        fields.general()
        with st.container(horizontal=True):
            pressed = st.button(
                t(f"plan_step_do.{action}"), type="primary", icon=_ICONS[action], key=f"do-{action}"
            )
            if st.button(t("plan.cancel"), key=f"cancel-{action}"):
                st.query_params.pop("step", None)
                st.rerun()
    if pressed:
        _take(action, take())


Take = Callable[[], bool]


def _plain(action: PlanAction) -> Callable[[PlanView, door.Fields], Take]:
    """A step that takes words at most."""

    def form(view: PlanView, fields: door.Fields) -> Take:
        why = _words(fields, "why", t("plan_step.why"), action) if action in plans.NEEDS_WHY else ""
        return lambda: bool(fields.perform(plans.move, view.id, action, why=why))

    return form


def _submit(view: PlanView, fields: door.Fields) -> Take:
    sent = _day(fields, "submitted_on", t("plan_step.submitted_on"))
    reference = _line(fields, t("plan_step.reference"), t("plan_step.reference_help"))
    return lambda: bool(fields.perform(plans.submit, view.id, sent, reference))


def _fund(view: PlanView, fields: door.Fields) -> Take:
    typed = st.text_input(t("plan_step.granted"), key="granted", placeholder="161438,59")
    fields.beside("granted")
    decided = _day(fields, "decided_on", t("plan_step.decided_on"))
    reference = _line(fields, t("plan_step.decision_reference"), "")
    return lambda: _granted(view, fields, typed, decided, reference)


def _granted(view: PlanView, fields: door.Fields, typed: str, decided: date | None, reference: str) -> bool:
    try:
        amount = _euros(typed)
    except InvalidOperation:
        fields.show(Invalid("plan_granted_bounds", field="granted"))
        return False
    return bool(fields.perform(plans.fund, view.id, amount, decided, reference))


def _euros(typed: str) -> Decimal | None:
    """As it is typed in Finland or copied from a decision: "161 438,59 €"."""
    bare = "".join(typed.replace("€", "").split()).replace(",", ".")
    return Decimal(bare) if bare else None


def _refuse(view: PlanView, fields: door.Fields) -> Take:
    decided = _day(fields, "decided_on", t("plan_step.decided_on"))
    reason = _words(fields, "reason", t("plan_step.reason"), A.REFUSE)
    reference = _line(fields, t("plan_step.decision_reference"), "")
    return lambda: bool(fields.perform(plans.refuse, view.id, decided, reason, reference))


def _revise(view: PlanView, fields: door.Fields) -> Take:
    offered = door.load(calls.choices)
    call = st.selectbox(
        t("plan_step.call"),
        list(offered),
        index=None,
        format_func=lambda call_id: offered[call_id],
        placeholder=t("plan_step.call_later"),
        key="revise-call",
    )
    why = _words(fields, "why", t("plan_step.what_to_mend"), A.REVISE)
    return lambda: bool(fields.perform(plans.revise, view.id, call, why=why))


def _words(fields: door.Fields, field: str, label: str, action: PlanAction) -> str:
    typed = st.text_area(label, key=f"{field}-{action}", max_chars=plans.LONGEST_WHY)
    fields.beside(field)
    return typed


def _day(fields: door.Fields, field: str, label: str) -> date | None:
    chosen = st.date_input(label, today(), max_value=today(), format=DATE_FORMAT, key=field)
    fields.beside(field)
    return chosen if isinstance(chosen, date) else None


def _line(fields: door.Fields, label: str, help_words: str) -> str:
    typed = st.text_input(
        label, max_chars=plans.LONGEST_REFERENCE, help=help_words or None, key="step-reference"
    )
    fields.beside("reference")
    return typed


_FORMS: dict[PlanAction, Callable[[PlanView, door.Fields], Take]] = {
    A.CALL_BACK: _plain(A.CALL_BACK),
    A.TAKE_BACK: _plain(A.TAKE_BACK),
    A.START: _plain(A.START),
    A.COMPLETE: _plain(A.COMPLETE),
    A.SUBMIT: _submit,
    A.FUND: _fund,
    A.REFUSE: _refuse,
    A.REVISE: _revise,
}
