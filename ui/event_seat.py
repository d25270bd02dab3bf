"""One's own seat at an event: signing up, and what can be done after it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from models import EventSeat, EventState, SeatState
from services import events
from services.events import EventView, MySeat
from ui import door, parts, texts, visitor
from ui.texts import moment, t

_OUTSIDE = (SeatState.UNCONFIRMED, SeatState.CANCELLED, SeatState.LAPSED)
_AHEAD = (SeatState.REGISTERED, SeatState.OFFERED, SeatState.WAITLISTED)


def draw(event: EventView) -> None:
    """The one thing to do here: sign up, confirm, or what follows upon it; nothing where nobody signs up."""
    state = event.mine.state if event.mine else SeatState.UNCONFIRMED
    if not event.opens and (state in _OUTSIDE or (event.over and state in _AHEAD)):
        return
    if event.state == EventState.CANCELLED:
        return
    with st.container(border=True, key="seat"):
        if event.mine and event.mine.state not in _OUTSIDE:
            _have(event, event.mine)
        elif event.opens:
            _sign_up(event, event.mine)


def _have(event: EventView, seat: MySeat) -> None:
    kinds = {SeatState.REGISTERED: st.success, SeatState.OFFERED: st.warning}
    until = moment(seat.offered_until) if seat.offered_until else ""
    told = t(f"seat_told.{seat.state}", place=seat.position, until=until)
    kinds.get(seat.state, st.info)(told, icon=":material/event_seat:")
    if event.link and event.link_private and not event.over:
        st.markdown(t("seat.link_private"))
    if not event.opens:
        return
    with st.container(horizontal=True):
        if seat.state == SeatState.OFFERED:
            _button("confirm", event, seat, events.confirm, kind="primary")
        if seat.state == SeatState.REGISTERED:
            _calendar(event, seat)
        _cancel(event, seat)
    _note(event, seat)


def _sign_up(event: EventView, seat: MySeat | None) -> None:
    if mailed := st.session_state.get(f"seat-mailed-{event.id}"):
        st.success(t("seat.mailed", email=parts.plain(mailed)), icon=":material/mark_email_read:")
        return
    if seat and seat.state != SeatState.UNCONFIRMED:
        st.write(t(f"seat_told.{seat.state}", place=0, until=""))
    full = event.left == 0
    st.write(t("seat.queue_help" if full else "seat.help"))
    if seat and seat.key:
        _button("answer", event, seat, events.confirm, kind="primary")
        return
    label = t("seat.join_queue" if full else "seat.register")
    if st.button(label, type="primary", icon=":material/how_to_reg:", key="register"):
        if door.actor().is_visitor:
            _ask_who(event)
        else:
            _done(door.perform(events.register, event.id))


def _ask_who(event: EventView) -> None:
    st.dialog(t("seat.register"))(lambda: _who(event))()


def _who(event: EventView) -> None:
    st.write(t("seat.who_help"))
    fields = door.Fields()
    with st.form("who", border=False):
        name = st.text_input(t("seat.name"), key="seat-name", autocomplete="name")
        fields.beside("name")
        email = st.text_input(t("seat.email"), key="seat-email", autocomplete="email")
        fields.beside("email")
        association = st.text_input(
            t("seat.association"), key="seat-association", autocomplete="organization"
        )
        fields.beside("association")
        # Nobody sees it (static/theme.css); what fills in every field is no person.
        with st.container(key="seat-website"):
            trap = st.text_input(t("seat.trap"), key="seat-trap", autocomplete="off")
        fields.general()
        st.caption(t("seat.kept"))
        sent = st.form_submit_button(t("seat.send"), type="primary", icon=":material/send:")
    parts.open_link("sign_in", t("seat.sign_in"), icon="login", next=visitor.here())
    if sent and (
        done := fields.perform(
            events.sign_up,
            event.id,
            name,
            email,
            association,
            locale=texts.language(),
            network=visitor.network_address(),
            trap=trap,
        )
    ):
        st.session_state[f"seat-mailed-{event.id}"] = done.value
        st.rerun()


def _button(name: str, event: EventView, seat: MySeat, act: Callable[..., EventSeat], *, kind: Any) -> None:
    if st.button(t(f"seat.{name}"), type=kind, icon=":material/check:", key=name):
        _done(door.perform(act, event.id, key=seat.key))


def _done(done: door.Done[EventSeat]) -> None:
    if not done:
        return
    seat = done.value
    door.flash(t(f"seat_done.{seat.state}"))
    if st.query_params.get("seat"):
        # The answer may have found the seat of an account.
        st.query_params["seat"] = events.key_of(seat)
    st.rerun()


def _cancel(event: EventView, seat: MySeat) -> None:
    label = t("seat.leave_queue" if seat.state == SeatState.WAITLISTED else "seat.cancel")
    if st.button(label, type="tertiary", icon=":material/event_busy:", key="cancel-seat"):
        parts.confirm(
            label,
            t("seat.cancel_sure"),
            label,
            lambda: door.flash_refused(door.attempt(events.cancel, event.id, key=seat.key)),
        )


def _calendar(event: EventView, seat: MySeat) -> None:
    st.download_button(
        t("seat.calendar"),
        data=door.load(events.ics, event.id, key=seat.key),
        file_name=f"kanto-{event.id}.ics",
        mime="text/calendar",
        icon=":material/calendar_add_on:",
        on_click="ignore",
        key="calendar",
    )


def _note(event: EventView, seat: MySeat) -> None:
    with st.expander(t("seat.note_title"), icon=":material/chat:"):
        fields = door.Fields()
        note = st.text_area(t("seat.note"), seat.note, key="seat-note", placeholder=t("seat.note_example"))
        fields.beside("note")
        fields.general()
        if st.button(t("seat.note_save"), key="save-note") and fields.perform(
            events.leave_word, event.id, note, key=seat.key
        ):
            door.flash(t("seat.note_saved"))
            st.rerun()
