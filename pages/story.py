import streamlit as st

from models import StoryAction, StoryState
from services import stories
from ui import door, parts, story_acts, story_pictures
from ui.texts import day, t

story = door.load(stories.view, parts.number_of())
writes = StoryAction.EDIT in story.actions
parts.name_tab(story.title)
parts.back("impact", t("impact.title"))
st.title(parts.plain(story.title))
if story.state != StoryState.PUBLISHED:
    parts.state_badge("story_state", story.state)
parts.facts(story.association, day(story.published_at) if story.published_at else "")
story_acts.situation(story)
st.text(story.body)
if not writes:
    for picture in story.pictures:
        story_pictures.show(picture.path, picture.alt)
if story.about:
    name = parts.plain(story.about.name) or t("results.title")
    kind = t(f"kind.{story.about.kind}")
    parts.open_link(str(story.about.kind), f"{kind}: {name}", icon="arrow_forward", id=story.about.id)
if story.association:
    parts.open_link(
        "association", parts.plain(story.association), icon="diversity_3", id=story.association_id
    )
story_acts.next_steps(story)
if writes:
    st.subheader(t("story.pictures"))
    story_pictures.change(story.id, story.pictures)
story_acts.leaving(story)
