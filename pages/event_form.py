from typing import Any

import streamlit as st

from models import EventAction
from services import events
from services.events import EventView, EventWords
from ui import door, event_form, parts
from ui.texts import t

number = parts.number_of()


def begin(event: EventView | None) -> None:
    """On arrival: the version that these words are written on."""
    if f"title-{number}" not in st.session_state:
        st.session_state["event-version"] = event.version if event else 0


def send(
    event: EventView | None, fields: door.Fields, written: EventWords, *, publish: bool, following: bool
) -> door.Done[Any]:
    if event is None:
        return fields.once(events.create, written, publish=publish)
    version = st.session_state["event-version"]
    edit = events.edit_following if following else events.edit
    return fields.once(edit, event.id, written, version=version, publish=publish)


if not events.may_hold(door.actor()):
    door.missing()
event = door.load(events.view, number) if number else None
if event and EventAction.EDIT not in event.actions:
    door.missing()
parts.back("events", t("event.back"))
st.title(t("event_form.edit_title") if event else t("event_form.title"))
begin(event)
is_draft = event is None or EventAction.PUBLISH in event.actions
fields = door.Fields()
with st.form("event"):
    written = event_form.ask(event, fields)
    following = event_form.ask_scope(event)
    fields.general()
    with st.container(horizontal=True):
        label = t("event_action.publish") if is_draft else t("event_form.save")
        sent = st.form_submit_button(label, type="primary", icon=":material/check:")
        drafted = is_draft and st.form_submit_button(t("event_form.draft"))
publish = bool(sent and is_draft)
if (sent or drafted) and (done := send(event, fields, written, publish=publish, following=following)):
    door.flash(t("event.published") if publish else t("event_form.saved"))
    parts.go("event", id=event.id if event else done.value.id)
