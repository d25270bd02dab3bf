"""One item of the queue: what it says, and the decision about it."""

import streamlit as st

from models import Kind, ReviewState, WorkspaceError, now
from services import moderation
from services.moderation import THRESHOLD, Barred, Neighbours, PastRuling, Review
from ui import (
    moderation_desk,
    moderation_filters,
    moderation_form,
    moderation_notes,
    moderation_preview,
    moderation_undo,
    moderation_watch,
    similar_desk,
)
from ui.door import load
from ui.parts import from_the_top, name_tab, open_link, plain
from ui.texts import moment, municipality, number, refusal, t

_BARRED = {Barred.OWN: "moderation.own", Barred.APPEAL: "moderation.own_decision"}


def show(item_id: int) -> None:
    view = load(moderation.item_view, item_id, moderation_filters.current())
    review = view.review
    from_the_top(f"review-{item_id}")
    refused = _held(review)
    _way_about(view.beside)
    moderation_undo.offer(besides=item_id)
    _heading(review)
    moderation_watch.show(review)
    _appeal(review)
    _flags(review)
    moderation_preview.show(review)
    if review.kind == Kind.IDEA and review.barred != Barred.OWN:
        similar_desk.around(review.thing_id)
    _verdict(review)
    if review.barred:
        st.info(t(_BARRED[review.barred]), icon=":material/block:")
    else:
        if refused:
            st.warning(refusal(refused), icon=":material/lock_clock:")
        moderation_form.show(review, view.templates)
    if review.barred != Barred.OWN:
        moderation_notes.show(review)


def _held(review: Review) -> WorkspaceError | None:
    if review.barred or review.state not in (ReviewState.WAITING, ReviewState.APPEALED):
        moderation_desk.leave(keep=review.id)
        return None
    return moderation_desk.hold(review.id)


def _way_about(beside: Neighbours) -> None:
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
    about = [review.association, review.author, municipality(review.municipality), moment(review.opened_at)]
    marks = [
        f":gray-badge[{t(f'kind.{review.kind}')}]",
        f":blue-badge[{t(f'{review.kind}_state.{review.thing_state}')}]",
        *([f":orange-badge[{t(f'opened_because.{review.because}')}]"] if review.because != "new" else []),
    ]
    if review.due_at:
        late = review.due_at <= now()
        words = t("moderation.due_past" if late else "moderation.due", at=moment(review.due_at))
        marks.append(f":{'red' if late else 'gray'}-badge[:material/timer: {words}]")
    st.caption(" ".join(marks) + "  \n" + plain(" · ".join(part for part in about if part)))


def _appeal(review: Review) -> None:
    if not review.appeal:
        return
    with st.container(border=True, key="appeal"):
        at = moment(review.appeal.at)
        st.markdown(f"**{t('moderation.appeal', who=plain(review.appeal.who), at=at)}**")
        st.text(review.appeal.words)


def _flags(review: Review) -> None:
    """What readers said; when their flags hid the thing, that nobody has decided it yet."""
    if review.automatic:
        st.warning(t("moderation.automatic"), icon=":material/visibility_off:")
    if not review.flags:
        return
    with st.container(border=True):
        st.markdown(f"**{t('moderation.flags', n=len(review.flags))}**")
        if review.points:
            st.caption(
                t("moderation.points", points=number(review.points / 100), most=number(THRESHOLD // 100))
            )
        for flag in review.flags:
            st.text(f"{t(f'flag_reason.{flag.reason}')}: {flag.words}")


def _verdict(review: Review) -> None:
    """What was decided last, and by whom; the way back when it stands; and what was decided before."""
    verdict = review.verdict
    if verdict is None:
        return
    with st.container(border=True, key="verdict"):
        done = t(
            "moderation.verdict",
            who=plain(verdict.who) or t("moderation.readers"),
            decision_key=f"decision_done.{verdict.decision}",
            at=moment(verdict.at),
        )
        st.markdown(f"{done}  \n{t(f'reason_code.{verdict.reason}')}" if verdict.reason else done)
        if verdict.words:
            st.text(verdict.words)
        if review.may_undo:
            moderation_undo.button(review.id, key=f"undo-{review.id}", version=review.version)
        if len(review.rulings) > 1:
            with st.popover(t("moderation.rulings", n=len(review.rulings)), icon=":material/history:"):
                st.markdown("\n".join(f"- {_past(each)}" for each in review.rulings))


def _past(ruling: PastRuling) -> str:
    done = t(
        "moderation.verdict",
        who=plain(ruling.who) or t("moderation.readers"),
        decision_key=f"decision_done.{ruling.decision}",
        at=moment(ruling.at),
    )
    return f"~~{done}~~ ({t('moderation.ruling_undone')})" if ruling.undone else done
