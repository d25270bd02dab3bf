"""What the advisers have written down, and the form in which they do it."""

from datetime import date
from typing import Any

import streamlit as st

from models import AdviceAction, Conflict, today
from services import advice
from services.advice import CaseView, Notes
from ui import door, parts
from ui.texts import day, moment, t


def draw(view: CaseView) -> None:
    if view.words.outcome:
        st.header(t("advice_case.outcome"))
        st.text(view.words.outcome)
        parts.facts(moment(view.answered_at) if view.answered_at else "")
    if view.words.minutes:
        st.header(t("advice_case.minutes"))
        st.text(view.words.minutes)
    if view.follow_up_on:
        st.markdown(f":material/event_repeat: {t('advice_case.followed_up_on', day=day(view.follow_up_on))}")
    if AdviceAction.NOTE in view.actions:
        with st.expander(t("advice_case.write"), icon=":material/edit_note:"):
            _form(view)


def _form(view: CaseView) -> None:
    # The number that these words are written on; what is refused stays in its field.
    key = f"advice-number-{view.id}"
    number = st.session_state.setdefault(key, view.number)
    fields = door.Fields()
    where = st.text_input(
        t("advice_case.where"),
        view.words.where,
        key=f"advice-where-{view.id}",
        placeholder=t("advice_case.where_example"),
    )
    fields.beside("where")
    minutes = _area("minutes", view)
    fields.beside("minutes")
    outcome = _area("outcome", view)
    fields.beside("outcome")
    follow_up_on = _follow_up(view)
    fields.beside("follow_up_on")
    fields.general()
    notes = Notes(where, minutes, follow_up_on)
    with st.container(horizontal=True):
        answered = st.button(
            t("advice_case.answer"), type="primary", icon=":material/send:", key="advice-answer"
        )
        noted = st.button(t("advice_case.note"), icon=":material/save:", key="advice-note")
    if answered:
        _save(view, fields, "answered", advice.answer, view.id, outcome, notes, number=number)
    elif noted:
        _save(view, fields, "noted", advice.note, view.id, notes, number=number)


def _area(name: str, view: CaseView) -> str:
    stands: str = getattr(view.words, name)
    return st.text_area(
        t(f"advice_case.{name}"),
        stands,
        key=f"advice-{name}-{view.id}",
        height=160,
        help=t(f"advice_case.{name}_help"),
    )


def _follow_up(view: CaseView) -> date | None:
    found: date | None = st.date_input(
        t("advice_case.follow_up"),
        view.follow_up_on,
        min_value=min(view.follow_up_on or today(), today()),
        format="DD.MM.YYYY",
        key=f"advice-follow-{view.id}",
    )
    return found


def _save(view: CaseView, fields: door.Fields, done: str, act: Any, *args: Any, number: int) -> None:
    saved = door.attempt(act, *args, number=number)
    if saved:
        door.flash(t(f"advice_case.{done}"))
    elif isinstance(saved.refused, Conflict) and saved.refused.key == "advice_meanwhile":
        # The other adviser's words stand above the form after the rerun, and these are in their fields still.
        door.flash_refused(saved)
    elif saved.refused:
        fields.show(saved.refused)
        return
    st.session_state.pop(f"advice-number-{view.id}")
    st.rerun()
