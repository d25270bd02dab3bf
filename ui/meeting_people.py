"""Which associations are invited, which came, and who for them."""

import streamlit as st

from models import MeetingAction
from services import meetings
from services.meetings import MeetingView, Seat
from ui import door, parts
from ui.circle_parts import say
from ui.texts import t


def draw(view: MeetingView) -> None:
    writes = MeetingAction.WRITE in view.actions
    st.subheader(t("meetings.people"))
    if writes and view.begun:
        st.caption(t("meetings.mark_help"))
        for seat in view.seats:
            _mark(seat)
        _others(view)
    elif view.begun:
        _came(view)
    else:
        names = ", ".join(seat.association for seat in view.seats if seat.association)
        st.text(names or t("meetings.nobody_invited"))


def _mark(seat: Seat) -> None:
    with st.container(border=True, gap="small"):
        attended, people = f"attended-{seat.id}", f"people-{seat.id}"
        st.checkbox(
            parts.plain(seat.association) or t("decisions.unnamed"),
            seat.attended,
            key=attended,
            on_change=_save,
            args=(seat.id, attended, people),
        )
        if seat.attended:
            st.text_input(
                t("meetings.who_came"),
                seat.people,
                key=people,
                placeholder=t("meetings.who_example"),
                on_change=_save,
                args=(seat.id, attended, people),
            )


def _save(seat_id: int, attended: str, people: str) -> None:
    here = bool(st.session_state[attended])
    say(door.attempt(meetings.mark, seat_id, attended=here, people=st.session_state.get(people, "")))


def _others(view: MeetingView) -> None:
    key = f"others-{view.id}"
    st.text_input(
        t("meetings.others"),
        view.others,
        key=key,
        placeholder=t("meetings.others_example"),
        on_change=_save_others,
        args=(view.id, key),
    )


def _save_others(meeting_id: int, key: str) -> None:
    say(door.attempt(meetings.name_others, meeting_id, st.session_state[key]))


def _came(view: MeetingView) -> None:
    for seat in view.seats:
        approved = t("meetings.has_approved") if seat.approved_at else ""
        there = t("meetings.was_there") if seat.attended else t("meetings.was_away")
        st.markdown(f"**{parts.plain(seat.association) or t('decisions.unnamed')}**")
        parts.facts(there, seat.people, approved)
    if view.others:
        parts.facts(t("meetings.others"), view.others)
