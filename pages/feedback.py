import streamlit as st

from models import FeedbackTopic
from services import feedback
from ui import door, parts, visitor
from ui.texts import language, t

SENT = "feedback_sent"
me = door.actor()
topics = list(FeedbackTopic)
asked = st.query_params.get("topic", "")

st.title(t("feedback.title"))
if sent := st.session_state.get(SENT):
    st.success(t("feedback.thanks"), icon=":material/check_circle:")
    st.write(t("feedback.answer_comes") if sent == "answer" else t("feedback.no_answer_comes"))
    if st.button(t("feedback.another"), key="another"):
        del st.session_state[SENT]
        st.rerun()
    st.stop()

st.write(t("feedback.intro"))
fields = door.Fields()
with st.form("feedback"):
    topic = st.radio(
        t("feedback.topic"),
        topics,
        index=topics.index(FeedbackTopic(asked)) if asked in topics else None,
        format_func=lambda one: t(f"feedback_topic.{one}"),
        key="feedback-topic",
    )
    fields.beside("topic")
    text = st.text_area(
        t("feedback.words"), placeholder=t("feedback.words_example"), height=160, key="feedback-words"
    )
    fields.beside("words")
    email = st.text_input(
        t("feedback.email"),
        me.email,
        autocomplete="email",
        help=t("feedback.email_help"),
        key="feedback-email",
    )
    fields.beside("email")
    with st.container(key="trap"):
        trap = st.text_input(t("sign_up.trap"), autocomplete="off", key="feedback-website")
    fields.general()
    pressed = st.form_submit_button(t("feedback.send"), type="primary", icon=":material/send:")
if pressed and fields.perform(
    feedback.give,
    topic,
    text,
    email,
    locale=language(),
    address=visitor.network_address(),
    trap=trap,
):
    st.session_state[SENT] = "answer" if email.strip() else "none"
    st.rerun()
st.caption(t("feedback.kept"))
parts.open_link("privacy", t("privacy.title"), icon="shield_person")
