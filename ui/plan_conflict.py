"""Two people wrote the same field: both texts side by side, and three ways on."""

from typing import Any

import streamlit as st

from services import plans
from services.plans import FieldConflict, FieldText
from ui import door, parts
from ui.texts import moment, refusal, t


def draw(plan_id: int, place: int, text: FieldText) -> None:
    """The field while this person's text waits aside; it becomes the usual editor after the choice."""
    name = f"{plan_id}-{place}-{text.key}"
    with st.container(border=True):
        st.markdown(f"**{t(f'plan_field.{text.key}')}**")
        when = moment(text.at) if text.at else ""
        st.warning(t("plan.conflict", who=parts.plain(text.who), at=when), icon=":material/call_split:")
        _both(name, plan_id, place, text)
        _merging(name, plan_id, place, text)
        if refused := st.session_state.pop(f"unsettled-{name}", ""):
            st.error(refused, icon=":material/error:")


def _both(name: str, plan_id: int, place: int, text: FieldText) -> None:
    mine, theirs = st.columns(2, border=True)
    with mine:
        st.caption(t("plan.conflict_mine"))
        st.text(text.aside or t("plan.conflict_nothing"))
        st.button(
            t("plan.keep_mine"),
            key=f"mine-{name}",
            on_click=_keep,
            args=(plan_id, place, text.key, text.aside or "", text.number),
        )
    with theirs:
        st.caption(t("plan.conflict_theirs", who=parts.plain(text.who)))
        st.text(text.text or t("plan.conflict_nothing"))
        st.button(
            t("plan.keep_theirs"), key=f"theirs-{name}", on_click=_let_go, args=(plan_id, place, text.key)
        )


def _merging(name: str, plan_id: int, place: int, text: FieldText) -> None:
    with st.expander(t("plan.merge"), icon=":material/merge:"):
        widget = f"merge-{name}"
        both = "\n\n".join(words for words in (text.text, text.aside) if words)
        st.text_area(t("plan.merge_label"), both, key=widget, height="content", max_chars=2 * plans.LONGEST)
        st.button(
            t("plan.merge_save"),
            key=f"merged-{name}",
            on_click=_keep_merged,
            args=(plan_id, place, text.key, widget, text.number),
        )


def _keep_merged(plan_id: int, place: int, key: str, widget: str, number: int) -> None:
    _keep(plan_id, place, key, st.session_state[widget], number)


def _keep(plan_id: int, place: int, key: str, text: str, number: int) -> None:
    """Writes over the text that stood beside it; when a third one came, the newest stands there next."""
    done = door.attempt(plans.save_field, plan_id, place, key, text, number=number)
    if isinstance(done.refused, FieldConflict):
        door.attempt(plans.set_aside, plan_id, place, key, text)
    _settle(plan_id, place, key, done)


def _let_go(plan_id: int, place: int, key: str) -> None:
    _settle(plan_id, place, key, door.attempt(plans.keep_theirs, plan_id, place, key))


def _settle(plan_id: int, place: int, key: str, done: door.Done[Any]) -> None:
    if done.refused:
        st.session_state[f"unsettled-{plan_id}-{place}-{key}"] = refusal(done.refused)
    else:
        door.flash(t("plan.settled"))
