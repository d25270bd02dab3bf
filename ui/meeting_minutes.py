"""The minutes of one matter: read, or written with every change saved by itself."""

import streamlit as st

from services import meetings
from services.meetings import Item, MinutesConflict
from services.meetings.minutes import LONGEST
from ui import door, parts
from ui.circle_parts import say
from ui.texts import moment, refusal, t


def read(item: Item) -> None:
    if item.minutes:
        st.text(item.minutes)


def write(item: Item) -> None:
    if item.aside is not None:
        _both(item)
        return
    widget = f"minutes-{item.id}-{_turn(item)}"
    st.text_area(
        t("meetings.minutes"),
        item.minutes,
        key=widget,
        height="content",
        max_chars=LONGEST,
        placeholder=t("meetings.minutes_help"),
        on_change=_save,
        args=(item.id, widget),
    )
    if refused := st.session_state.get(f"minutes-refused-{item.id}"):
        st.error(refused, icon=":material/error:")
    if item.edited_at:
        parts.facts(t("meetings.saved", who=item.edited_by, at=moment(item.edited_at)))


def _turn(item: Item) -> int:
    """A new turn, and with it a fresh widget, when somebody else has changed the text.

    Our own saving keeps the widget, so that nobody is thrown out of the field that they write in.
    """
    key = f"minutes-seen-{item.id}"
    seen, turn = st.session_state.get(key, (item.number, 0))
    if seen != item.number:
        turn += 1
    st.session_state[key] = (item.number, turn)
    return int(turn)


def _save(item_id: int, widget: str) -> None:
    """Saves over what this session has seen; a lost race sets the text aside, a refusal leaves it in the field."""
    key, refused = f"minutes-seen-{item_id}", f"minutes-refused-{item_id}"
    number, turn = st.session_state[key]
    text = st.session_state[widget]
    st.session_state.pop(refused, None)
    done = door.attempt(meetings.save_minutes, item_id, text, number=number)
    if done:
        st.session_state[key] = (done.value, turn)
    elif isinstance(done.refused, MinutesConflict):
        door.attempt(meetings.set_aside, item_id, text)
    elif done.refused:
        st.session_state[refused] = refusal(done.refused)


def _both(item: Item) -> None:
    """Two wrote at once: both texts, and three ways on."""
    at = moment(item.edited_at) if item.edited_at else ""
    st.warning(t("meetings.conflict", who=parts.plain(item.edited_by), at=at), icon=":material/call_split:")
    mine, theirs = st.columns(2, border=True)
    with mine:
        st.caption(t("meetings.mine"))
        st.text(item.aside or t("meetings.nothing"))
        st.button(
            t("meetings.keep_mine"), key=f"mine-{item.id}", on_click=_keep, args=(item, item.aside or "")
        )
    with theirs:
        st.caption(t("meetings.theirs", who=parts.plain(item.edited_by)))
        st.text(item.minutes or t("meetings.nothing"))
        st.button(t("meetings.keep_theirs"), key=f"theirs-{item.id}", on_click=_let_go, args=(item.id,))
    both = "\n\n".join(filter(None, (item.minutes, item.aside)))
    st.button(t("meetings.keep_both"), key=f"both-{item.id}", on_click=_keep, args=(item, both))


def _keep(item: Item, text: str) -> None:
    """Writes over the text that stood beside it; when a third one came, the newest stands there next."""
    done = door.attempt(meetings.save_minutes, item.id, text, number=item.number)
    if isinstance(done.refused, MinutesConflict):
        door.attempt(meetings.set_aside, item.id, text)
    say(done, t("meetings.settled"))


def _let_go(item_id: int) -> None:
    say(door.attempt(meetings.keep_theirs, item_id), t("meetings.settled"))
