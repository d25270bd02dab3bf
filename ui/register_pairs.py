"""Pairs of associations that may be one, to be laid side by side or told apart."""

from functools import partial

import streamlit as st

from services import merging
from services.merging import Half, Pair
from ui import door, parts
from ui.texts import municipality, t


def show() -> None:
    found = door.load(merging.pairs, after=st.query_params.get("after", ""))
    st.write(t("merging.intro"))
    for pair in found.rows:
        _pair(pair)
    if not found.rows:
        parts.empty(t("merging.none_here") if found.after else t("merging.none"))
    parts.pager(found)


def _pair(pair: Pair) -> None:
    key = f"{pair.one.id}-{pair.other.id}"
    with st.container(border=True, key=f"pair-{key}"):
        told = t("merging.same_number") if pair.same_number else t("merging.alike", score=pair.score)
        st.badge(told, color="orange" if pair.same_number else "gray")
        left, right = st.columns(2)
        for place, half in ((left, pair.one), (right, pair.other)):
            with place:
                _half(half)
        with st.container(horizontal=True):
            # The one that somebody acts for stays, of two alike the older one.
            ends = (pair.other, pair.one) if pair.one.unclaimed else (pair.one, pair.other)
            if st.button(t("merging.compare"), icon=":material/compare:", key=f"compare-{key}"):
                parts.go("association_merge", id=ends[0].id, other=ends[1].id)
            st.button(
                t("merging.apart"),
                type="tertiary",
                icon=":material/call_split:",
                key=f"apart-{key}",
                on_click=partial(_apart, pair),
            )


def _half(half: Half) -> None:
    parts.open_link("association", f"**{parts.plain(half.name)}**", id=half.id)
    told = [municipality(half.municipality), half.business_id, half.register_number]
    parts.facts(*told, t("merging.unclaimed") if half.unclaimed else "")


def _apart(pair: Pair) -> None:
    door.flash_refused(door.attempt(merging.keep_apart, pair.one.id, pair.other.id))
