"""What this facilitator has in hand: the claimed item, the version they read, the picked rows, the last decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from models import WorkspaceError, now
from services import moderation
from services.moderation import Picked, Review
from ui import door

_HELD = "_desk_item"
_UNTIL = "_desk_renew"
_SEEN = "_desk_version"
_LAST = "_desk_last"
_PICKED = "_desk_picked"
# A claim lasts ten minutes: to write it anew at each click would only keep the others waiting.
_RENEW = timedelta(minutes=2)


@dataclass(frozen=True)
class Last:
    item_id: int
    title: str
    decision: str


def hold(item_id: int) -> WorkspaceError | None:
    """Claims the item, and lets go of the one before it; why it could not be claimed, if so."""
    renew: datetime | None = st.session_state.get(_UNTIL)
    if st.session_state.get(_HELD) == item_id and renew and now() < renew:
        return None
    leave(keep=item_id)
    st.session_state[_HELD] = item_id
    done = door.attempt(moderation.claim, item_id)
    if done:
        st.session_state[_UNTIL] = now() + _RENEW
    return done.refused


def leave(keep: int = 0) -> None:
    """Lets go of what was in hand: the facilitator has gone to something else."""
    held = st.session_state.get(_HELD, 0)
    if held and held != keep:
        door.attempt(moderation.release, held)
        _forget_held()


def _forget_held() -> None:
    for name in (_HELD, _UNTIL, _SEEN):
        st.session_state.pop(name, None)


def seen(review: Review) -> int:
    """The version that this person read first: a decision is about that one."""
    if st.session_state.get(_SEEN, (0, 0))[0] != review.id:
        st.session_state[_SEEN] = (review.id, review.version)
    return int(st.session_state[_SEEN][1])


def seen_of(item_id: int) -> int | None:
    """The same for a fragment, which has no review of its own."""
    seen_id, version = st.session_state.get(_SEEN, (0, 0))
    return version if seen_id == item_id else None


def look_again() -> None:
    st.session_state.pop(_SEEN, None)


def decided(review: Review, decision: str) -> None:
    """The decision let the claim go with it."""
    _forget_held()
    st.session_state[_LAST] = Last(review.id, review.title, decision)


def last() -> Last | None:
    found: Last | None = st.session_state.get(_LAST)
    return found


def forget_last() -> None:
    st.session_state.pop(_LAST, None)


def picked() -> dict[int, int]:
    """The picked rows with the version that they were picked at; they stay while one looks at something else."""
    found: dict[int, int] = st.session_state.setdefault(_PICKED, {})
    return found


def pick(item_id: int, version: int) -> None:
    """The box of a row was ticked, or cleared."""
    if st.session_state[f"pick-{item_id}"]:
        picked()[item_id] = version
    else:
        picked().pop(item_id, None)


def pick_all(rows: dict[int, int]) -> None:
    picked().update(rows)
    for item_id in rows:
        st.session_state[f"pick-{item_id}"] = True


def put_down(item_ids: list[int] | None = None) -> None:
    """These rows, or all of them, are picked no more."""
    for item_id in list(picked()) if item_ids is None else item_ids:
        picked().pop(item_id, None)
        if f"pick-{item_id}" in st.session_state:
            st.session_state[f"pick-{item_id}"] = False


def in_hand() -> list[Picked]:
    return [Picked(item_id, version) for item_id, version in picked().items()]
