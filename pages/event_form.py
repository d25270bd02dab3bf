from typing import Any

import streamlit as st

from models import EventAction, Kind
from services import events
from services.events import EventView, EventWords
from services.unsaved import over, spelled
from ui import door, event_form, parts, unsaved
from ui.texts import t

number = parts.number_of()


def send(
    event: EventView | None, fields: door.Fields, written: EventWords, *, publish: bool, following: bool
) -> door.Done[Any]:
    if event is None:
        return fields.perform(events.create, written, publish=publish)
    edit = events.edit_following if following else events.edit
    return fields.once(edit, event.id, written, version=draft.seen, publish=publish)


if not events.may_hold(door.actor()):
    door.missing()
event = door.load(events.view, number) if number else None
if event and EventAction.EDIT not in event.actions:
    door.missing()
parts.back("events", t("event.back"))
st.title(t("event_form.edit_title") if event else t("event_form.title"))
draft = unsaved.Form(Kind.EVENT, number, event.version if event else 0, widget=f"title-{number}")
begun = over(event_form.stands(event), draft.begin(unsaved.title))
is_draft = event is None or EventAction.PUBLISH in event.actions
fields = door.Fields()
with st.container(border=True):
    written = event_form.ask(number, begun, fields)
    following = event_form.ask_scope(event)
    fields.general()
    with st.container(horizontal=True):
        label = t("event_action.publish") if is_draft else t("event_form.save")
        sent = st.button(label, type="primary", icon=":material/check:", key="save-event")
        drafted = is_draft and st.button(t("event_form.draft"), key="draft-event")
    draft.follow(spelled(written))
    draft.note(lambda: parts.go("event", id=number) if event else parts.go("events"))
publish = bool(sent and is_draft)
if (sent or drafted) and (done := send(event, fields, written, publish=publish, following=following)):
    draft.done()
    door.flash(t("event.published") if publish else t("event_form.saved"))
    parts.go("event", id=event.id if event else done.value.id)
