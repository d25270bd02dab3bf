"""One proposal: what it is about, how it stands, and what its proposer or the host can do."""

import streamlit as st

from models import Kind, ProposalAction, ProposalStage, Visibility
from services import decisions
from services.decisions import ProposalView
from ui import circle_parts, comments, decision_list, door, parts
from ui.texts import moment, refusal, t


def head(view: ProposalView) -> None:
    parts.name_tab(view.title)
    circle_parts.back(view.kind, view.place_id, view.place, "decisions")
    st.title(parts.plain(view.title))
    with st.container(horizontal=True, vertical_alignment="center"):
        decision_list.badge(view.stage, view.outcome)
        if view.state != Visibility.VISIBLE:
            parts.state_badge("decision_state", view.state)
    parts.facts(view.author, view.association, moment(view.created_at))
    if view.meeting_id:
        label = t("decisions.of_meeting", meeting=parts.plain(view.meeting), item=parts.plain(view.item))
        parts.open_link("meeting", label, icon="groups", id=view.meeting_id)
    if view.body:
        st.text(view.body)


def closing(view: ProposalView) -> None:
    if view.stage == ProposalStage.OPEN:
        st.markdown(f":material/schedule: **{t('decisions.closes', at=moment(view.closes_at))}**")


def steps(view: ProposalView) -> None:
    with st.container(horizontal=True):
        if view.stage != ProposalStage.OPEN and view.decides and _quiet("propose_again", "replay"):
            parts.go(
                "decision_form", **circle_parts.place_query(view.kind, view.place_id), **{"from": view.id}
            )
        if ProposalAction.CLOSE in view.actions and _quiet("close_now", "event_available"):
            words = t("decisions.close_words", voted=view.turnout.voted, entitled=view.turnout.entitled)
            parts.confirm(t("decisions.close_now"), words, t("decisions.close_now"), lambda: _close(view.id))
        if ProposalAction.WITHDRAW in view.actions and _quiet("withdraw", "undo"):
            _ask_why(view.id)
        if view.may_flag and _quiet("flag", "flag"):
            comments.ask_for_a_look(Kind.DECISION, view.id)
        if view.review:
            parts.open_link("moderation", t("decisions.review"), icon="rule", item=view.review)


def history(view: ProposalView) -> None:
    opening = st.expander(t("decisions.history"), icon=":material/history:", key="history", on_change="rerun")
    if opening.open:
        with opening:
            parts.history("proposal", door.load(decisions.history, view.id))


def _quiet(name: str, icon: str) -> bool:
    return st.button(t(f"decisions.{name}"), type="tertiary", icon=f":material/{icon}:", key=name)


def _close(proposal_id: int) -> None:
    done = door.attempt(decisions.close, proposal_id)
    door.flash(refusal(done.refused) if done.refused else t("decisions.closed_now"))


def _ask_why(proposal_id: int) -> None:
    def asking() -> None:
        st.write(t("decisions.withdraw_words"))
        fields = door.Fields()
        why = st.text_area(t("decisions.withdraw_why"), key="withdraw-why")
        fields.beside("why")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t("decisions.withdraw"), type="primary", key="withdraw-now")
            if st.button(t("parts.back"), key="withdraw-back"):
                st.rerun()
        if sure and fields.perform(decisions.withdraw, proposal_id, why=why):
            door.flash(t("decisions.withdrawn"))
            st.rerun()

    st.dialog(t("decisions.withdraw"))(asking)()
