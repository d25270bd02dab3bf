"""What facilitators note for each other beside an item."""

import streamlit as st

from services import moderation
from services.moderation import Review
from ui.door import Fields, attempt
from ui.parts import plain
from ui.texts import moment, t

_REFUSED = "_note_refused"


def show(review: Review) -> None:
    number = f" ({len(review.notes)})" if review.notes else ""
    with st.expander(t("moderation.notes") + number, icon=":material/sticky_note_2:", expanded=bool(number)):
        for note in review.notes:
            st.caption(f"{plain(note.who)} · {moment(note.at)}")
            st.text(note.body)
        fields = Fields()
        st.text_area(
            t("moderation.note"), key=f"note-{review.id}", help=t("moderation.note_help"), max_chars=1000
        )
        fields.beside("note")
        st.button(
            t("moderation.note_add"),
            icon=":material/add:",
            key=f"note-add-{review.id}",
            on_click=_add,
            args=(review.id,),
        )
        fields.general()
        if refused := st.session_state.pop(_REFUSED, None):
            fields.show(refused)


def _add(item_id: int) -> None:
    done = attempt(moderation.add_note, item_id, st.session_state.get(f"note-{item_id}", ""))
    if done.refused:
        st.session_state[_REFUSED] = done.refused
    else:
        st.session_state[f"note-{item_id}"] = ""
