"""The form of an event."""

from datetime import date, datetime, time, timedelta

import streamlit as st

from models import FINLAND, today
from services import events
from services.events import EventView, EventWords
from ui import door, parts
from ui.texts import clock, t

_STARTS, _ENDS = time(17), time(19)
_QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]


def ask(event: EventView | None, fields: door.Fields) -> EventWords:
    number = event.id if event else 0
    title = st.text_input(t("event_form.title_field"), event.title if event else "", key=f"title-{number}")
    fields.beside("title")
    starts_at = _moment("starts", event.starts_at if event else _usual(_STARTS), number)
    fields.beside("starts_at")
    ends_at = _moment("ends", event.ends_at if event else _usual(_ENDS), number)
    fields.beside("ends_at")
    place = st.text_input(
        t("event_form.place"),
        event.place if event else "",
        key=f"place-{number}",
        placeholder=t("event_form.place_example"),
    )
    fields.beside("place")
    municipality = parts.choose_municipality(
        t("event_form.municipality"),
        event.municipality if event else "",
        key=f"municipality-{number}",
        empty_label=t("event_form.no_municipality"),
    )
    fields.beside("municipality")
    link = st.text_input(
        t("event_form.link"),
        event.link if event else "",
        key=f"link-{number}",
        placeholder=t("event_form.link_example"),
    )
    fields.beside("link")
    body = st.text_area(t("event_form.body"), event.body if event else "", key=f"body-{number}", height=200)
    fields.beside("body")
    return EventWords(title, starts_at, ends_at, body, place, municipality, link)


def _usual(at: time) -> datetime:
    return events.in_finland(today() + timedelta(days=14), at)


def _moment(which: str, value: datetime, number: int) -> datetime:
    """Day and time on the clocks of Finland; Streamlit's own field for times is too small for a finger."""
    here = value.astimezone(FINLAND)
    offered = sorted({*_QUARTERS, here.time()})
    with st.container(horizontal=True):
        day: date = st.date_input(
            t(f"event_form.{which}_day"), here.date(), format="DD.MM.YYYY", key=f"{which}-day-{number}"
        )
        at = st.selectbox(
            t(f"event_form.{which}_time"),
            offered,
            index=offered.index(here.time()),
            format_func=lambda one: clock(events.in_finland(here.date(), one)),
            key=f"{which}-time-{number}",
        )
    return events.in_finland(day, at)
