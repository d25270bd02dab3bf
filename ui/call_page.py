"""One call as it is read: what decides first, what the form needs after."""

import streamlit as st

from models import CallAction, CallState, CriterionKind
from services import calls
from services.calls import CallView, Window
from ui import call_history, call_parts, door, parts
from ui.texts import language, t

_ICONS = {
    CallAction.EDIT: ":material/edit:",
    CallAction.PUBLISH: ":material/publish:",
    CallAction.UNPUBLISH: ":material/visibility_off:",
}


def head(call: CallView) -> None:
    terms = call.terms
    st.title(parts.plain(terms.name))
    if terms.opens_on and terms.closes_on:
        call_parts.badges(call.state, terms.opens_on, terms.closes_on)
    if call.state == CallState.DRAFT:
        st.info(t("call.draft_help"), icon=":material/edit_note:")
    if terms.number != call.newest:
        st.warning(t("call.older", number=terms.number, newest=call.newest), icon=":material/history:")
        parts.open_link("call", t("call.to_newest"), icon="arrow_forward", id=call.id)


def acts(call: CallView) -> None:
    """What its writers can do with it."""
    with st.container(horizontal=True):
        for action in call.actions:
            _act(call, action)
        if call.actions:
            parts.open_link("call_form", t("call.copy"), icon="content_copy", after=call.id)


def _act(call: CallView, action: CallAction) -> None:
    first = CallAction.PUBLISH in call.actions
    primary = action == CallAction.PUBLISH or (action == CallAction.EDIT and not first)
    if not st.button(
        t(f"call_action.{action}"),
        type="primary" if primary else "secondary",
        icon=_ICONS[action],
        key=str(action),
    ):
        return
    if action == CallAction.EDIT:
        parts.go("call_form", id=call.id)
    if door.perform(calls.move, call.id, action, version=call.version):
        door.flash(t(f"call_done.{action}"))
        st.rerun()


def body(call: CallView) -> None:
    terms = call.terms
    with st.container(border=True):
        call_parts.facts(terms, "region", "amount", "support_rate")
        if terms.support_rate is not None:
            st.caption(t("call.own_share", share=call_parts.spell("support_rate", 1 - terms.support_rate)))
        if terms.notes:
            st.text(terms.notes)
        _ways(call)
    _priorities(call)
    st.subheader(t("call.money"))
    call_parts.facts(
        terms, "project_forms", "cost_models", "side_cost_rates", "lump_sum", *_said(call, "whole_euros")
    )
    _project_dates(call)
    _criteria(call)
    _limits(call)
    st.subheader(t("call.programme"))
    call_parts.facts(terms, "programme", "fund", "policy_priority", "specific_objective", "authority")


def versions(call: CallView) -> None:
    with st.expander(t("call.versions", n=call.newest), icon=":material/history:"):
        call_history.draw(call.id, call.terms.number)


def _said(call: CallView, field: str) -> list[str]:
    """A "no" says nothing that anybody looks for, unless it is still to be checked."""
    return [field] if getattr(call.terms, field) or field in call.terms.uncertain else []


def _ways(call: CallView) -> None:
    with st.container(horizontal=True):
        if call.window != Window.CLOSED and call.state == CallState.PUBLISHED:
            parts.open_link("idea_form", t("calls.write_idea"), icon="edit", call=call.id)
        parts.open_link("ideas", t("calls.see_ideas"), icon="lightbulb", call=call.id)
        if call.terms.link:
            st.link_button(t("calls.notice"), call.terms.link, icon=":material/open_in_new:")


def _priorities(call: CallView) -> None:
    if not call.terms.priorities:
        return
    st.subheader(t("call_field.priorities"))
    call_parts.check(call.terms, "priorities")
    for priority in call.terms.priorities:
        st.markdown(f"**{parts.plain(calls.spoken(priority.plain, language()))}**")
        st.caption(parts.plain(calls.spoken(priority.heading, language())))


def _project_dates(call: CallView) -> None:
    fields = ("starts_earliest", "ends_latest", "longest_months")
    if not any(getattr(call.terms, field) or field in call.terms.uncertain for field in fields):
        return
    st.subheader(t("call.project_dates"))
    call_parts.facts(call.terms, *fields)


def _criteria(call: CallView) -> None:
    if not call.terms.criteria:
        return
    with st.expander(t("call.criteria", n=len(call.terms.criteria)), icon=":material/checklist:"):
        call_parts.check(call.terms, "criteria")
        st.write(t("call.criteria_help"))
        for kind in CriterionKind:
            rows = [row for row in call.terms.criteria if row.kind == kind]
            if rows:
                st.markdown(f"**{t(f'criterion_kind.{kind}')}** · {t(f'criterion_kind_scale.{kind}')}")
                st.markdown("\n".join(f"- {_criterion(row)}" for row in rows))


def _criterion(row: calls.Criterion) -> str:
    name = parts.plain(calls.spoken(row.name, language()))
    return name if row.weight == 1 else f"{name} ({t('calls.weight', weight=row.weight)})"


def _limits(call: CallView) -> None:
    if not call.terms.limits:
        return
    with st.expander(t("call.limits"), icon=":material/text_fields:"):
        call_parts.check(call.terms, "limits")
        call_parts.limits(call.terms.limits)
