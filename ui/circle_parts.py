"""What the screens of meetings and of decisions share: the place that they belong to, and the way back to it."""

from typing import Any

import streamlit as st

from models import Kind
from services import circles
from services.circles import Circle
from ui import door, parts
from ui.texts import refusal


def of_address() -> Circle:
    """The group or the plan that the address names; not found when it names neither."""
    if group := parts.number_of("group"):
        return door.load(circles.fetch, Kind.GROUP, group)
    return door.load(circles.fetch, Kind.PLAN, parts.number_of("plan"))


def back(kind: Kind, place_id: int, name: str, which: str) -> None:
    """To the list that the thing stands in: `which` is `meetings` or `decisions`."""
    page, query = _list(kind, place_id, which)
    parts.open_link(page, parts.plain(name), icon="arrow_back", **query)


def go(kind: Kind, place_id: int, which: str) -> None:
    """The same without a click."""
    page, query = _list(kind, place_id, which)
    parts.go(page, **query)


def _list(kind: Kind, place_id: int, which: str) -> tuple[str, dict[str, Any]]:
    if kind == Kind.GROUP:
        return "group", {"id": place_id, "show": which}
    return "plan", {"id": place_id, "view": "together", "sub": which}


def place_query(kind: Kind, place_id: int) -> dict[str, int]:
    return {"group" if kind == Kind.GROUP else "plan": place_id}


def need_place(circle: Circle, allowed: bool) -> None:
    """A form that this person could not send is not there for them."""
    if not allowed or not circle.meets:
        door.missing()


def begin(key: str, value: object) -> object:
    """What stood there when the screen was opened; later clicks load the thing anew."""
    return st.session_state.setdefault(key, value)


def say(done: door.Done[Any], words: str = "") -> None:
    """After the rerun that closes a dialog or follows a callback."""
    if done.refused:
        door.flash(refusal(done.refused), ":material/error:")
    elif words:
        door.flash(words)
