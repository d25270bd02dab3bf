"""The form in which a meeting is called or its details are changed."""

from datetime import datetime, time, timedelta

import streamlit as st

from models import Conflict, Meeting, today
from services import circles, events, meetings
from services.circles import Circle
from services.meetings import MeetingView, MeetingWords
from ui import circle_parts, door, moments, parts
from ui.texts import t

_STARTS, _ENDS = time(17), time(19)


def ask(circle: Circle, view: MeetingView | None, fields: door.Fields) -> MeetingWords:
    number = view.id if view else 0
    title = st.text_input(
        t("meeting_form.title_field"),
        view.title if view else "",
        key=f"meeting-title-{number}",
        placeholder=t("meeting_form.title_example"),
    )
    fields.beside("title")
    starts_at = _moment("starts", view.starts_at if view else _usual(_STARTS), number)
    fields.beside("starts_at")
    until = view.ends_at if view else _usual(_ENDS)
    moments.go_along(_name("starts", number), _name("ends", number), until)
    ends_at = _moment("ends", until, number)
    fields.beside("ends_at")
    place = st.text_input(
        t("meeting_form.place"),
        view.place if view else "",
        key=f"meeting-place-{number}",
        placeholder=t("meeting_form.place_example"),
    )
    fields.beside("place")
    link = st.text_input(
        t("meeting_form.link"),
        view.link if view else "",
        key=f"meeting-link-{number}",
        placeholder="https://",
    )
    fields.beside("link")
    body = st.text_area(t("meeting_form.body"), view.body if view else "", key=f"meeting-body-{number}")
    fields.beside("body")
    invited = _invited(circle, view, number)
    fields.beside("invited")
    return MeetingWords(title, starts_at, ends_at, body, place, link, invited)


def agenda(fields: door.Fields) -> list[str]:
    """The matters of a new meeting, one on each line; later they are edited on the meeting's own screen."""
    typed = st.text_area(
        t("meeting_form.agenda"),
        t("meeting_form.usual_agenda"),
        key="meeting-agenda",
        height=180,
        help=t("meeting_form.agenda_help"),
    )
    fields.beside("agenda")
    return typed.splitlines()


def _invited(circle: Circle, view: MeetingView | None, number: int) -> list[int]:
    names = {each.id: each.name for each in door.load(circles.names_in, circle.kind, circle.id)}
    before = [seat.association_id for seat in view.seats] if view else list(names)
    return st.multiselect(
        t("meeting_form.invited"),
        list(names),
        default=[one for one in before if one in names],
        format_func=lambda one: names[one],
        placeholder=t("parts.choose"),
        key=f"meeting-invited-{number}",
    )


def _usual(at: time) -> datetime:
    return events.in_finland(today() + timedelta(days=14), at)


def _name(which: str, number: int) -> str:
    return f"meeting-{which}-{{}}-{number}"


def _moment(which: str, value: datetime, number: int) -> datetime:
    return moments.ask(
        _name(which, number),
        value,
        day_label=t(f"meeting_form.{which}_day"),
        time_label=t(f"meeting_form.{which}_time"),
    )


def call(circle: Circle, fields: door.Fields, typed: MeetingWords, matters: list[str]) -> None:
    done = fields.once(meetings.call, circle.kind, circle.id, typed, agenda=matters)
    _settle(done, t("meeting_form.called"))


def save(view: MeetingView, fields: door.Fields, typed: MeetingWords) -> None:
    seen = f"meeting-version-{view.id}"
    version = int(str(circle_parts.begin(seen, view.version)))
    done = fields.once(meetings.edit, view.id, typed, version=version)
    if isinstance(done.refused, Conflict):
        # Who lost a race saves over it next, having been told.
        st.session_state[seen] = view.version
    _settle(done, t("meeting_form.saved"))


def _settle(done: door.Done[Meeting], words: str) -> None:
    if not done:
        return
    for key in [key for key in st.session_state if str(key).startswith("meeting-")]:
        del st.session_state[key]
    door.flash(words)
    parts.go("meeting", id=done.value.id)
