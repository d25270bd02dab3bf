"""The one search box: it stands in the frame of every screen and proposes while somebody types.

What the keyboard does in it is in `static/search.js`.
"""

from itertools import groupby

import streamlit as st

from services.search import searching
from ui import door, search_results
from ui.parts import open_link, plain
from ui.texts import t

KEY = "frame-search"
# For which screen the words stand in the box.
_PLACE = "_search-place"
_PAUSE = "250ms"
MOST_LETTERS = 200


def show(screen: str) -> None:
    """Another screen begins with an empty box; that of the results with the words that were searched for."""
    place = (screen, st.query_params.get("id", ""), st.query_params.get("thread", ""), _asked())
    if st.session_state.get(_PLACE) != place:
        st.session_state[_PLACE] = place
        st.session_state[KEY] = _asked()
    _box()


def _asked() -> str:
    return st.query_params.get("q", "")[:MOST_LETTERS]


@st.fragment
def _box() -> None:
    # Typing reruns this alone, and the screen around it stands still.
    with st.container(key="search-box", gap=None):
        typed = st.text_input(
            t("search.box"),
            key=KEY,
            type="search",
            placeholder=t("search.box_example"),
            icon=":material/search:",
            label_visibility="collapsed",
            live=_PAUSE,
        )
        words = (typed or "").strip()[:MOST_LETTERS].strip()
        if words and words != _asked().strip():
            with st.container(key="search-proposed", gap=None):
                _proposed(words)


def _proposed(words: str) -> None:
    """What may be meant, by kind; the last line leads to everything."""
    hits = door.load(searching.beginning, words)
    for kind, of_kind in groupby(hits, key=lambda hit: hit.kind):
        st.caption(t(f"search_kind.{kind}"))
        for hit in of_kind:
            search_results.link(hit, plain(hit.title.text))
    open_link("search", t("search.all", words=plain(words)), icon="arrow_forward", q=words)
