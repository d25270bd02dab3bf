"""The screen of a proposal that two similar ideas become one, where each side answers."""

import streamlit as st

from models import IdeaState, JoiningAction, JoiningState
from services import joinings
from services.joinings import JoiningView, SideView
from ui import door, parts
from ui.texts import moment, municipality, t

Action = JoiningAction


def head(view: JoiningView) -> None:
    title = t("joining.title")
    parts.name_tab(title)
    st.title(title)
    with st.container(border=True):
        parts.state_badge("joining_state", view.state)
        st.write(t("joining.what"))
        st.text(view.words)
        st.caption(t("joining.proposed_by", name=parts.plain(view.proposed_by), at=moment(view.created_at)))


def both(view: JoiningView) -> None:
    """Side by side on a wide screen, one under the other on a narrow one; what would stay comes first."""
    for side, place, role in zip((view.kept, view.joined), st.columns(2), ("kept", "joined"), strict=True):
        with place.container(border=True, height="stretch"):
            st.caption(t(f"joining_role.{role}"))
            _idea(side)
            _consent(view, side)


def _idea(side: SideView) -> None:
    st.subheader(parts.plain(side.title) or t("joining.not_shown"), anchor=False)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if side.ours:
            st.badge(t("joining.ours"), color="blue")
        parts.facts(side.association, municipality(side.municipality))
    for label, text in (("idea_field.summary", side.summary), ("idea_field.need", side.need)):
        if text:
            with st.container(gap=None):
                st.markdown(f"**{t(label)}**")
                st.text(text)
    if side.opens:
        parts.open_link("idea", t("joining.read_idea"), icon="lightbulb", id=side.idea_id)


def _consent(view: JoiningView, side: SideView) -> None:
    if side.agreed_by:
        st.badge(
            t("joining.agreed_by", name=parts.plain(side.agreed_by)), icon=":material/check:", color="green"
        )
    elif view.state == JoiningState.PROPOSED and not view.gone:
        st.badge(t("joining.not_answered"), icon=":material/hourglass_empty:", color="gray")


def outcome(view: JoiningView) -> None:
    """How it ended, or what is being waited for, in words."""
    if view.gone:
        st.info(t("joining.gone"), icon=":material/info:")
    elif view.state != JoiningState.PROPOSED:
        st.info(t(f"joining_next.{view.state}"), icon=":material/arrow_forward:")
    elif Action.AGREE not in view.actions:
        st.info(t("joining.waits"), icon=":material/hourglass_empty:")
    if view.reason:
        st.markdown(f"**{t('joining.reason')}**")
        st.text(view.reason)


def answer(view: JoiningView) -> None:
    """One button for each step that is open to the reader."""
    if Action.AGREE in view.actions:
        _agree(view)
    for action in (Action.DECLINE, Action.WITHDRAW):
        if action in view.actions and st.button(t(f"joining_action.{action}"), key=f"{action}-{view.id}"):
            _give_up(view, action)


def _agree(view: JoiningView) -> None:
    st.subheader(t("joining.your_answer"), anchor=False)
    unpublished = view.joined.state == IdeaState.SUBMITTED
    means = ["stays", "unpublished" if unpublished else "withdrawn", "partner", "told"]
    st.write(t("joining.means"))
    st.markdown("\n".join(f"- {t(f'joining_means.{each}')}" for each in means))
    if unpublished and view.joined.ours:
        st.caption(t("joining.shows_words"))
    if st.button(
        t("joining_action.agree"), type="primary", icon=":material/handshake:", key=f"agree-{view.id}"
    ) and (done := door.perform(joinings.agree, view.id)):
        joined = done.value.state == JoiningState.JOINED
        door.flash(t("joining_done.join") if joined else t("joining_done.agree"))
        st.rerun()


def _give_up(view: JoiningView, action: JoiningAction) -> None:
    """Asks for the reason in a dialog; a refusal stays beside it, with what was typed."""
    act = joinings.decline if action == Action.DECLINE else joinings.withdraw

    def asking() -> None:
        fields = door.Fields()
        st.write(t(f"joining_before.{action}"))
        reason = st.text_area(t(f"joining_words.{action}"), max_chars=500, key=f"{action}-reason")
        fields.beside("reason")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t(f"joining_action.{action}"), type="primary", key=f"{action}-confirm")
            if st.button(t("parts.back"), key=f"{action}-back"):
                st.rerun()
        if sure and fields.perform(act, view.id, reason):
            door.flash(t(f"joining_done.{action}"))
            st.rerun()

    st.dialog(t(f"joining_action.{action}"))(asking)()
