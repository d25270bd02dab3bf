import streamlit as st

from models import FeedbackState
from services import feedback
from ui import door, feedback_desk, parts
from ui.texts import t

if not feedback.may_read(door.actor()):
    door.missing()
st.title(t("feedback_desk.title"))
if one := parts.number_of():
    view = door.load(feedback.view, one)
    parts.open_link("feedback_desk", t("feedback_desk.all"), icon="arrow_back")
    feedback_desk.card(view)
    st.stop()

state = st.segmented_control(
    t("feedback_desk.which"),
    list(FeedbackState),
    format_func=lambda each: t(f"feedback_state.{each}"),
    default=FeedbackState.NEW,
    required=True,
    key="feedback-state",
)
page = door.load(feedback.of, state=state, after=st.query_params.get("after", ""))
for each in page.rows:
    feedback_desk.card(each)
if not page.rows:
    parts.empty(t("feedback_desk.none"))
parts.pager(page)
