"""Pieces of the screens of partner requests."""

import streamlit as st

from models import ImplementerRole
from services import vocabulary
from services.partner_requests import RequestCard
from ui import parts
from ui.texts import day, number, t, term


def need_words(competence: str, words: str) -> str:
    """A need in the idea's own words, else by its competence, safe inside a label."""
    return parts.plain(words or term(vocabulary.COMPETENCES, competence))


def who(card: RequestCard) -> str:
    return t(
        f"request_direction.{card.direction}",
        sender=parts.plain(card.from_name),
        receiver=parts.plain(card.to_name),
    )


def deadline(card: RequestCard) -> None:
    """The last day in words and, while it matters, how near it is."""
    if card.days_left < 0 or card.state not in ("sent", "question"):
        st.caption(t("request.reply_by", day=day(card.reply_by)))
    elif card.days_left == 0:
        st.warning(t("request.last_day"), icon=":material/alarm:")
    elif card.days_left <= 3:
        st.warning(t("request.days_left", n=card.days_left, day=day(card.reply_by)), icon=":material/alarm:")
    else:
        st.caption(t("request.days_left", n=card.days_left, day=day(card.reply_by)))


def colleagues_turn(card: RequestCard) -> None:
    """For who sees the request of their association but cannot answer it."""
    if card.colleagues_turn:
        st.info(t("request.colleagues_turn"), icon=":material/group:")


def role_explained(role: ImplementerRole, partner: str = "") -> None:
    """What the role means, where it is asked for or chosen."""
    name = t(f"implementer_role.{role}")
    st.markdown(f"**{parts.plain(partner)}: {name}**" if partner else f"**{name}**")
    st.write(t(f"implementer_role_help.{role}"))


def hours(count: int | None) -> str:
    return t("request.hours", count=number(count)) if count else t("request.hours_open")
