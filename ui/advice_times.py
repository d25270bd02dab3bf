"""A time of an adviser in words, and the list to choose one from."""

import streamlit as st

from services.advice import Slot
from ui.texts import clock, moment, t


def told(slot: Slot) -> str:
    return f"{moment(slot.starts_at)}–{clock(slot.ends_at)}"


def choose(offered: list[Slot], label: str, *, key: str) -> int | None:
    """The id of a free time, or none."""
    named = {slot.id: " · ".join(filter(None, (told(slot), slot.adviser, slot.place))) for slot in offered}
    return st.selectbox(
        label,
        list(named),
        index=None,
        format_func=lambda one: named.get(one, ""),
        placeholder=t("advice_form.no_slot") if named else t("advice_form.no_slots"),
        key=key,
    )
