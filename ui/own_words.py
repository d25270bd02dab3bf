"""Choosing own words, with those that others use on offer."""

from typing import Any

import streamlit as st

from services import own_words, partners, vocabulary
from ui import door
from ui.texts import language, t


def choose(label: str, key: str, **options: Any) -> None:
    """Words of the vocabulary, words in use, and any other; what is chosen stands in the session under the key."""
    chosen: list[str] = st.session_state.get(key) or []
    st.multiselect(
        label,
        list(dict.fromkeys([*chosen, *_offered()])),
        key=key,
        max_selections=own_words.MOST,
        accept_new_options=True,
        placeholder=t("parts.choose_or_write"),
        **options,
    )


def _offered() -> list[str]:
    known = [term.names[language()] for term in vocabulary.terms(vocabulary.TOPICS).values()]
    return sorted({*known, *door.load(partners.words_in_use)})
