"""Ideas as cards: what, whose, where, in which state, and what to do next."""

import streamlit as st

from models import IdeaState
from services import ideas
from services.ideas import IdeaCard
from services.paging import Page
from ui import parts
from ui.texts import day, municipality, t

# Where the next step is taken; the other steps are on the idea's own page.
_FORM_STEPS = ("finish", "mend", "submit_edit")


def show(page: Page[IdeaCard]) -> None:
    """The cards of one page of a list, in its order."""
    for card in page.rows:
        with st.container(border=True, gap="small"):
            _card(card)


def _card(card: IdeaCard) -> None:
    parts.open_link("idea", f"**{parts.plain(title_of(card.title))}**", id=card.id)
    with st.container(horizontal=True):
        if card.state != IdeaState.PUBLISHED:
            parts.state_badge("idea_state", card.state)
        if card.needs:
            st.badge(t("ideas.needs", n=card.needs), icon=":material/handshake:", color="orange")
    if card.summary:
        st.text(card.summary)
    parts.facts(
        card.association,
        municipality(card.municipality),
        t("ideas.endorsements", n=card.endorsements) if card.endorsements else "",
        t("ideas.comments", n=card.comments) if card.comments else "",
        _reply_by(card),
    )
    _next(card)


def _reply_by(card: IdeaCard) -> str:
    if not card.reply_by or card.state != IdeaState.PUBLISHED:
        return ""
    if ideas.call_ended(card.state, card.reply_by):
        return t("ideas.call_ended", day=day(card.reply_by))
    return t("ideas.reply_by", day=day(card.reply_by))


def _next(card: IdeaCard) -> None:
    label = t(f"idea_next.{card.next_step}")
    if card.next_step in _FORM_STEPS:
        parts.open_link("idea_form", label, icon="edit", id=card.id)
    elif card.next_step == "find_partners":
        parts.open_link("partners", label, icon="handshake", idea=card.id)
    else:
        parts.open_link("idea", label, icon="arrow_forward", id=card.id)


def title_of(title: str) -> str:
    return title or t("ideas.untitled")
