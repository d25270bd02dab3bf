"""Making an event come round again: how often, until when, and on which days not."""

from datetime import date, timedelta

import streamlit as st

from models import EventState, Repeats
from services import events
from services.events import EventView
from ui import door
from ui.texts import day, t

_USUAL = timedelta(days=56)


def offer(event: EventView) -> None:
    if event.repeats or event.over or event.state not in (EventState.DRAFT, EventState.PUBLISHED):
        return
    if st.button(t("event_repeat.title"), type="tertiary", icon=":material/event_repeat:", key="repeat"):
        st.dialog(t("event_repeat.title"))(lambda: _ask(event))()


def _ask(event: EventView) -> None:
    first = events.day_of(event.starts_at)
    st.write(t("event_repeat.help"))
    chosen = st.radio(
        t("event_repeat.how"),
        list(Repeats),
        format_func=lambda one: t(f"repeats.{one}"),
        key="repeat-how",
    )
    repeats = Repeats(str(chosen))
    until: date = st.date_input(
        t("event_repeat.until"), first + _USUAL, min_value=first, format="DD.MM.YYYY", key="repeat-until"
    )
    fields = door.Fields()
    fields.beside("until")
    coming = events.days(first, repeats, until)
    skip = st.multiselect(
        t("event_repeat.skip"), coming, format_func=day, key="repeat-skip", placeholder=t("event_repeat.none")
    )
    left = [day(each) for each in coming if each not in skip]
    st.write(t("event_repeat.makes", n=len(left), days=", ".join(left)))
    fields.general()
    if st.button(t("event_repeat.make"), type="primary", key="repeat-make") and (
        done := fields.perform(events.repeat, event.id, repeats, until, skip=skip)
    ):
        door.flash(t("event_repeat.made", n=len(done.value)))
        st.rerun()
