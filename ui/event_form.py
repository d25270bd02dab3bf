"""The form of an event."""

from datetime import datetime, time, timedelta

import streamlit as st

from models import EventTopic, today
from services import events
from services.events import EventView, EventWords
from ui import door, moments, parts
from ui.texts import t

_STARTS, _ENDS = time(17), time(19)


def stands(event: EventView | None) -> EventWords:
    """What the form shows before anything is typed."""
    if event is None:
        return EventWords("", _usual(_STARTS), _usual(_ENDS), registers=True)
    return EventWords(
        event.title,
        event.starts_at,
        event.ends_at,
        event.body,
        event.place,
        event.municipality,
        event.link,
        event.topic,
        event.link_private,
        event.registers,
        event.capacity,
    )


def ask(number: int, begun: EventWords, fields: door.Fields) -> EventWords:
    title = st.text_input(t("event_form.title_field"), begun.title, key=f"title-{number}")
    fields.beside("title")
    topic = _topic(begun.topic, number)
    starts_at = _moment("starts", begun.starts_at, number)
    fields.beside("starts_at")
    moments.go_along(_name("starts", number), _name("ends", number), begun.ends_at)
    ends_at = _moment("ends", begun.ends_at, number)
    fields.beside("ends_at")
    place = st.text_input(
        t("event_form.place"), begun.place, key=f"place-{number}", placeholder=t("event_form.place_example")
    )
    fields.beside("place")
    municipality = parts.choose_municipality(
        t("event_form.municipality"),
        begun.municipality,
        key=f"municipality-{number}",
        empty_label=t("event_form.no_municipality"),
    )
    fields.beside("municipality")
    link = st.text_input(
        t("event_form.link"), begun.link, key=f"link-{number}", placeholder=t("event_form.link_example")
    )
    fields.beside("link")
    seats = _seats(begun, fields, number)
    body = st.text_area(t("event_form.body"), begun.body, key=f"body-{number}", height=200)
    fields.beside("body")
    return EventWords(title, starts_at, ends_at, body, place, municipality, link, topic, *seats)


def ask_scope(event: EventView | None) -> bool:
    """Whether a change of one event of a series is for those that follow as well."""
    if event is None or not event.repeats or not door.load(events.following, event.id):
        return False
    return bool(
        st.radio(
            t("event_form.scope"),
            [False, True],
            format_func=lambda all_of_them: t(f"event_form.scope_{'following' if all_of_them else 'one'}"),
            key=f"scope-{event.id}",
        )
    )


def _topic(begun: EventTopic, number: int) -> EventTopic:
    topics = list(EventTopic)
    return st.selectbox(
        t("event_form.topic"),
        topics,
        index=topics.index(begun),
        format_func=lambda one: t(f"event_topic.{one}"),
        key=f"topic-{number}",
    )


def _seats(begun: EventWords, fields: door.Fields, number: int) -> tuple[bool, bool, int | None]:
    """Whether the link is for participants, whether people sign up, and for how many there is room."""
    hidden = st.checkbox(t("event_form.link_private"), begun.link_private, key=f"private-{number}")
    registers = st.checkbox(t("event_form.registers"), begun.registers, key=f"registers-{number}")
    fields.beside("registers")
    capacity = st.number_input(
        t("event_form.capacity"),
        min_value=1,
        value=begun.capacity,
        step=1,
        key=f"capacity-{number}",
        placeholder=t("event_form.no_capacity"),
    )
    fields.beside("capacity")
    return hidden, registers, capacity


def _usual(at: time) -> datetime:
    return events.in_finland(today() + timedelta(days=14), at)


def _name(which: str, number: int) -> str:
    return f"{which}-{{}}-{number}"


def _moment(which: str, value: datetime, number: int) -> datetime:
    return moments.ask(
        _name(which, number),
        value,
        day_label=t(f"event_form.{which}_day"),
        time_label=t(f"event_form.{which}_time"),
    )
