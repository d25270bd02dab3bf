"""What can be done with an event."""

from typing import Any

import streamlit as st

from models import EventAction
from services import events
from services.events import EventView
from ui import door, event_repeat, parts
from ui.texts import t


def show(event: EventView) -> None:
    with st.container(horizontal=True):
        if EventAction.PUBLISH in event.actions and st.button(
            t("event_action.publish"), type="primary", icon=":material/publish:", key="publish"
        ):
            _publish(event)
        if EventAction.EDIT in event.actions and st.button(
            t("event_action.edit"), icon=":material/edit:", key="edit"
        ):
            parts.go("event_form", id=event.id)
        if EventAction.CANCEL in event.actions and st.button(
            t("event_action.cancel"), type="tertiary", icon=":material/event_busy:", key="cancel"
        ):
            _ask_why(event)
        if EventAction.EDIT in event.actions:
            event_repeat.offer(event)


def _publish(event: EventView) -> None:
    if door.perform(events.move, event.id, EventAction.PUBLISH):
        door.flash(t("event.published"))
        st.rerun()


def _ask_why(event: EventView) -> None:
    def asking() -> None:
        st.write(t("event.cancel_words"))
        fields = door.Fields()
        why = st.text_area(t("event.cancel_why"), key="cancel-why", placeholder=t("event.cancel_example"))
        fields.beside("why")
        follow = event.repeats and st.checkbox(t("event.cancel_following"), key="cancel-following")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t("event_action.cancel"), type="primary", key="cancel-now")
            if st.button(t("parts.back"), key="cancel-back"):
                st.rerun()
        if sure and _cancel(event, fields, why, following=follow):
            door.flash(t("event.cancelled"))
            st.rerun()

    st.dialog(t("event_action.cancel"))(asking)()


def _cancel(event: EventView, fields: door.Fields, why: str, *, following: bool) -> door.Done[Any]:
    if following:
        return fields.perform(events.cancel_following, event.id, why=why)
    return fields.perform(events.move, event.id, EventAction.CANCEL, why=why)
