"""Feedback as those who keep the service deal with it."""

import streamlit as st

from models import FeedbackState, Invalid
from services import feedback
from services.feedback import FeedbackView
from ui import door, parts
from ui.texts import day, moment, t


def card(view: FeedbackView) -> None:
    with st.container(border=True, gap="small", key=f"feedback-{view.id}"):
        _head(view)
        st.text(view.words)
        parts.facts(view.sender, view.email or t("feedback_desk.no_address"))
        if view.state == FeedbackState.NEW:
            _deal_with(view)
        else:
            _dealt_with(view)


def _head(view: FeedbackView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(t(f"feedback_topic.{view.topic}"), color="blue")
        st.caption(moment(view.at))
        if view.answer_by and view.state == FeedbackState.NEW:
            st.badge(t("feedback_desk.answer_by", day=day(view.answer_by)), color="orange")


def _deal_with(view: FeedbackView) -> None:
    fields = door.Fields()
    with st.form(f"answer-{view.id}", border=False):
        answer = ""
        if view.email:
            answer = st.text_area(t("feedback_desk.answer"), key=f"feedback-answer-{view.id}")
            fields.beside("answer")
        fields.general()
        with st.container(horizontal=True):
            sent = view.email and st.form_submit_button(
                t("feedback_desk.send"), type="primary", icon=":material/send:", key=f"send-{view.id}"
            )
            done = st.form_submit_button(t("feedback_desk.handle"), key=f"handle-{view.id}")
    if sent and not answer.strip():
        fields.show(Invalid("needed", field="answer"))
    elif (sent or done) and fields.perform(feedback.handle, view.id, answer if sent else ""):
        door.flash(t("feedback_desk.sent") if sent else t("feedback_desk.handled"))
        st.rerun()


def _dealt_with(view: FeedbackView) -> None:
    if view.answer:
        st.markdown(f"**{t('feedback_desk.answer')}**")
        st.text(view.answer)
    if view.handled_at:
        parts.facts(t("feedback_desk.by", who=view.handled_by, at=moment(view.handled_at)))
    reopened = st.button(t("feedback_action.reopen"), key=f"reopen-{view.id}")
    if reopened and door.perform(feedback.reopen, view.id):
        st.rerun()
