import streamlit as st

from models import Story, StoryAction
from services import stories
from services.stories import StoryView
from ui import door, parts
from ui.texts import t

number = parts.number_of()


def save(view: StoryView | None) -> door.Done[Story]:
    if view is None:
        return fields.once(stories.create, title, body, subject or "")
    version = st.session_state[f"story-version-{number}"]
    return fields.once(stories.edit, view.id, title, body, subject or "", version=version)


if not stories.may_write(door.actor()):
    door.missing()
view = door.load(stories.view, number) if number else None
if view and StoryAction.EDIT not in view.actions:
    door.missing()
st.session_state.setdefault(f"story-version-{number}", view.version if view else 0)
parts.back("impact", t("impact.title"))
st.title(t("story_form.edit_title") if view else t("story_form.title"))
st.write(t("story_form.help"))
offered = door.load(stories.choices)
fields = door.Fields()
with st.form("story", border=False):
    title = st.text_input(
        t("story_form.title_field"),
        view.title if view else "",
        key=f"story-title-{number}",
        placeholder=t("story_form.title_example"),
    )
    fields.beside("title")
    body = st.text_area(
        t("story_form.body"),
        view.body if view else "",
        key=f"story-body-{number}",
        height=320,
        placeholder=t("story_form.body_example"),
    )
    fields.beside("body")
    subjects = list(offered)
    subject = st.selectbox(
        t("story_form.subject"),
        subjects,
        index=subjects.index(view.subject) if view and view.subject in subjects else None,
        format_func=lambda key: offered[key],
        key=f"story-subject-{number}",
        placeholder=t("story_form.no_subject"),
    )
    fields.beside("subject")
    fields.general()
    sent = st.form_submit_button(t("story_form.save"), type="primary", icon=":material/check:")
if sent and (done := save(view)):
    st.session_state.pop(f"story-version-{number}")
    door.flash(t("story_form.saved"))
    parts.go("story", id=done.value.id)
