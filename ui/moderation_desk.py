"""What this facilitator has in hand: the claimed item, the version they read, and their last decision."""

from dataclasses import dataclass

import streamlit as st

from services import moderation
from services.moderation import Review
from ui import door
from ui.door import Done

_HELD = "_desk_item"
_SEEN = "_desk_version"
_LAST = "_desk_last"


@dataclass(frozen=True)
class Last:
    item_id: int
    title: str
    decision: str


def hold(item_id: int) -> Done[object]:
    """Claims the item, and lets go of the one before it."""
    leave(keep=item_id)
    st.session_state[_HELD] = item_id
    return door.attempt(moderation.claim, item_id)


def leave(keep: int = 0) -> None:
    """Lets go of what was in hand: the facilitator has gone to something else."""
    held = st.session_state.get(_HELD, 0)
    if held and held != keep:
        door.attempt(moderation.release, held)
        st.session_state.pop(_HELD)
        st.session_state.pop(_SEEN, None)


def seen(review: Review) -> int:
    """The version that this person read first: a decision is about that one."""
    return int(st.session_state.setdefault(_SEEN, review.version))


def look_again() -> None:
    st.session_state.pop(_SEEN, None)


def decided(review: Review, decision: str) -> None:
    """The decision let the claim go with it."""
    st.session_state.pop(_HELD, None)
    st.session_state.pop(_SEEN, None)
    st.session_state[_LAST] = Last(review.id, review.title, decision)


def last() -> Last | None:
    found: Last | None = st.session_state.get(_LAST)
    return found


def forget_last() -> None:
    st.session_state.pop(_LAST, None)
