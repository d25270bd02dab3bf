"""The form of an event."""

from datetime import datetime, time, timedelta

import streamlit as st

from models import today
from services import events
from services.events import EventView, EventWords
from ui import door, moments, parts
from ui.texts import t

_STARTS, _ENDS = time(17), time(19)


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
    return moments.ask(
        f"{which}-{{}}-{number}",
        value,
        day_label=t(f"event_form.{which}_day"),
        time_label=t(f"event_form.{which}_time"),
    )
