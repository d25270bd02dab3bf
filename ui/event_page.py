"""One event: when, where, how much room there is, and for its organisers who comes and what they said."""

import streamlit as st

from models import EventState
from services.events import EventView
from ui import event_acts, event_feedback, event_parts, event_people, event_seat, files, parts
from ui.texts import t

VIEWS = ("event", "people", "feedback")


def head(event: EventView) -> None:
    parts.name_tab(event.title)
    parts.back("events", t("event.back"))
    st.title(parts.plain(event.title))
    event_parts.badge(event.state)
    if event.state == EventState.CANCELLED:
        st.error(t("event.is_cancelled", why=parts.plain(event.reason)), icon=":material/event_busy:")
    elif event.over:
        st.info(t("event.is_over"), icon=":material/history:")


def chosen(event: EventView) -> str:
    """What of it is looked at: only its organisers have a choice."""
    if event.seats is None or not event.registers or event.state == EventState.DRAFT:
        return "event"
    found = st.query_params.get("view", "event")
    st.session_state["event-view"] = found if found in VIEWS else "event"
    return str(
        st.segmented_control(
            t("event.view"),
            VIEWS,
            required=True,
            format_func=lambda one: t(f"event.view_{one}"),
            label_visibility="collapsed",
            key="event-view",
            on_change=_keep,
        )
    )


def _keep() -> None:
    st.query_params.pop("after", None)
    st.query_params["view"] = st.session_state["event-view"]


def draw(event: EventView) -> None:
    match chosen(event):
        case "people":
            event_people.draw(event)
        case "feedback":
            event_feedback.show(event)
        case _:
            _event(event)


def _event(event: EventView) -> None:
    _facts(event)
    _key_is_known(event)
    event_seat.draw(event)
    event_feedback.ask(event)
    if event.body:
        st.text(event.body)
    files.of_event(event.id)
    event_acts.show(event)


def _facts(event: EventView) -> None:
    ahead = not event.over and event.state != EventState.CANCELLED
    when = event_parts.when(event.starts_at, event.ends_at)
    soon = event_parts.countdown(event.starts_at, event.ends_at) if ahead else ""
    st.markdown(f":material/event: **{parts.plain(when)}**" + (f" · {parts.plain(soon)}" if soon else ""))
    if place := event_parts.where(event.place, event.municipality, event.online):
        st.markdown(f":material/place: {parts.plain(place)}")
    st.markdown(f":material/label: {t(f'event_topic.{event.topic}')}")
    if event.opens and (room := event_parts.room(event.left)):
        st.markdown(f":material/event_seat: {room}")
    if event.link and ahead:
        st.link_button(t("event.join"), event.link, icon=":material/open_in_new:")
    elif event.online and ahead and not event.link:
        st.caption(t("event.link_later"))


def _key_is_known(event: EventView) -> None:
    if st.query_params.get("seat") and event.mine is None:
        st.warning(t("errors.seat_gone"), icon=":material/link_off:")
