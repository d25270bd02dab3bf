"""What can be done with a story: a button for each step that is open to this reader."""

import streamlit as st

from models import Kind, StoryAction, StoryState
from services import stories
from services.stories import StoryView
from ui import door, parts, sent_back
from ui.comments import ask_for_a_look
from ui.texts import t

_ASKED = (StoryAction.TAKE_BACK, StoryAction.WITHDRAW)


def situation(story: StoryView) -> None:
    """What the state means for its own people; others read what was sent back to them as it was."""
    if not story.own:
        if story.state == StoryState.RETURNED:
            sent_back.mended()
        return
    if story.state == StoryState.SUBMITTED:
        st.info(t("story.waits"), icon=":material/hourglass_top:")
    elif story.ruling:
        with st.container(border=True, key="ruling"):
            st.markdown(f"**{t(f'story.against_{story.state}')}**")
            st.text(story.because)
            parts.open_link("ruling", t("ruling.title"), icon="gavel", item=story.ruling)


def next_steps(story: StoryView) -> None:
    with st.container(horizontal=True):
        if StoryAction.SUBMIT in story.actions and st.button(
            t("story.act_submit"), type="primary", icon=":material/send:", key="submit"
        ):
            _move(story, StoryAction.SUBMIT)
        if StoryAction.EDIT in story.actions and st.button(
            t("story.act_edit"), icon=":material/edit:", key="edit"
        ):
            parts.go("story_form", id=story.id)
        if story.review:
            parts.open_link("moderation", t("decisions.review"), icon="rule", item=story.review)


def leaving(story: StoryView) -> None:
    """Quiet steps, at the end of the page."""
    with st.container(horizontal=True):
        for action in _ASKED:
            if action in story.actions and st.button(
                t(f"story.act_{action}"), type="tertiary", key=str(action)
            ):
                parts.confirm(
                    t(f"story.act_{action}"),
                    t(f"story.sure_{action}"),
                    t(f"story.act_{action}"),
                    lambda action=action: _move(story, action),  # type: ignore[misc]
                )
        if story.may_flag and st.button(
            t("story.flag"), type="tertiary", icon=":material/flag:", key="flag-story"
        ):
            ask_for_a_look(Kind.STORY, story.id)


def _move(story: StoryView, action: StoryAction) -> None:
    if door.perform(stories.move, story.id, action):
        door.flash(t(f"story.done_{action}"))
        st.rerun()
