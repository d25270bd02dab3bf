"""The facilitators' view of similar ideas: in groups, around one that waits, and two side by side."""

import streamlit as st

from models import IdeaState, JoiningState
from services import joinings, similar_ideas
from services.joinings import JoiningCard
from services.similar_ideas import Cluster, Compared, Comparison, DeskIdea
from ui import door, parts
from ui.texts import day, municipality, t


def around(idea_id: int) -> None:
    """Under an idea of the queue: what reads like it, and what its writers have said of that."""
    found = door.load(similar_ideas.around, idea_id)
    if not found:
        return
    with st.container(border=True, key="similar-around"):
        st.markdown(f"**{t('similar_ideas.around', n=len(found))}**")
        for each in found:
            _line(each)
            parts.open_link(
                "similar", t("similar_ideas.compare"), icon="compare", idea=idea_id, other=each.id
            )


def _line(idea: DeskIdea) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            parts.open_link("idea", f"**{parts.plain(idea.title)}**", id=idea.id)
            parts.state_badge("idea_state", idea.state)
        parts.facts(idea.association, municipality(idea.municipality))
        _because(idea.because)


def _because(words: str) -> None:
    """What the writers have said."""
    if words:
        st.caption(t("similar_ideas.they_say"))
        st.text(words)


def clusters() -> None:
    found = door.load(similar_ideas.clusters)
    parts.open_link("moderation", t("similar_ideas.to_queue"), icon="arrow_back")
    st.title(t("similar.title"))
    st.write(t("similar_ideas.intro"))
    if not found:
        parts.empty(
            t("similar_ideas.none"), page="moderation", label=t("similar_ideas.to_queue"), icon="rule"
        )
    for number, cluster in enumerate(found):
        _cluster(number, cluster)
    _proposals(door.load(joinings.newest), t("similar_ideas.proposals"))


def _cluster(number: int, cluster: Cluster) -> None:
    with st.container(border=True):
        st.subheader(t("similar_ideas.cluster", n=len(cluster.ideas)), anchor=False)
        for idea in cluster.ideas:
            _line(idea)
        titles = {idea.id: idea.title for idea in cluster.ideas}
        ids = list(titles)
        chosen = ids
        if len(ids) > 2:
            chosen = st.multiselect(
                t("similar_ideas.choose_two"),
                ids,
                default=ids[:2],
                max_selections=2,
                format_func=lambda each: titles[each],
                key=f"two-{number}-{ids[0]}",
            )
        if len(chosen) == 2 and st.button(
            t("similar_ideas.compare"), icon=":material/compare:", key=f"compare-{ids[0]}"
        ):
            parts.go("similar", idea=chosen[0], other=chosen[1])


def _proposals(cards: list[JoiningCard], heading: str) -> None:
    if not cards:
        return
    st.subheader(heading, anchor=False)
    for card in cards:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            gone = t("joining.not_shown")
            names = {"joined": parts.plain(card.joined or gone), "kept": parts.plain(card.kept or gone)}
            parts.open_link("joining", t("similar_ideas.proposal", **names), id=card.id)
            parts.state_badge("joining_state", card.state)
            parts.facts(day(card.created_at.date()))


def side_by_side(one_id: int, other_id: int) -> None:
    found = door.load(similar_ideas.comparison, one_id, other_id)
    parts.open_link("similar", t("similar_ideas.to_all"), icon="arrow_back")
    st.title(t("similar.title"))
    if found.shared:
        st.caption(t("similar_ideas.shared", words=parts.plain(", ".join(found.shared))))
    for idea, place in zip((found.one, found.other), st.columns(2), strict=True):
        with place.container(border=True, height="stretch"):
            _compared(idea)
    made = door.load(joinings.newest, between=[one_id, other_id])
    _proposals(made, t("similar_ideas.proposals"))
    if not any(card.state == JoiningState.PROPOSED for card in made):
        _propose(found)


def _compared(idea: Compared) -> None:
    parts.open_link("idea", f"**{parts.plain(idea.title)}**", icon="lightbulb", id=idea.id)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        parts.state_badge("idea_state", idea.state)
        parts.facts(idea.association, municipality(idea.municipality))
    for label, text in (("idea_field.summary", idea.summary), ("idea_field.need", idea.need)):
        with st.container(gap=None):
            st.markdown(f"**{t(label)}**")
            st.text(text)
    _because(idea.because)


def _propose(found: Comparison) -> None:
    both = {idea.id: idea for idea in (found.one, found.other)}
    stay = [idea.id for idea in both.values() if idea.state == IdeaState.PUBLISHED]
    st.subheader(t("similar_ideas.propose"), anchor=False)
    if found.one.association_id == found.other.association_id:
        st.info(t("similar_ideas.same_association"), icon=":material/info:")
        return
    if not stay:
        st.info(t("similar_ideas.publish_first"), icon=":material/info:")
        return
    st.write(t("similar_ideas.propose_words"))
    fields = door.Fields()
    kept = st.radio(
        t("similar_ideas.stays"),
        stay,
        format_func=lambda each: f"{parts.plain(both[each].title)} ({parts.plain(both[each].association)})",
        key="stays",
    )
    fields.beside("kept")
    words = st.text_area(
        t("similar_ideas.words"),
        max_chars=1000,
        placeholder=t("similar_ideas.words_example"),
        key="joining-words",
    )
    fields.beside("words")
    fields.general()
    pressed = st.button(
        t("similar_ideas.propose"), type="primary", icon=":material/join_inner:", key="propose-joining"
    )
    joined = next(each for each in both if each != kept)
    if pressed and (done := fields.once(joinings.propose, kept, joined, words)):
        door.flash(t("similar_ideas.proposed"))
        parts.go("joining", id=done.value.id)
