"""Who comes, for the organisers: the list, who was there, and who came without signing up."""

import streamlit as st

from models import SeatAction, SeatState
from services import events
from services.events import EventView, People, SeatRow
from ui import door, parts
from ui.texts import moment, t

_MARKS = (SeatAction.ATTEND, SeatAction.MISS)
_MARKED = {SeatState.ATTENDED: SeatAction.ATTEND, SeatState.ABSENT: SeatAction.MISS}


def draw(event: EventView) -> None:
    _sums(event)
    st.caption(t("event_people.private"))
    shown = _choose()
    if event.begun and shown == People.COMING:
        _at_the_door(event)
    page = door.load(events.people, event.id, shown, after=st.query_params.get("after", ""))
    for row in page.rows:
        _row(event, row)
    if not page.rows:
        st.write(t(f"event_people.none_{shown}"))
    parts.pager(page)


def _sums(event: EventView) -> None:
    seats = event.seats or {}
    told = [state for state in SeatState if seats.get(state) and state != SeatState.UNCONFIRMED]
    room = [t("event_people.capacity", n=event.capacity)] if event.capacity else []
    parts.facts(*room, *(f"{t(f'seat_state.{state}')}: {seats[state]}" for state in told))


def _choose() -> People:
    found = st.query_params.get("people", People.COMING)
    st.session_state["event-people"] = found if found in list(People) else People.COMING
    return People(
        st.segmented_control(
            t("event_people.shown"),
            list(People),
            required=True,
            format_func=lambda one: t(f"event_people.{one}"),
            label_visibility="collapsed",
            key="event-people",
            on_change=_keep,
        )
        or People.COMING
    )


def _keep() -> None:
    st.query_params.pop("after", None)
    st.query_params["people"] = st.session_state["event-people"]


def _at_the_door(event: EventView) -> None:
    with st.container(horizontal=True):
        if (event.seats or {}).get(SeatState.REGISTERED) and st.button(
            t("event_people.rest"), icon=":material/done_all:", key="mark-rest"
        ):
            parts.confirm(
                t("event_people.rest"),
                t("event_people.rest_sure"),
                t("event_people.rest"),
                lambda: door.flash_refused(door.attempt(events.mark_rest, event.id)),
            )
        if st.button(t("event_people.walk_in"), icon=":material/person_add:", key="walk-in"):
            st.dialog(t("event_people.walk_in"))(lambda: _walk_in(event))()


def _walk_in(event: EventView) -> None:
    fields = door.Fields()
    name = st.text_input(t("seat.name"), key="walk-in-name")
    fields.beside("name")
    association = st.text_input(t("seat.association"), key="walk-in-association")
    fields.beside("association")
    fields.general()
    if st.button(t("event_people.add"), type="primary", key="walk-in-add") and fields.perform(
        events.walk_in, event.id, name, association
    ):
        st.rerun()


def _row(event: EventView, row: SeatRow) -> None:
    with st.container(border=True, gap="small", key=f"person-{row.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{parts.plain(row.name)}**" if row.name else t("event_people.forgotten"))
            parts.state_badge("seat_state", row.state)
        until = t("event_people.until", at=moment(row.offered_until)) if row.offered_until else ""
        parts.facts(row.association, row.email, until)
        if row.note:
            st.text(row.note)
        _acts(event, row)


def _acts(event: EventView, row: SeatRow) -> None:
    if event.begun and row.state in (SeatState.REGISTERED, *_MARKED):
        st.session_state[f"mark-{row.id}"] = _MARKED.get(row.state)
        st.segmented_control(
            t("event_people.mark", name=parts.plain(row.name)),
            _MARKS,
            format_func=lambda one: t(f"seat_action.{one}"),
            label_visibility="collapsed",
            key=f"mark-{row.id}",
            on_change=_mark,
            args=(row.id,),
        )
        return
    waits = row.state in (SeatState.REGISTERED, SeatState.OFFERED, SeatState.WAITLISTED)
    if (
        event.opens
        and waits
        and st.button(t("event_people.release"), type="tertiary", key=f"release-{row.id}")
    ):
        parts.confirm(
            t("event_people.release"),
            t("event_people.release_sure", name=parts.plain(row.name)),
            t("event_people.release"),
            lambda: door.flash_refused(door.attempt(events.release, row.id)),
        )


def _mark(seat_id: int) -> None:
    chosen = st.session_state[f"mark-{seat_id}"] or SeatAction.UNMARK
    door.flash_refused(door.attempt(events.mark, seat_id, chosen))
