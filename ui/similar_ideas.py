"""The quiet panel beside the form in which an idea is written: who else plans the same."""

from hashlib import blake2b

import streamlit as st

from services import similar_ideas
from services.similar_ideas import Difference, SimilarIdea
from ui import door, parts
from ui.idea_autosave import key_of
from ui.texts import municipality, t

_READ = ("title", "summary", "need")


def beside(idea_id: int) -> None:
    """Always in the same place, so that no field moves while somebody writes in it."""
    text = "\n".join(filter(None, (st.session_state.get(key_of(idea_id, field)) for field in _READ)))
    ids = _nearest(idea_id, text)
    cards = door.load(similar_ideas.cards, idea_id, ids, text)
    with st.container(key="similar-ideas"):
        if cards:
            st.markdown(f"**{t('similar_ideas.beside')}**")
            st.caption(t("similar_ideas.beside_words"))
        else:
            st.caption(t("similar_ideas.beside_nothing"))
        for card in cards:
            _card(idea_id, card)
        _different(idea_id)


def _nearest(idea_id: int, text: str) -> list[int]:
    """Asked anew only when the text has changed; the session keeps ids, and rights are asked at each showing."""
    key, mark = f"_similar-{idea_id}", blake2b(text.encode("utf-8", "replace")).hexdigest()
    held = st.session_state.get(key)
    if held is None or held[0] != mark:
        held = (mark, door.load(similar_ideas.nearest, idea_id, text))
        st.session_state[key] = held
    found: list[int] = held[1]
    return found


def _card(idea_id: int, card: SimilarIdea) -> None:
    with st.container(border=True, gap="small"):
        parts.open_link("idea", f"**{parts.plain(card.title)}**", id=card.id)
        parts.facts(card.association, municipality(card.municipality))
        if card.ours:
            st.badge(t("similar_ideas.ours"), color="blue")
        if card.shared:
            st.caption(t("similar_ideas.shared", words=parts.plain(", ".join(card.shared))))
        if card.may_offer and st.button(
            t("similar_ideas.join"), icon=":material/handshake:", key=f"join-{card.id}", width="stretch"
        ):
            parts.go("request_form", idea=card.id)
        if st.button(t("similar_ideas.differ"), type="tertiary", key=f"differ-{card.id}"):
            _differ(idea_id, Difference(card.id, card.title, ""))


def _differ(idea_id: int, about: Difference) -> None:
    def asking() -> None:
        st.markdown(f"**{parts.plain(about.title)}**")
        st.write(t("similar_ideas.differ_words"))
        fields = door.Fields()
        because = st.text_area(
            t("similar_ideas.because"),
            value=about.because,
            max_chars=500,
            placeholder=t("similar_ideas.because_example"),
            key=f"because-{about.other_id}",
        )
        fields.beside("because")
        fields.general()
        if st.button(
            t("similar_ideas.keep"), type="primary", key=f"differ-keep-{about.other_id}"
        ) and fields.perform(similar_ideas.differ, idea_id, about.other_id, because):
            door.flash(t("similar_ideas.kept"))
            st.rerun()

    st.dialog(t("similar_ideas.differ"))(asking)()


def _different(idea_id: int) -> None:
    """What was called different, to be changed or taken back."""
    said = door.load(similar_ideas.differences, idea_id)
    if not said:
        return
    with st.expander(t("similar_ideas.different", n=len(said))):
        for each in said:
            st.markdown(f"**{parts.plain(each.title)}**")
            st.text(each.because)
            with st.container(horizontal=True):
                if st.button(t("similar_ideas.change"), type="tertiary", key=f"change-{each.other_id}"):
                    _differ(idea_id, each)
                if st.button(
                    t("similar_ideas.take_back"), type="tertiary", key=f"same-{each.other_id}"
                ) and door.perform(similar_ideas.undiffer, idea_id, each.other_id):
                    st.rerun()
