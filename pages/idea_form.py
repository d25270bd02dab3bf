import streamlit as st

from models import IdeaState
from services import ideas
from services.ideas import Incomplete
from services.ideas.form import Draft
from ui import door, idea_autosave, idea_form, idea_parts, idea_start, parts
from ui.texts import t


def write(draft: Draft) -> None:
    idea_autosave.settle(draft)
    missing = draft.missing if st.session_state.get(_asked(draft)) else []
    parts.back("ideas", t("idea.back"))
    st.title(t("idea_form.title"))
    st.caption(parts.plain(draft.association))
    st.write(t("idea_form.published") if draft.state == IdeaState.PUBLISHED else t("idea_form.intro"))
    idea_parts.verdict(draft.verdict)
    idea_autosave.saved_note(draft.id, draft.saved_at)
    with st.container(key="autosave"):
        idea_form.draw(idea_form.Form(draft, missing))
    idea_autosave.saved_note(draft.id, draft.saved_at)
    if missing:
        names = " · ".join(t(f"idea_field.{field}") for field in missing)
        st.error(t("idea_form.missing", names=names), icon=":material/error:")
    with st.container(horizontal=True):
        submitted = st.button(t("idea_form.submit"), type="primary", icon=":material/send:", key="submit")
        parts.open_link("idea", t("idea_form.preview"), icon="visibility", id=draft.id)
        if draft.may_discard and st.button(t("idea_form.discard"), type="tertiary", key="discard"):
            discard(draft)
    if submitted:
        hand_in(draft)


def _asked(draft: Draft) -> str:
    # From the first try on, what is missing is said beside each field.
    return f"idea-{draft.id}-asked"


def hand_in(draft: Draft) -> None:
    if idea_autosave.unsaved(draft.id):
        st.error(t("idea_form.mend_first"), icon=":material/error:")
        return
    published = draft.state == IdeaState.PUBLISHED
    done = door.attempt(ideas.submit_revision if published else ideas.submit, draft.id)
    if done:
        door.flash(t("idea_form.submitted"))
        parts.go("idea", id=draft.id)
    if isinstance(done.refused, Incomplete):
        st.session_state[_asked(draft)] = True
        st.rerun()
    idea_parts.refused(done)


def discard(draft: Draft) -> None:
    def act() -> None:
        if door.perform(ideas.discard_revision, draft.id):
            parts.go("idea", id=draft.id)

    parts.confirm(t("idea_form.discard"), t("idea_form.discard_words"), t("idea_form.discard"), act)


if not (number := parts.number_of()):
    idea_start.begin()
elif found := door.load(ideas.form_of, number):
    write(found)
else:
    st.title(t("idea_form.title"))
    st.write(t("errors.idea_not_editable"))
    parts.open_link("idea", t("idea_form.to_idea"), icon="lightbulb", id=number)
