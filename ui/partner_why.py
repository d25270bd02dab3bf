"""Why not this one? Any association, its place among the partners of an idea, and what would raise it."""

from typing import Any

import streamlit as st

from services import associations, partners
from services.partners import Because, Feature, Filters, Match, Rule, WhyNot
from services.partners.suggestions import SHOWN
from ui import door, partner_reasons, parts
from ui.filters import SEARCH_PAUSE
from ui.texts import number, percent, plain, t

_HITS = 6
_LETTERS = 2


def link() -> None:
    """From the list to the question; the filters come along."""
    parts.open_link("partners", t("partner_why.link"), icon="contact_support", **_asking(0))


def _asking(association_id: int) -> dict[str, Any]:
    return {**st.query_params.to_dict(), "why": association_id}


def show(idea_id: int, filters: Filters, waived: frozenset[Rule]) -> None:
    """The whole view of the question; first the answer, if somebody is chosen."""
    most = max(parts.number_of("most"), SHOWN)
    suggestions = door.load(partners.suggested, idea_id, filters, waived=waived, most=most)
    title = t("partner_why.title")
    parts.name_tab(f"{title}: {suggestions.idea_title}")
    without: dict[str, Any] = {name: value for name, value in st.query_params.items() if name != "why"}
    parts.open_link("partners", t("partner_why.to_list"), icon="arrow_back", **without)
    st.title(title)
    st.subheader(plain(suggestions.idea_title), anchor=False)
    if chosen := parts.number_of("why"):
        answer = door.load(partners.why_not, idea_id, chosen, filters, waived=waived, most=most)
        _answer(answer, suggestions.matches[-1] if suggestions.matches else None)
    _choose(chosen)


def _choose(chosen: int) -> None:
    label = t("partner_why.another") if chosen else t("partner_why.which")
    typed = st.text_input(
        label,
        # Begins anew with each answer.
        key=f"why-words-{chosen}",
        max_chars=100,
        icon=":material/search:",
        live=SEARCH_PAUSE,
        placeholder=t("partner_why.example"),
    )
    if len(typed.strip()) < _LETTERS:
        return
    hits = door.load(associations.visible_to, words=typed).rows[:_HITS]
    for hit in hits:
        parts.open_link("partners", plain(hit.name), **_asking(hit.id))
    if not hits:
        st.write(t("partner_why.nobody"))


def _answer(answer: WhyNot, last: Match | None) -> None:
    with st.container(border=True):
        parts.open_link("association", f"**{plain(answer.name)}**", id=answer.association_id)
        st.write(_because(answer))
        if answer.reason:
            st.text(answer.reason)
        if answer.rank:
            st.write(t("partner_why.rank", rank=number(answer.rank), n=answer.of))
        if answer.because == Because.BELOW and answer.behind > 0:
            st.write(t("partner_why.behind", points=number(max(1, round(answer.behind * 100)))))
        # Whom a rule leaves out, a better score would not bring in.
        if answer.raises and answer.match and answer.because in (Because.BELOW, Because.SHOWN):
            st.info(_raise(answer.match.score, answer.raises, answer.by), icon=":material/trending_up:")
    if answer.match:
        _side_by_side(answer.match, last if answer.because != Because.SHOWN else None)


def _because(answer: WhyNot) -> str:
    named = ", ".join(t(f"partner_why_filter.{name}") for name in answer.filters)
    return t(f"partner_because.{answer.because}", what=named)


def _raise(score: float, feature: Feature, by: float) -> str:
    before, after = percent(round(score, 2)), percent(round(min(1.0, score + by), 2))
    return f"{t(f'partner_raise.{feature}')} {t('partner_why.raised', before=before, after=after)}"


def _side_by_side(match: Match, last: Match | None) -> None:
    shown = [match, last] if last else [match]
    for place, one in zip(st.columns(len(shown), border=True), shown, strict=True):
        with place:
            st.markdown(f"**{plain(one.candidate.name)}**")
            if one is last:
                st.caption(t("partner_why.last_shown"))
            partner_reasons.whole(partner_reasons.of(one))
