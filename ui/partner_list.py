"""The lists of /partners: what a search found, and what suits an idea."""

import streamlit as st

from models import IdeaState
from services import ideas, partner_picks, partner_sets, partners, vocabulary
from services.partners import Covered, Filters, PartnerCard, Suggestions
from services.partners.suggestions import SHOWN
from ui import door, partner_filters, partner_match, partner_reasons, partner_why, parts, request_parts
from ui import partner_picks as pick_ways
from ui.texts import municipality, t, term

EXCERPT = 200
OWN_IDEAS = 5


def found(filters: Filters) -> None:
    page = door.load(partners.found, filters, after=st.query_params.get("after", ""))
    for card in page.rows:
        _card(card)
    if not page.rows:
        parts.empty(t("partners.none"))
    parts.pager(page)


def own_ideas() -> None:
    """The short ways: to the ranked partners of one's own idea, and to the ideas that look for oneself."""
    if door.actor().roles:
        parts.open_link("matches", t("matches.title"), icon="volunteer_activism")
    page = door.load(ideas.visible_to, mine=True, state=IdeaState.PUBLISHED)
    if not page.rows:
        return
    with st.container(border=True):
        st.markdown(f"**{t('partners.for_own_idea')}**")
        for card in page.rows[:OWN_IDEAS]:
            parts.open_link("partners", parts.plain(card.title), icon="lightbulb", idea=card.id)
        if len(page.rows) > OWN_IDEAS:
            parts.open_link("ideas", t("partners.all_own_ideas"), icon="arrow_forward", mine=1)


def suggested(idea_id: int, filters: Filters) -> None:
    most = max(parts.number_of("most"), SHOWN)
    waived = partner_filters.waived()
    suggestions = door.load(partners.suggested, idea_id, filters, waived=waived, most=most)
    _for_idea(idea_id, suggestions.idea_title)
    if not suggestions.says_enough:
        parts.empty(
            t("partners.idea_says_little"),
            page="idea_form",
            label=t("partners.edit_idea"),
            icon="edit",
            id=idea_id,
        )
        return
    _coverage(suggestions)
    st.subheader(t("partners.best"), anchor=False)
    partner_filters.choose(filters, folded=True)
    partner_filters.choose_rules(suggestions.eligibility, waived)
    picks = door.load(partner_picks.of_idea, idea_id)
    for match in suggestions.matches:
        partner_match.show(idea_id, match, may_pick=picks.may_pick)
    _under(suggestions, most)
    pick_ways.left_out(idea_id, picks)
    partner_why.link()
    parts.open_link("partners", t("partners.search_all"), icon="search")


def _for_idea(idea_id: int, title: str) -> None:
    parts.name_tab(f"{t('partners.title')}: {title}")
    parts.open_link("idea", t("partners.to_idea"), icon="arrow_back", id=idea_id)
    st.title(t("partners.title"))
    st.subheader(parts.plain(title), anchor=False)


def _under(suggestions: Suggestions, most: int) -> None:
    if not suggestions.matches:
        parts.empty(t("partners.nobody_suits"))
    if suggestions.more and st.button(t("partners.more"), icon=":material/expand_more:", key="more"):
        st.query_params["most"] = str(most + SHOWN)
        st.rerun()


def _coverage(suggestions: Suggestions) -> None:
    """Each need with who has promised it, who is asked, or who could be."""
    with st.container(border=True):
        st.markdown(f"**{t('partners.coverage')}**")
        for covered in suggestions.coverage:
            _covered(covered)
        if gaps := partner_reasons.nobody_yet(suggestions):
            st.warning(t("partners.gaps", what=parts.plain(gaps)), icon=":material/person_search:")
        standing = door.load(partner_sets.standing_of, suggestions.idea_id)
        words = t("partner_set.see") if standing else t("partner_set.whole")
        parts.open_link("partner_set", words, icon="groups", idea=suggestions.idea_id)


def _covered(covered: Covered) -> None:
    icon, colour, words = _standing(covered)
    need = request_parts.need_words(covered.need.competence, covered.need.words)
    weight = "" if covered.need.essential else f" ({t('partners.welcome')})"
    st.markdown(f":{colour}[:material/{icon}:] **{need}**{weight}: {parts.plain(words)}")


def _standing(covered: Covered) -> tuple[str, str, str]:
    if covered.accepted:
        return "check_circle", "green", t("partners.promised", who=", ".join(covered.accepted))
    if covered.asked:
        return "schedule", "orange", t("partners.asked", who=", ".join(covered.asked))
    if covered.best:
        return "lightbulb", "blue", t("partners.could", who=covered.best.candidate.name)
    return "radio_button_unchecked", "gray", t("partners.nobody")


def _card(card: PartnerCard) -> None:
    with st.container(border=True):
        parts.open_link("association", f"**{parts.plain(card.name)}**", id=card.id)
        st.caption(
            " · ".join(
                words
                for words in (
                    municipality(card.municipality),
                    term(vocabulary.ASSOCIATION_KINDS, card.kind),
                    t(f"partners_capacity.{card.capacity}"),
                )
                if words
            )
        )
        if card.description:
            st.text(card.description[:EXCERPT] + ("…" if len(card.description) > EXCERPT else ""))
        offers = ", ".join(term(vocabulary.COMPETENCES, slug) for slug in card.competences)
        if offers:
            st.write(t("partners.offers", what=offers))
        if _may_ask(card.id):
            parts.open_link("request_form", t("partners.ask"), icon="mail", association=card.id)


def _may_ask(association_id: int) -> bool:
    """For comfort alone: the letter asks again."""
    me = door.actor()
    return not me.belongs_to(association_id) and any(map(me.acts_for, me.roles))
