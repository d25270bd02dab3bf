"""The form in which a meeting is called or its details are changed."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from models import Conflict, today
from services import circles, events, meetings
from services.circles import Circle
from services.meetings import MeetingView, MeetingWords
from services.unsaved import over
from ui import door, moments, parts, unsaved
from ui.texts import t

_STARTS, _ENDS = time(17), time(19)


def ask(
    circle: Circle, view: MeetingView | None, kept: Mapping[str, Any], fields: door.Fields
) -> MeetingWords:
    number = view.id if view else 0
    begun = over(_stands(circle, view), kept)
    title = st.text_input(
        t("meeting_form.title_field"),
        begun.title,
        key=f"meeting-title-{number}",
        placeholder=t("meeting_form.title_example"),
    )
    fields.beside("title")
    starts_at = _moment("starts", begun.starts_at, number)
    fields.beside("starts_at")
    moments.go_along(_name("starts", number), _name("ends", number), begun.ends_at)
    ends_at = _moment("ends", begun.ends_at, number)
    fields.beside("ends_at")
    place = st.text_input(
        t("meeting_form.place"),
        begun.place,
        key=f"meeting-place-{number}",
        placeholder=t("meeting_form.place_example"),
    )
    fields.beside("place")
    link = st.text_input(
        t("meeting_form.link"), begun.link, key=f"meeting-link-{number}", placeholder="https://"
    )
    fields.beside("link")
    body = st.text_area(t("meeting_form.body"), begun.body, key=f"meeting-body-{number}")
    fields.beside("body")
    invited = _invited(circle, begun.invited or (), number)
    fields.beside("invited")
    return MeetingWords(title, starts_at, ends_at, body, place, link, invited)


def _stands(circle: Circle, view: MeetingView | None) -> MeetingWords:
    """What the form shows before anything is typed."""
    if view is None:
        everybody = [each.id for each in door.load(circles.names_in, circle.kind, circle.id)]
        return MeetingWords("", _usual(_STARTS), _usual(_ENDS), invited=everybody)
    invited = [seat.association_id for seat in view.seats if seat.association_id]
    return MeetingWords(view.title, view.starts_at, view.ends_at, view.body, view.place, view.link, invited)


def agenda(kept: Mapping[str, Any], fields: door.Fields) -> str:
    """The matters of a new meeting, one on each line; later they are edited on the meeting's own screen."""
    typed: str = st.text_area(
        t("meeting_form.agenda"),
        kept.get("agenda", t("meeting_form.usual_agenda")),
        key="meeting-agenda",
        height=180,
        help=t("meeting_form.agenda_help"),
    )
    fields.beside("agenda")
    return typed


def _invited(circle: Circle, begun: Collection[int], number: int) -> list[int]:
    names = {each.id: each.name for each in door.load(circles.names_in, circle.kind, circle.id)}
    return st.multiselect(
        t("meeting_form.invited"),
        list(names),
        default=[one for one in begun if one in names],
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


def save(
    circle: Circle,
    view: MeetingView | None,
    draft: unsaved.Form,
    fields: door.Fields,
    typed: MeetingWords,
    matters: str,
) -> None:
    if view:
        done = fields.once(meetings.edit, view.id, typed, version=draft.seen)
    else:
        done = fields.perform(meetings.call, circle.kind, circle.id, typed, agenda=matters.splitlines())
    if isinstance(done.refused, Conflict):
        draft.catch_up()
    if not done:
        return
    draft.done()
    for key in [key for key in st.session_state if str(key).startswith("meeting-")]:
        del st.session_state[key]
    door.flash(t("meeting_form.saved") if view else t("meeting_form.called"))
    parts.go("meeting", id=done.value.id)
