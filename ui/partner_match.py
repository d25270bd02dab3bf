"""One suggested partner: the reasons in a line, all of them behind a heading, and what can be done."""

import streamlit as st

from services.partners import Match
from ui import door, partner_picks, partner_reasons, parts
from ui.texts import t


def show(idea_id: int, match: Match, *, may_pick: bool) -> None:
    candidate = match.candidate
    with st.container(border=True):
        parts.open_link("association", f"**{parts.plain(candidate.name)}**", id=candidate.association_id)
        if match.pinned_because:
            st.badge(t("partner_pick.pinned"), icon=":material/keep:", color="green")
            st.text(match.pinned_because)
        st.write(partner_reasons.sentence(partner_reasons.of(match)))
        if not candidate.registered:
            st.caption(t("partners.unregistered"))
        _ask(idea_id, candidate.association_id)
        opened = partner_reasons.folded(
            partner_reasons.of(match), t("match.why"), key=f"why-{candidate.association_id}"
        )
        if may_pick and (opened or match.pinned_because):
            partner_picks.offer(idea_id, match)


def _ask(idea_id: int, association_id: int) -> None:
    """For comfort alone, as a facilitator has nobody to ask for: the letter asks again."""
    me = door.actor()
    if any(map(me.acts_for, me.roles)):
        parts.open_link(
            "request_form", t("partners.ask"), icon="mail", idea=idea_id, association=association_id
        )
