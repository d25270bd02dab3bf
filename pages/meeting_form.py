import streamlit as st

from models import MeetingAction
from services import circles, meetings
from services.circles import Circle
from services.meetings import MeetingView
from ui import circle_parts, door, meeting_form, parts
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
    circle_parts.begin(f"meeting-version-{view.id}", view.version)
    return door.load(circles.fetch, view.kind, view.place_id), view


need_sign_in()

circle, view = opened()
circle_parts.back(circle.kind, circle.id, circle.name, "meetings")
st.title(t("meeting_form.edit_title") if view else t("meeting_form.title"))
fields = door.Fields()
typed = meeting_form.ask(circle, view, fields)
matters = [] if view else meeting_form.agenda(fields)
fields.general()
label = t("meeting_form.save") if view else t("meeting_form.call")
if st.button(label, type="primary", icon=":material/check:", key="save-meeting"):
    if view:
        meeting_form.save(view, fields, typed)
    else:
        meeting_form.call(circle, fields, typed, matters)
