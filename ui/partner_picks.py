"""A facilitator's word on the partners of an idea: who comes first, who is left out, and why."""

import streamlit as st

from models import Pick
from services import partners
from services.partner_picks import LeftOut, Picks
from services.partners import Match
from services.partners.picks import REASON_LENGTH
from ui import door, parts
from ui.texts import t

_ICONS = {Pick.PIN: "keep", Pick.EXCLUDE: "person_remove"}


def offer(idea_id: int, match: Match) -> None:
    """The ways for one of the list; for those who may."""
    association = match.candidate.association_id
    with st.container(horizontal=True):
        if match.pinned_because:
            taking_back = st.button(
                t("partner_pick.unpin"), icon=":material/keep_off:", key=f"unpick-{association}"
            )
            if taking_back:
                _take_back(
                    idea_id, association, t("partner_pick.unpinned", name=parts.plain(match.candidate.name))
                )
        else:
            _way(idea_id, match, Pick.PIN)
        _way(idea_id, match, Pick.EXCLUDE)


def _way(idea_id: int, match: Match, choice: Pick) -> None:
    pressed = st.button(
        t(f"partner_pick.{choice}"),
        icon=f":material/{_ICONS[choice]}:",
        key=f"{choice}-{match.candidate.association_id}",
    )
    if pressed:
        _ask(idea_id, match, choice)


def _ask(idea_id: int, match: Match, choice: Pick) -> None:
    candidate = match.candidate

    def asking() -> None:
        st.write(t(f"partner_pick_words.{choice}", name=parts.plain(candidate.name)))
        fields = door.Fields()
        key = f"{choice}-reason-{candidate.association_id}"
        reason = st.text_area(t("partner_pick.reason"), max_chars=REASON_LENGTH, key=key)
        fields.beside("reason")
        fields.general()
        with st.container(horizontal=True):
            sure = st.button(t(f"partner_pick.{choice}"), type="primary", key="pick-now")
            if st.button(t("parts.back"), key="pick-back"):
                st.rerun()
        if sure and fields.perform(partners.pick, idea_id, candidate.association_id, choice, reason):
            door.flash(t(f"partner_picked.{choice}", name=parts.plain(candidate.name)))
            st.rerun()

    st.dialog(t(f"partner_pick.{choice}"))(asking)()


def left_out(idea_id: int, picks: Picks) -> None:
    """Who is left out, with the reasons, for everybody who sees the list."""
    if not picks.left_out:
        return
    with st.expander(t("partner_pick.left_out", n=len(picks.left_out)), icon=":material/person_remove:"):
        for one in picks.left_out:
            _left_out(idea_id, one, picks.may_pick)


def _left_out(idea_id: int, one: LeftOut, may_pick: bool) -> None:
    parts.open_link("association", parts.plain(one.name), id=one.association_id)
    st.text(one.reason)
    if may_pick and st.button(
        t("partner_pick.back"), icon=":material/undo:", key=f"unpick-{one.association_id}"
    ):
        _take_back(idea_id, one.association_id, t("partner_pick.is_back", name=parts.plain(one.name)))


def _take_back(idea_id: int, association_id: int, told: str) -> None:
    if door.perform(partners.unpick, idea_id, association_id):
        door.flash(told)
        st.rerun()
