"""Decisions about the picked rows: one reason, one message; what is refused stays picked, and says why."""

from collections.abc import Sequence

import streamlit as st

from models import Decision, ReasonCode, ReviewState, WorkspaceError
from services import moderation
from services.moderation import Outcome, QueueRow
from ui import door, moderation_desk, moderation_filters
from ui.parts import plain
from ui.texts import refusal, t

_LEFT = "_bulk_left"
_REFUSED = "_bulk_refused"


def show(rows: Sequence[QueueRow]) -> None:
    """Below the list, while something is picked."""
    _told()
    number = len(moderation_desk.picked())
    if not number:
        return
    with st.container(border=True, key="bulk"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{t('moderation.picked', n=number)}**")
            _more(rows)
        if moderation_filters.current().state == ReviewState.DECIDED:
            st.button(t("moderation.undo"), icon=":material/undo:", key="bulk-undo", on_click=_undo)
            if refused := st.session_state.pop(_REFUSED, None):
                st.error(refusal(refused), icon=":material/error:")
        else:
            _decision()


def _more(rows: Sequence[QueueRow]) -> None:
    there = {row.id: row.version for row in rows if not row.own and not row.again}
    if there.keys() - moderation_desk.picked().keys():
        st.button(
            t("moderation.pick_all"),
            type="tertiary",
            key="bulk-all",
            on_click=moderation_desk.pick_all,
            args=(there,),
        )
    st.button(t("moderation.pick_none"), type="tertiary", key="bulk-none", on_click=moderation_desk.put_down)


def _decision() -> None:
    fields = door.Fields()
    which, why = st.columns(2)
    which.selectbox(
        t("moderation.decision"),
        list(Decision),
        format_func=lambda each: t(f"decision.{each}"),
        key="bulk-decision",
    )
    with why:
        st.selectbox(
            t("moderation.reason"),
            list(ReasonCode),
            index=None,
            format_func=lambda each: t(f"reason_code.{each}"),
            placeholder=t("parts.choose"),
            key="bulk-reason",
        )
        fields.beside("reason")
    st.text_area(t("moderation.words"), help=t("moderation.words_help"), max_chars=1000, key="bulk-words")
    fields.beside("words")
    st.button(
        t("moderation.decide_all"),
        type="primary",
        icon=":material/gavel:",
        key="bulk-decide",
        on_click=_decide,
    )
    fields.general()
    if refused := st.session_state.pop(_REFUSED, None):
        fields.show(refused)


def _decide() -> None:
    state = st.session_state
    decision, reason, words = state["bulk-decision"], state.get("bulk-reason"), state.get("bulk-words", "")
    done = door.attempt(moderation.decide_many, moderation_desk.in_hand(), decision, reason, words)
    if done.refused:
        _refuse(done.refused)
    elif _settle(done.value):
        state["bulk-words"] = ""


def _undo() -> None:
    done = door.attempt(moderation.undo_many, moderation_desk.in_hand())
    if done.refused:
        _refuse(done.refused)
    else:
        _settle(done.value)


def _refuse(error: WorkspaceError) -> None:
    st.session_state[_REFUSED] = error


def _settle(outcome: Outcome) -> bool:
    """The place and the filters stay; what was done is picked no more. Whether all was done."""
    moderation_desk.put_down(outcome.done)
    st.session_state[_LEFT] = (len(outcome.done), outcome.left)
    return not outcome.left


def _told() -> None:
    done, left = st.session_state.pop(_LEFT, (0, []))
    if done:
        st.success(t("moderation.bulk_done", n=done), icon=":material/check_circle:")
    if left:
        lines = [f"- **{plain(each.title)}** – {refusal(each.refused)}" for each in left]
        st.warning("\n".join([t("moderation.bulk_left", n=len(left)), "", *lines]), icon=":material/info:")
