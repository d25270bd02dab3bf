"""How a bulletin reads, before it leaves and afterwards."""

import streamlit as st

from services import vocabulary
from services.bulletins import Audience, Words
from ui import parts
from ui.texts import municipality, t, term, translated


def letter(locale: str, words: Words, sender: str) -> None:
    """The letter as it comes to who reads in this language, with the words that every letter has around it."""
    with st.container(border=True):
        st.markdown(f"**{parts.plain(translated(locale, 'mail.bulletin.subject', subject=words.subject))}**")
        st.text(translated(locale, "mail.bulletin.body", body=words.body, sender=sender))
        st.caption(f"{translated(locale, 'mail.footer')} {translated(locale, 'mail.unsubscribe')}")


def told(audience: Audience, group: str) -> str:
    """Whom it is for, in one line."""
    named = (
        municipality(audience.municipality),
        term(vocabulary.TARGET_GROUPS, audience.target_group) if audience.target_group else "",
        term(vocabulary.COMPETENCES, audience.competence) if audience.competence else "",
        group,
        t("bulletin_form.pending") if audience.pending else "",
    )
    return " · ".join(filter(None, named)) or t("bulletin.everybody")
