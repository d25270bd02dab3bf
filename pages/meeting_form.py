import streamlit as st

from models import Kind, MeetingAction
from services import circles, meetings
from services.circles import Circle
from services.meetings import MeetingView
from services.unsaved import spelled
from ui import circle_parts, door, meeting_form, parts, unsaved
from ui.accounts import need_sign_in
from ui.texts import t


def opened() -> tuple[Circle, MeetingView | None]:
    """The place to meet in, and the meeting when it is one to change."""
    if not parts.number_of():
        circle = circle_parts.of_address()
        circle_parts.need_place(circle, circle.takes_part)
        return circle, None
    view = door.load(meetings.view, parts.number_of())
    if MeetingAction.EDIT not in view.actions:
        door.missing()
    return door.load(circles.fetch, view.kind, view.place_id), view


need_sign_in()

circle, view = opened()
circle_parts.back(circle.kind, circle.id, circle.name, "meetings")
st.title(t("meeting_form.edit_title") if view else t("meeting_form.title"))
number, version = (view.id, view.version) if view else (0, 0)
draft = unsaved.Form(Kind.MEETING, number, version, widget=f"meeting-title-{number}")
kept = draft.begin(unsaved.title)
fields = door.Fields()
typed = meeting_form.ask(circle, view, kept, fields)
matters = "" if view else meeting_form.agenda(kept, fields)
fields.general()
label = t("meeting_form.save") if view else t("meeting_form.call")
pressed = st.button(label, type="primary", icon=":material/check:", key="save-meeting")
draft.follow(spelled(typed) | {"agenda": matters})
draft.note(lambda: circle_parts.go(circle.kind, circle.id, "meetings"))
if pressed:
    meeting_form.save(circle, view, draft, fields, typed, matters)
