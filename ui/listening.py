"""What a person wants to hear of one thing: all of it, the usual, or nothing but what is meant for them."""

import streamlit as st

from models import Kind, Stance
from services import notices
from ui import door
from ui.texts import t

_USUAL = "usual"
_ICONS = {Stance.FOLLOW: "notifications_active", Stance.MUTE: "notifications_off"}


def choice(kind: Kind, thing_id: int) -> None:
    if not notices.may_listen(door.actor(), kind):
        return
    key = f"listening-{kind}-{thing_id}"
    stance = door.load(notices.stance_of, kind, thing_id)
    icon = _ICONS[stance] if stance else "notifications"
    place = st.popover(
        _name(stance or _USUAL),
        icon=f":material/{icon}:",
        type="tertiary",
        key=f"{key}-open",
        on_change="rerun",
    )
    # Seldom opened: what is in it is drawn only then.
    if not place.open:
        return
    st.session_state[key] = stance or _USUAL
    with place:
        st.radio(
            t("listening.what"),
            [_USUAL, *Stance],
            format_func=_name,
            captions=[t(f"listening.{one}_help") for one in (_USUAL, *Stance)],
            key=key,
            on_change=_choose,
            args=(kind, thing_id, key),
        )


def _name(stance: str) -> str:
    return t("listening.usual") if stance == _USUAL else t(f"stance.{stance}")


def _choose(kind: Kind, thing_id: int, key: str) -> None:
    chosen = st.session_state[key]
    stance = None if chosen == _USUAL else Stance(chosen)
    door.flash_refused(door.attempt(notices.choose, kind, thing_id, stance))
