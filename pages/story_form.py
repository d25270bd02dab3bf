import streamlit as st

from models import Kind, Story, StoryAction
from services import stories
from services.stories import StoryView
from ui import door, parts, unsaved
from ui.texts import t

number = parts.number_of()


def save(view: StoryView | None) -> door.Done[Story]:
    if view is None:
        return fields.perform(stories.create, title, body, subject or "")
    return fields.once(stories.edit, view.id, title, body, subject or "", version=draft.seen)


if not stories.may_write(door.actor()):
    door.missing()
view = door.load(stories.view, number) if number else None
if view and StoryAction.EDIT not in view.actions:
    door.missing()
parts.back("impact", t("impact.title"))
st.title(t("story_form.edit_title") if view else t("story_form.title"))
st.write(t("story_form.help"))
offered = door.load(stories.choices)
draft = unsaved.Form(Kind.STORY, number, view.version if view else 0, widget=f"story-title-{number}")
begun = draft.begin(unsaved.title)
fields = door.Fields()
title = st.text_input(
    t("story_form.title_field"),
    begun.get("title", view.title if view else ""),
    key=f"story-title-{number}",
    placeholder=t("story_form.title_example"),
)
fields.beside("title")
body = st.text_area(
    t("story_form.body"),
    begun.get("body", view.body if view else ""),
    key=f"story-body-{number}",
    height=320,
    placeholder=t("story_form.body_example"),
)
fields.beside("body")
subjects = list(offered)
about = begun.get("subject", view.subject if view else None)
subject = st.selectbox(
    t("story_form.subject"),
    subjects,
    index=subjects.index(about) if about in subjects else None,
    format_func=lambda key: offered[key],
    key=f"story-subject-{number}",
    placeholder=t("story_form.no_subject"),
)
fields.beside("subject")
fields.general()
sent = st.button(t("story_form.save"), type="primary", icon=":material/check:", key="save-story")
draft.follow({"title": title, "body": body, "subject": subject})
draft.note(lambda: parts.go("story", id=number) if view else parts.go("impact"))
if sent and (done := save(view)):
    draft.done()
    door.flash(t("story_form.saved"))
    parts.go("story", id=done.value.id)
