"""What the desk notes of an association, at the end of its page; its own people do not see that it is there."""

import streamlit as st

from services import associations
from services.associations import Note, Profile
from ui import door, parts, turns
from ui.texts import moment, t


def show(association: Profile) -> None:
    if not associations.may_note(door.actor(), association.id):
        return
    page = door.load(associations.notes_of, association.id, after=st.query_params.get("notes", ""))
    with st.expander(t("association_notes.title"), icon=":material/sticky_note_2:", expanded=bool(page.rows)):
        st.caption(t("association_notes.help"))
        _write(association)
        for note in page.rows:
            _note(note)
        parts.pager(page, name="notes")


def _write(association: Profile) -> None:
    name = f"new-note-{association.id}"
    key = turns.key(name)
    fields = door.Fields()
    with st.form(f"form-{key}"):
        body = st.text_area(t("association_notes.new"), max_chars=associations.NOTE_LENGTH, key=key)
        fields.beside("note")
        fields.general()
        sent = st.form_submit_button(t("association_notes.add"), icon=":material/add:")
    if sent and fields.perform(associations.add_note, association.id, body):
        turns.over(name)


def _note(note: Note) -> None:
    with st.container(border=True, gap="small", key=f"association-note-{note.id}"):
        edited = t("association_notes.edited", at=moment(note.edited_at)) if note.edited_at else ""
        parts.facts(note.author, moment(note.created_at), edited)
        st.text(note.body)
        if not note.may_change:
            return
        with st.container(horizontal=True):
            if st.button(t("association_notes.edit"), key=f"edit-note-{note.id}", type="tertiary"):
                _edit(note)
            if st.button(t("association_notes.delete"), key=f"delete-note-{note.id}", type="tertiary"):
                parts.confirm(
                    t("association_notes.delete"),
                    t("association_notes.delete_words"),
                    t("association_notes.delete"),
                    lambda: door.perform(associations.delete_note, note.id),
                )


def _edit(note: Note) -> None:
    def asking() -> None:
        fields = door.Fields()
        body = st.text_area(
            t("association_notes.words"),
            note.body,
            max_chars=associations.NOTE_LENGTH,
            key=f"edit-note-words-{note.id}",
        )
        fields.beside("note")
        fields.general()
        if st.button(t("association_notes.save"), type="primary", key="edit-note-save") and fields.perform(
            associations.edit_note, note.id, body
        ):
            st.rerun()

    st.dialog(t("association_notes.edit"))(asking)()
