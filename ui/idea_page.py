"""One idea as it is read."""

import streamlit as st

from models import IdeaState, Kind, RevisionState
from services import ideas, results, vocabulary
from services.ideas import IdeaDetail, Need, VersionCard
from ui import door, idea_call, idea_parts, listening, parts, sent_back
from ui.idea_cards import title_of
from ui.texts import day, language, moment, municipality, t, term


def head(idea: IdeaDetail) -> None:
    parts.name_tab(title_of(idea.content.title))
    parts.back("ideas", t("idea.back"))
    st.title(parts.plain(title_of(idea.content.title)))
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.state_badge("idea_state", idea.state)
        if idea.content.municipality:
            st.badge(municipality(idea.content.municipality), icon=":material/place:", color="gray")
        if idea.published_at:
            st.caption(t("idea.published_at", day=day(idea.published_at.date())))
    parts.open_link("association", parts.plain(idea.association), icon="diversity_3", id=idea.association_id)
    _situation(idea)
    idea_call.ended(idea)
    if idea.state == IdeaState.PUBLISHED and door.actor().is_facilitator and not idea.own:
        parts.open_link("introduction_form", t("introductions.make"), icon="waving_hand", idea=idea.id)
    if results_id := door.load(results.of_idea, idea.id):
        parts.open_link("results", t("idea.to_results"), icon="insights", id=results_id)
    listening.choice(Kind.IDEA, idea.id)


def _situation(idea: IdeaDetail) -> None:
    """What the state means for this reader."""
    if idea.own and idea.state in (IdeaState.RETURNED, IdeaState.REJECTED, IdeaState.HIDDEN):
        idea_parts.verdict(idea.verdict)
    elif idea.state == IdeaState.RETURNED:
        sent_back.mended()
    if idea.state == IdeaState.WITHDRAWN and idea.withdrawn_because:
        st.info(t(f"withdraw_reason.{idea.withdrawn_because}"), icon=":material/info:")
        if idea.duplicate_of:
            parts.open_link("idea", t("idea.goes_on_here"), icon="lightbulb", id=idea.duplicate_of)
    if idea.revision_state != RevisionState.NONE:
        st.info(t(f"idea_revision.{idea.revision_state}"), icon=":material/edit_note:")
        with st.expander(t("idea.revision_changes"), icon=":material/difference:"):
            idea_parts.changes(door.load(ideas.waiting_difference, idea.id))


def words(idea: IdeaDetail) -> None:
    """The idea itself; what is empty is left out."""
    content = idea.content
    _text("summary", content.summary)
    _text("need", content.need)
    _terms("target_groups", vocabulary.TARGET_GROUPS, content.target_groups)
    _text("topics", ", ".join(content.topics))
    _text("offers", content.offers)
    _terms("competences", vocabulary.COMPETENCES, content.competences)
    _needs(content.needs, content.seeks_nobody)
    if content.reply_by:
        _text("reply_by", day(content.reply_by))
    _call(idea)
    if idea.group and content.group_id:
        parts.open_link("group", parts.plain(idea.group), icon="groups", id=content.group_id)


def _text(field: str, text: str) -> None:
    if text:
        with st.container(gap=None):
            st.markdown(f"**{t(f'idea_field.{field}')}**")
            st.text(text)


def _terms(field: str, book: str, slugs: list[str]) -> None:
    _text(field, ", ".join(term(book, slug) for slug in slugs))


def _needs(needs: list[Need], seeks_nobody: bool) -> None:
    if not needs:
        _text("needs", t("idea.seeks_nobody") if seeks_nobody else "")
        return
    with st.container(border=True):
        st.markdown(f"**{t('idea_field.needs')}**")
        for need in needs:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(idea_parts.need_words(need))
                if need.essential:
                    st.badge(t("idea.essential"), color="orange")


def _call(idea: IdeaDetail) -> None:
    _text("call_id", idea.call)
    for heading in idea.headings.values():
        st.caption(heading[language()])


def versions(idea: IdeaDetail) -> None:
    """The versions, and what changed between two of them."""
    found = door.load(ideas.versions, idea.id)
    if len(found) < 2:
        return
    with st.expander(t("idea.versions", n=len(found)), icon=":material/difference:"):
        older = _choose("older", found[1:])
        newer = _choose("newer", [card for card in found if card.number > older.number])
        idea_parts.changes(door.load(ideas.difference, idea.id, older.number, newer.number))


def _choose(which: str, cards: list[VersionCard]) -> VersionCard:
    return st.selectbox(
        t(f"idea.version_{which}"),
        cards,
        format_func=lambda card: t("idea.version", number=card.number, who=card.author, at=moment(card.at)),
        key=f"version-{which}",
    )
