"""The letter of /request: what is asked, by whom, until when, and what was said about it."""

import streamlit as st

from models import RequestDirection
from services.partner_requests import RequestView
from ui import parts, request_parts
from ui.texts import moment, t


def draw(view: RequestView) -> None:
    card = view.card
    title = t(f"request_title.{card.direction}")
    parts.name_tab(f"{title}: {card.idea_title}")
    st.title(title)
    with st.container(border=True):
        parts.state_badge("partner_request_state", card.state)
        st.subheader(parts.plain(card.idea_title), anchor=False)
        st.write(request_parts.who(card))
        request_parts.deadline(card)
        if view.words:
            st.text(view.words)
        st.caption(t("request.sent_by", name=parts.plain(view.sent_by), at=moment(card.created_at)))
        parts.open_link("idea", t("request.read_idea"), icon="lightbulb", id=view.idea_id)
    with st.container(border=True):
        request_parts.role_explained(card.role, view.partner_name)
        st.write(request_parts.hours(card.hours))
        _needs(view)
    _thread(view)
    _outcome(view)


def _needs(view: RequestView) -> None:
    if view.needs:
        st.markdown(f"**{t('request.needs')}**")
        st.markdown("\n".join(f"- {request_parts.need_words(*need)}" for need in view.needs))


def _thread(view: RequestView) -> None:
    for message in view.messages:
        with st.container(border=True):
            st.caption(
                f"{parts.plain(message.author)} · {parts.plain(message.association)} · {moment(message.at)}"
            )
            st.text(message.body)


def _outcome(view: RequestView) -> None:
    """How it ended, in words, and what to do next."""
    if view.answered_at:
        st.caption(t("request.answered_by", name=parts.plain(view.answered_by), at=moment(view.answered_at)))
    if view.reason:
        st.markdown(f"**{t('request.reason')}**")
        st.text(view.reason)
    request_parts.colleagues_turn(view.card)
    if not (view.card.my_turn or view.card.colleagues_turn):
        st.info(t(f"request_next.{view.card.state}"), icon=":material/arrow_forward:")
    if view.card.ours and view.card.state in ("declined", "expired"):
        _look_further(view)
    if view.card.state == "accepted":
        parts.open_link("plans", t("request.to_plans"), icon="assignment")


def _look_further(view: RequestView) -> None:
    """Whose letter came to nothing goes on from there: to other partners, or to other ideas."""
    if view.card.direction == RequestDirection.INVITATION:
        parts.open_link("partners", t("request.other_partners"), icon="search", idea=view.idea_id)
    else:
        parts.open_link("ideas", t("request.other_ideas"), icon="lightbulb")
