"""What the list of events is narrowed by."""

from typing import Any

import streamlit as st

from models import EventTopic
from services import places
from ui import door
from ui.filters import Filters
from ui.texts import municipality, t

FILTERS = Filters("events", ("words", "municipality", "topic", "mine", "past"))


def ask() -> dict[str, Any]:
    """Draws the filters and gives what they stand at, as `events.visible_to` takes them."""
    FILTERS.search(t("events.words"), t("events.words_example"))
    FILTERS.choose(
        "municipality",
        t("events.municipality"),
        list(places.municipalities()),
        municipality,
        t("events.anywhere"),
    )
    FILTERS.choose(
        "topic",
        t("events.topic"),
        list(EventTopic),
        lambda one: t(f"event_topic.{one}"),
        t("events.any_topic"),
    )
    with st.container(horizontal=True):
        FILTERS.switch("past", t("events.past"))
        if not door.actor().is_visitor:
            FILTERS.switch("mine", t("events.mine"))
    return FILTERS.values() | {name: FILTERS.narrowed(name) for name in ("past", "mine")}
