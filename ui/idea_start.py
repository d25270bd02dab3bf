"""The first step of a new idea: for which association, and what it is called."""

import streamlit as st

from services import ideas
from ui import door, parts
from ui.texts import t


def begin() -> None:
    """A draft is made of a name alone; everything else saves itself in the form."""
    parts.back("ideas", t("idea.back"))
    st.title(t("idea_form.title"))
    actor = door.actor()
    if actor.is_visitor:
        parts.empty(t("idea_form.sign_in"), page="sign_in", label=t("sign_in.title"), icon="login")
        return
    names = door.load(ideas.writable_associations)
    if not names:
        parts.empty(
            t("idea_form.no_association"),
            page="association_form",
            label=t("association_form.title"),
            icon="diversity_3",
        )
        return
    st.write(t("idea_form.start_words"))
    wanted = (parts.number_of("association"), actor.acting_for)
    _ask(names, next((each for each in wanted if each in names), next(iter(names))))


def _ask(names: dict[int, str], first: int) -> None:
    fields = door.Fields()
    with st.form("start-idea"):
        association_id = first
        if len(names) > 1:
            chosen = list(names)
            association_id = st.selectbox(
                t("idea_form.association"),
                chosen,
                index=chosen.index(first),
                format_func=names.__getitem__,
            )
        title = st.text_input(t("idea_field.title"), placeholder=t("idea_form.title_example"))
        fields.beside("title")
        fields.general()
        begun = st.form_submit_button(t("idea_form.start"), type="primary", icon=":material/edit:")
    known = {"call_id": parts.number_of("call") or None, "group_id": parts.number_of("group") or None}
    if begun and (done := fields.perform(ideas.create, association_id, {"title": title, **known})):
        parts.go("idea_form", id=done.value.id)
