"""The decision: what, why, and the words that the author reads. What was typed stays until it has held."""

from collections.abc import Sequence
from textwrap import shorten

import streamlit as st

from models import Decision, ReasonCode
from services import moderation
from services.moderation import Review, Template
from ui import moderation_desk, moderation_filters
from ui.door import Fields, attempt, flash, load
from ui.texts import t

_REFUSED = "_decision_refused"


def show(review: Review, templates: Sequence[Template]) -> None:
    """The form stands as long as somebody may have typed into it, also when another one was faster.

    It is no form of Streamlit's: a ready text is added to what has been typed, and that must have arrived.
    """
    seen = moderation_desk.seen(review)
    stale = seen != review.version
    if not review.offered and not stale:
        return
    fields = Fields()
    with st.container(border=True, key="decision"):
        _decision(review)
        _template(review, {each.id: each for each in templates})
        _reason(review)
        fields.beside("reason")
        st.text_area(
            t("moderation.words"), key=f"words-{review.id}", help=t("moderation.words_help"), max_chars=1000
        )
        fields.beside("words")
        st.button(
            t("moderation.decide"),
            type="primary",
            icon=":material/gavel:",
            key=f"decide-{review.id}",
            on_click=_decide,
            args=(review, seen),
        )
    fields.general()
    if refused := st.session_state.pop(_REFUSED, None):
        fields.show(refused)
    if stale and st.button(t("moderation.look_again"), icon=":material/refresh:", key="look-again"):
        moderation_desk.look_again()
        st.rerun()


def _decision(review: Review) -> None:
    # What another one has decided meanwhile closes steps; the choice made before stays to be seen.
    offered = review.offered or list(Decision)
    st.radio(
        t("moderation.decision"),
        offered,
        index=0,
        format_func=lambda decision: t(f"decision.{decision}"),
        captions=[t(f"decision_help.{decision}") for decision in offered],
        key=f"decision-{review.id}",
    )


def _reason(review: Review) -> None:
    st.selectbox(
        t("moderation.reason"),
        list(ReasonCode),
        index=None,
        format_func=lambda reason: t(f"reason_code.{reason}"),
        placeholder=t("parts.choose"),
        key=f"reason-{review.id}",
    )


def _template(review: Review, templates: dict[int, Template]) -> None:
    if not templates:
        return
    language = review.author_language or "fi"
    st.selectbox(
        t("moderation.template", language_key=f"moderation.language_{language}"),
        list(templates),
        index=None,
        format_func=lambda number: _told(templates[number], language),
        placeholder=t("parts.choose"),
        key=f"template-{review.id}",
        on_change=_fill_in,
        args=(review, templates, language),
    )


def _told(template: Template, language: str) -> str:
    words = shorten(template.words[language], 80, placeholder=" …")
    return f"{t(f'reason_code.{template.reason}')}: {words}"


def _fill_in(review: Review, templates: dict[int, Template], language: str) -> None:
    """Adds the ready words to what was typed, and its reason where none was chosen."""
    chosen = templates.get(st.session_state.get(f"template-{review.id}") or 0)
    if chosen is None:
        return
    typed = st.session_state.get(f"words-{review.id}", "").rstrip()
    st.session_state[f"words-{review.id}"] = "\n\n".join(filter(None, (typed, chosen.words[language])))
    st.session_state[f"template-{review.id}"] = None
    if st.session_state.get(f"reason-{review.id}") is None:
        st.session_state[f"reason-{review.id}"] = chosen.reason


def _decide(review: Review, seen: int) -> None:
    """Before the screen is drawn, so that it is drawn once: with the next item, or with what was refused."""
    state = st.session_state
    decision, reason = state[f"decision-{review.id}"], state.get(f"reason-{review.id}")
    words = state.get(f"words-{review.id}", "")
    done = attempt(moderation.decide, review.id, decision, reason, words, version=seen)
    if done.refused:
        state[_REFUSED] = done.refused
        return
    moderation_desk.decided(review, decision)
    flash(t("moderation.decided", decision_key=f"decision_done.{decision}"))
    _go_on(review)


def _go_on(review: Review) -> None:
    """To the next one that waits under the same filters, or back to the list."""
    beside = load(moderation.neighbours, review.id, moderation_filters.current())
    if after := beside.after or beside.before:
        st.query_params["item"] = str(after)
    else:
        st.query_params.pop("item", None)
