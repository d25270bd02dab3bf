"""The decisions of a group or a plan: what is voted on now, and what has been decided."""

import streamlit as st

from models import Kind, Outcome, ProposalStage, Visibility
from services import circles, decisions
from services.decisions import ProposalCard
from ui import circle_parts, door, parts
from ui.texts import moment, t

OUTCOME_COLOURS = {
    Outcome.CHOSEN: "green",
    Outcome.TIE: "orange",
    Outcome.NO_QUORUM: "orange",
    Outcome.NO_VOTES: "gray",
}


def draw(kind: Kind, place_id: int) -> None:
    circle = door.load(circles.fetch, kind, place_id)
    page = door.load(decisions.of, kind, place_id, after=st.query_params.get("decisions", ""))
    st.write(t(f"decisions.intro_{kind}"))
    if (
        circle.decides
        and circle.meets
        and st.button(t("decisions.propose"), type="primary", icon=":material/how_to_vote:", key="propose")
    ):
        parts.go("decision_form", **circle_parts.place_query(kind, place_id))
    for shown in page.rows:
        card(shown)
    if not page.rows:
        parts.empty(t("decisions.none"))
    parts.pager(page, name="decisions")


def card(shown: ProposalCard) -> None:
    with st.container(border=True, gap="small", key=f"decision-{shown.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.open_link("decision", f"**{parts.plain(shown.title)}**", id=shown.id)
            badge(shown.stage, shown.outcome)
            if shown.waits:
                st.badge(t("decisions.waits_for_you"), icon=":material/how_to_vote:", color="orange")
            if shown.state != Visibility.VISIBLE:
                parts.state_badge("decision_state", shown.state)
        if shown.chosen:
            st.text(shown.chosen)
        st.caption(_when(shown))


def badge(stage: ProposalStage, outcome: Outcome | None) -> None:
    if outcome is not None:
        st.badge(t(f"outcome.{outcome}"), color=OUTCOME_COLOURS[outcome])  # type: ignore[arg-type]
    else:
        colour = "blue" if stage == ProposalStage.OPEN else "gray"
        st.badge(t(f"proposal_stage.{stage}"), color=colour)  # type: ignore[arg-type]


def _when(shown: ProposalCard) -> str:
    if shown.stage == ProposalStage.OPEN:
        return t("decisions.closes", at=moment(shown.closes_at))
    return t("decisions.closed", at=moment(shown.closed_at or shown.closes_at))
