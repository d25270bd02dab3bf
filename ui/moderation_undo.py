"""The way back from the last decision, or from any that is open on the screen."""

import streamlit as st

from services import moderation
from ui import moderation_desk, moderation_filters
from ui.door import flash, perform
from ui.parts import go, plain
from ui.texts import t


def offer(besides: int = 0) -> None:
    """A line with this person's last decision and its undoing, wherever they have gone on to."""
    last = moderation_desk.last()
    if last is None or last.item_id == besides:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="last-decision"):
        st.caption(
            t("moderation.last", title=plain(last.title), decision_key=f"decision_done.{last.decision}")
        )
        button(last.item_id, key="undo-last")


def button(item_id: int, *, key: str, version: int | None = None) -> None:
    if not st.button(t("moderation.undo"), icon=":material/undo:", key=key):
        return
    if perform(moderation.undo, item_id, version=version):
        moderation_desk.forget_last()
        moderation_desk.look_again()
        flash(t("moderation.undone"), ":material/undo:")
        kept = {name: value for name, value in moderation_filters.query().items() if name != "state"}
        go("moderation", item=item_id, **kept)
