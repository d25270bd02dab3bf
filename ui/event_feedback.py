"""What people thought of an event: the form for those who were there, and the results for the organisers."""

import streamlit as st

from services import events
from services.events import EventView
from ui import door, parts
from ui.texts import number, t

_SCALE = (5, 4, 3, 2, 1)


def ask(event: EventView) -> None:
    """Nothing for those who were not there."""
    if event.mine is None:
        return
    if event.mine.has_answered:
        st.success(t("event_feedback.thanks"), icon=":material/favorite:")
    elif event.mine.may_answer:
        _form(event, event.mine.key)


def _form(event: EventView, key: str) -> None:
    with st.container(border=True, key="feedback"):
        st.subheader(t("event_feedback.title"))
        st.caption(t("event_feedback.anonymous"))
        fields = door.Fields()
        with st.form("feedback-form", border=False):
            useful = _scale("useful", fields)
            clear = _scale("clear", fields)
            good = st.text_area(t("event_feedback.good"), key="feedback-good")
            fields.beside("good")
            better = st.text_area(t("event_feedback.better"), key="feedback-better")
            fields.beside("better")
            fields.general()
            sent = st.form_submit_button(t("event_feedback.send"), type="primary", icon=":material/send:")
    if sent and fields.perform(events.give, event.id, useful, clear, good, better, key=key):
        door.flash(t("event_feedback.thanks"))
        st.rerun()


def _scale(name: str, fields: door.Fields) -> int | None:
    chosen = st.radio(
        t(f"event_feedback.{name}"),
        _SCALE,
        index=None,
        format_func=lambda value: t(f"feedback_scale.{value}"),
        horizontal=True,
        key=f"feedback-{name}",
    )
    fields.beside(name)
    return chosen


def show(event: EventView) -> None:
    """The results, or how many answers are still missing."""
    found = door.load(events.results, event.id)
    if found.useful is None or found.clear is None:
        st.info(t("event_feedback.too_few", n=found.answers), icon=":material/visibility_off:")
        return
    st.write(t("event_feedback.answers", n=found.answers))
    _bars("useful", found.useful)
    _bars("clear", found.clear)
    _words("good", found.good)
    _words("better", found.better)


def _bars(name: str, counted: dict[int, int]) -> None:
    total = sum(counted.values())
    mean = sum(value * n for value, n in counted.items()) / total
    st.subheader(t(f"event_feedback.{name}"))
    st.write(t("event_feedback.mean", mean=number(round(mean, 1))))
    for value in _SCALE:
        st.progress(counted[value] / total, text=f"{t(f'feedback_scale.{value}')}: {counted[value]}")


def _words(name: str, told: list[str]) -> None:
    if told:
        st.subheader(t(f"event_feedback.{name}"))
        for each in told:
            with st.container(border=True):
                st.markdown(parts.plain(each))
