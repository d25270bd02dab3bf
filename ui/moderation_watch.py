"""What the other facilitator does with the open item, seen without a click of one's own."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from services import moderation
from services.moderation import Review, Watch
from ui import moderation_desk
from ui.door import load
from ui.parts import plain
from ui.texts import t


def show(review: Review) -> None:
    if not review.barred:
        _watch(review.id, review.watch)


@st.fragment(run_every="10s")
def _watch(item_id: int, read: Watch) -> None:
    """Touches nothing below it: what is being typed there stays as it is."""
    context = get_script_run_ctx()
    # With the whole screen the item has just been read.
    by_itself = context is not None and bool(context.fragment_ids_this_run)
    found = load(moderation.watch, item_id) if by_itself else read
    seen = moderation_desk.seen_of(item_id)
    if seen is not None and found.version != seen and found.decision and found.decided_at:
        st.warning(
            t(
                "moderation.decided_meanwhile",
                who=plain(found.decider),
                decision_key=f"decision_done.{found.decision}",
                at=found.decided_at,
            ),
            icon=":material/person_check:",
        )
    elif seen is not None and found.version != seen:
        st.warning(t("moderation.changed_meanwhile"), icon=":material/sync_problem:")
    elif found.holder and found.until:
        st.info(
            t("moderation.held_by", who=plain(found.holder), until=found.until), icon=":material/lock_clock:"
        )
