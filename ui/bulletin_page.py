"""A letter that has been sent: its words for everybody whom it reached, how it goes for the desk."""

import streamlit as st

from models import BulletinState
from services import bulletins
from services.bulletins import BulletinView, Sending
from ui import bulletin_parts, door, parts
from ui.frame import LANGUAGES
from ui.texts import clock, language, moment, number, t

_EVERY = "5s"


def draw(bulletin_id: int) -> None:
    view = door.load(bulletins.view, bulletin_id)
    locale = language() if language() in view.words else bulletins.FIRST
    subject = view.words[locale].subject
    parts.name_tab(subject)
    if view.sending:
        parts.back("bulletins", t("bulletin.back"))
    st.title(parts.plain(subject))
    parts.facts(view.author, moment(view.created_at))
    if view.sending:
        _desk(view, view.sending)
    else:
        st.text(view.words[locale].body)


def _desk(view: BulletinView, sending: Sending) -> None:
    parts.facts(t("bulletin.whom", whom=bulletin_parts.told(sending.audience, sending.group)))
    _progress(view.id, sending)
    if sending.stoppable and st.button(t("bulletin.stop"), icon=":material/stop_circle:", key="stop"):
        parts.confirm(
            t("bulletin.stop"), t("bulletin.stop_words"), t("bulletin.stop"), lambda: _stop(view.id)
        )
    for locale, words in view.words.items():
        st.caption(LANGUAGES[locale])
        bulletin_parts.letter(locale, words, view.author)


def _stop(bulletin_id: int) -> None:
    if door.perform(bulletins.stop, bulletin_id):
        door.flash(t("bulletin.stopped"))


def _progress(bulletin_id: int, sending: Sending) -> None:
    """Looks again by itself while it is on its way."""
    if sending.stoppable:
        _live(bulletin_id)
    else:
        _drawn(sending)


@st.fragment(run_every=_EVERY)
def _live(bulletin_id: int) -> None:
    if sending := door.load(bulletins.view, bulletin_id).sending:
        _drawn(sending)


def _drawn(sending: Sending) -> None:
    parts.state_badge("bulletin_state", sending.state)
    reach = t("bulletins.told", told=sending.told, people=sending.people, associations=sending.associations)
    match sending.state:
        case BulletinState.WAITING:
            st.info(t("bulletin.waits", at=clock(sending.leaves_at)), icon=":material/hourglass_top:")
        case BulletinState.SENDING:
            st.progress(min(1.0, sending.told / max(1, sending.people)), text=reach)
        case _:
            ended = t("bulletin.ended", at=moment(sending.ended_at)) if sending.ended_at else ""
            parts.facts(reach, ended)
    if sending.state == BulletinState.SENT and sending.told != sending.people:
        st.caption(t("bulletin.changed", n=number(sending.people)))
