"""One item of the queue: what it says, and the decision about it."""

import streamlit as st

from models import Kind, ReviewState
from services import moderation
from services.moderation import Review
from ui import (
    moderation_desk,
    moderation_filters,
    moderation_form,
    moderation_preview,
    moderation_undo,
    similar_desk,
)
from ui.door import Done, load
from ui.parts import from_the_top, name_tab, open_link, plain, state_badge
from ui.texts import moment, municipality, refusal, t


def show(item_id: int) -> None:
    review = load(moderation.review_of, item_id)
    from_the_top(f"review-{item_id}")
    held = _held(review)
    _way_about(item_id)
    moderation_undo.offer(besides=item_id)
    _heading(review)
    _flags(review)
    moderation_preview.show(review)
    if review.kind == Kind.IDEA and not review.own:
        similar_desk.around(review.thing_id)
    _verdict(review)
    if review.own:
        st.info(t("moderation.own"), icon=":material/block:")
    else:
        if held and held.refused:
            st.warning(refusal(held.refused), icon=":material/lock_clock:")
        moderation_form.show(review)


def _held(review: Review) -> Done[object] | None:
    if review.own or review.state != ReviewState.WAITING:
        moderation_desk.leave(keep=review.id)
        return None
    return moderation_desk.hold(review.id)


def _way_about(item_id: int) -> None:
    beside = load(moderation.neighbours, item_id, moderation_filters.current())
    kept = moderation_filters.query()
    with st.container(horizontal=True):
        open_link("moderation", t("moderation.to_queue"), icon="arrow_back", **kept)
        if beside.before:
            open_link("moderation", t("moderation.previous"), icon="chevron_left", item=beside.before, **kept)
        if beside.after:
            open_link("moderation", t("moderation.next"), icon="chevron_right", item=beside.after, **kept)


def _heading(review: Review) -> None:
    title = review.title or t("moderation.untitled")
    name_tab(title)
    st.subheader(plain(title))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(t(f"kind.{review.kind}"), color="gray")
        state_badge(f"{review.kind}_state", review.thing_state)
        if review.because != "new":
            st.badge(t(f"opened_because.{review.because}"), color="orange")
    about = [review.association, review.author, municipality(review.municipality), moment(review.opened_at)]
    st.caption(plain(" · ".join(part for part in about if part)))


def _flags(review: Review) -> None:
    if not review.flags:
        return
    with st.container(border=True):
        st.markdown(f"**{t('moderation.flags', n=len(review.flags))}**")
        for words in review.flags:
            st.text(words)


def _verdict(review: Review) -> None:
    """What was decided last, and by whom; the way back when it stands."""
    verdict = review.verdict
    if verdict is None:
        return
    with st.container(border=True, key="verdict"):
        st.markdown(
            t(
                "moderation.verdict",
                who=plain(verdict.who),
                decision_key=f"decision_done.{verdict.decision}",
                at=moment(verdict.at),
            )
        )
        if verdict.reason:
            st.caption(t(f"reason_code.{verdict.reason}"))
        if verdict.words:
            st.text(verdict.words)
        if review.may_undo:
            moderation_undo.button(review.id, key=f"undo-{review.id}", version=review.version)
