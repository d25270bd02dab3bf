"""The decision: what, why, and the words that the author reads. What was typed stays until it has held."""

import streamlit as st

from models import Decision, ReasonCode
from services import moderation
from services.moderation import Review
from ui import moderation_desk, moderation_filters
from ui.door import Fields, flash, load
from ui.parts import go
from ui.texts import t


def show(review: Review) -> None:
    """The form stands as long as somebody may have typed into it, also when another one was faster."""
    seen = moderation_desk.seen(review)
    stale = seen != review.version
    if not review.offered and not stale:
        return
    fields = Fields()
    with st.form(f"decide-{review.id}", border=True):
        decision = _decision(review)
        reason = _reason(review)
        fields.beside("reason")
        words = st.text_area(
            t("moderation.words"), key=f"words-{review.id}", help=t("moderation.words_help"), max_chars=1000
        )
        fields.beside("words")
        pressed = st.form_submit_button(t("moderation.decide"), type="primary", icon=":material/gavel:")
    fields.general()
    if pressed and decision:
        done = fields.perform(moderation.decide, review.id, decision, reason, words, version=seen)
        if done:
            _go_on(review, decision)
    if stale and st.button(t("moderation.look_again"), icon=":material/refresh:", key="look-again"):
        moderation_desk.look_again()
        st.rerun()


def _decision(review: Review) -> Decision | None:
    # What another one has decided meanwhile closes steps; the choice made before stays to be seen.
    offered = review.offered or list(Decision)
    return st.radio(
        t("moderation.decision"),
        offered,
        index=0,
        format_func=lambda decision: t(f"decision.{decision}"),
        captions=[t(f"decision_help.{decision}") for decision in offered],
        key=f"decision-{review.id}",
    )


def _reason(review: Review) -> ReasonCode | None:
    return st.selectbox(
        t("moderation.reason"),
        list(ReasonCode),
        index=None,
        format_func=lambda reason: t(f"reason_code.{reason}"),
        placeholder=t("parts.choose"),
        key=f"reason-{review.id}",
    )


def _go_on(review: Review, decision: Decision) -> None:
    """To the next one that waits under the same filters, or back to the list."""
    moderation_desk.decided(review, decision)
    flash(t("moderation.decided", decision_key=f"decision_done.{decision}"))
    beside = load(moderation.neighbours, review.id, moderation_filters.current())
    go("moderation", item=beside.after or beside.before, **moderation_filters.query())
