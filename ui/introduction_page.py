"""The screen of an introduction: what is proposed, the answer, and after it the contacts."""

import streamlit as st

from models import IntroductionAction, IntroductionAnswer, IntroductionOutcome, IntroductionState
from services import introductions
from services.introductions import IntroductionView, SideView
from ui import door, parts
from ui.texts import day, moment, municipality, t

Action = IntroductionAction
State = IntroductionState
_COLOURS = {
    IntroductionAnswer.WAITING: "gray",
    IntroductionAnswer.AGREED: "green",
    IntroductionAnswer.DECLINED: "red",
}


def head(view: IntroductionView) -> None:
    names = " · ".join(side.name for side in view.sides)
    parts.name_tab(f"{t('introduction.title')}: {names}")
    parts.back("introductions", t("introduction.back"))
    st.title(t("introduction.title"))
    st.subheader(parts.plain(names), anchor=False)
    with st.container(border=True):
        parts.state_badge("introduction_state", view.state)
        st.text(view.words)
        if view.idea:
            number, title = view.idea
            parts.open_link(
                "idea", t("introduction.about", idea=parts.plain(title)), icon="lightbulb", id=number
            )
        st.caption(
            t("introduction.proposed_by", name=parts.plain(view.proposed_by), at=moment(view.created_at))
        )


def situation(view: IntroductionView) -> None:
    """What is being waited for, or how it ended, in words for this reader."""
    match view.state:
        case State.PROPOSED if Action.AGREE not in view.actions:
            st.info(t("introduction.waits", day=day(view.reply_by)), icon=":material/hourglass_empty:")
        case State.AGREED if view.desk:
            st.success(t("introduction.agreed_desk"), icon=":material/check:")
        case State.AGREED:
            st.success(t("introduction.agreed"), icon=":material/check:")
        case State.DECLINED if not view.desk:
            st.info(t("introduction.ended"), icon=":material/info:")
        case State.DECLINED | State.EXPIRED | State.WITHDRAWN:
            st.info(t(f"introduction_next.{view.state}"), icon=":material/info:")
    if view.reason:
        st.text(view.reason)


def answer(view: IntroductionView) -> None:
    """Both answers with what follows from each, for who may answer."""
    if Action.AGREE not in view.actions:
        return
    with st.container(border=True, key="introduction-answer"):
        st.subheader(t("introduction.your_answer"), anchor=False)
        st.write(t("introduction.means", day=day(view.reply_by)))
        if view.shares:
            st.markdown(f"**{t('introduction.shares')}**")
            st.text("\n".join(view.shares.parts))
        with st.container(horizontal=True):
            agreed = st.button(
                t("introduction_action.agree"), type="primary", icon=":material/handshake:", key="agree"
            )
            declined = st.button(t("introduction_action.decline"), key="decline")
    if agreed and (done := door.perform(introductions.agree, view.id)):
        complete = done.value.state == State.AGREED
        door.flash(t("introduction_done.complete") if complete else t("introduction_done.agree"))
        st.rerun()
    if declined:
        _give_up(view, Action.DECLINE)


def sides(view: IntroductionView) -> None:
    for side in view.sides:
        with st.container(border=True, gap="small"):
            parts.open_link(
                "association", f"**{parts.plain(side.name)}**", icon="diversity_3", id=side.association_id
            )
            _answer_of(view, side)
            parts.facts(t("introduction.ours") if side.ours else "", municipality(side.municipality))
            if side.reason:
                st.caption(t("introduction.reason_hidden"))
                st.text(side.reason)
            if side.contact:
                st.markdown(f"**{t('introduction.contact')}**")
                st.text("\n".join(side.contact.parts))


def _answer_of(view: IntroductionView, side: SideView) -> None:
    if side.state is None or (side.state == IntroductionAnswer.WAITING and view.state != State.PROPOSED):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        colour = _COLOURS[side.state]
        st.badge(t(f"introduction_answer.{side.state}"), color=colour)  # type: ignore[arg-type]
        if side.answered_at:
            parts.facts(side.answered_by, moment(side.answered_at))


def follow_up(view: IntroductionView) -> None:
    """The desk writes down how it went."""
    if Action.FOLLOW_UP not in view.actions:
        return
    st.subheader(t("introduction.follow_up"), anchor=False)
    st.write(t("introduction.follow_up_words"))
    if view.follow_up_on:
        st.caption(t("introductions.follow_up_on", day=day(view.follow_up_on)))
    outcomes = list(IntroductionOutcome)
    fields = door.Fields()
    with st.form("follow-up"):
        chosen = st.radio(
            t("introduction.outcome"),
            outcomes,
            index=outcomes.index(view.outcome) if view.outcome else None,
            format_func=lambda one: t(f"introduction_outcome.{one}"),
            key="outcome",
        )
        said = st.text_area(
            t("introduction.outcome_words"), view.outcome_words, max_chars=2000, key="outcome-words"
        )
        fields.beside("outcome_words")
        fields.general()
        sent = st.form_submit_button(t("introduction_action.follow_up"), type="primary")
    if sent and chosen is None:
        st.warning(t("introduction.choose_outcome"), icon=":material/info:")
    elif sent and chosen and fields.perform(introductions.follow_up, view.id, chosen, said):
        door.flash(t("introduction_done.follow_up"))
        st.rerun()


def leaving(view: IntroductionView) -> None:
    """Quiet steps at the end of the page."""
    if Action.WITHDRAW in view.actions and st.button(
        t("introduction_action.withdraw"), type="tertiary", icon=":material/undo:", key="withdraw"
    ):
        _give_up(view, Action.WITHDRAW)
    # Who has said yes, or whose association is archived meanwhile, can still get out.
    if (
        Action.DECLINE in view.actions
        and Action.AGREE not in view.actions
        and st.button(t("introduction_action.decline"), type="tertiary", key="decline")
    ):
        _give_up(view, Action.DECLINE)


def _give_up(view: IntroductionView, action: IntroductionAction) -> None:
    """Asks for the words in a dialog; a refusal stays beside them, with what was typed."""
    act = introductions.decline if action == Action.DECLINE else introductions.withdraw

    def asking() -> None:
        fields = door.Fields()
        st.write(t(f"introduction_before.{action}"))
        reason = st.text_area(
            t(f"introduction_words.{action}"), max_chars=introductions.REASON_LENGTH, key=f"{action}-reason"
        )
        fields.beside("reason")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t(f"introduction_action.{action}"), type="primary", key=f"{action}-confirm")
            if st.button(t("parts.back"), key=f"{action}-back"):
                st.rerun()
        if sure and fields.perform(act, view.id, reason):
            door.flash(t(f"introduction_done.{action}"))
            st.rerun()

    st.dialog(t(f"introduction_action.{action}"))(asking)()
