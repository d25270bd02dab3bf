"""A decision against a thing as its own people read it, and the way to ask another facilitator to look again."""

import streamlit as st

from models import ReviewState
from services import moderation
from services.moderation import OwnRuling
from ui import door
from ui.parts import name_tab, open_path, plain
from ui.texts import moment, t


def show(item_id: int) -> None:
    found = door.load(moderation.ruling_of, item_id)
    title = found.title or t("moderation.untitled")
    name_tab(title)
    st.subheader(plain(title))
    with st.container(border=True):
        st.markdown(_what(found))
        if found.reason:
            st.caption(t("ruling.reason", reason_key=f"reason_code.{found.reason}"))
        if found.words:
            st.text(found.words)
        open_path(found.link, t("moderation.open_page"), icon="open_in_new")
    _appealed(found)
    if found.may_appeal:
        _ask(found)


def _what(found: OwnRuling) -> str:
    kind = t(f"kind.{found.kind}")
    if found.automatic and found.due_at:
        return t("ruling.automatic", kind=kind, due=moment(found.due_at))
    if found.decision is None or found.at is None or found.state == ReviewState.WAITING:
        due = moment(found.due_at) if found.due_at else ""
        return t("ruling.waiting", kind=kind, due=due) if due else t("ruling.nothing", kind=kind)
    return t("ruling.decided", kind=kind, decision_key=f"decision_done.{found.decision}", at=moment(found.at))


def _appealed(found: OwnRuling) -> None:
    if found.state == ReviewState.APPEALED and found.appealed_at and found.due_at:
        words = t("ruling.appealed", at=moment(found.appealed_at), due=moment(found.due_at))
        st.info(words, icon=":material/hourglass_top:")
        st.text(found.appeal_words)
    elif found.final:
        st.info(t("ruling.final"), icon=":material/gavel:")


def _ask(found: OwnRuling) -> None:
    st.markdown(f"**{t('ruling.appeal_title')}**")
    st.write(t("ruling.appeal_words"))
    fields = door.Fields()
    with st.form(f"appeal-{found.item_id}", border=False):
        why = st.text_area(t("ruling.why"), max_chars=1000, key=f"appeal-{found.item_id}")
        fields.beside("why")
        fields.general()
        sent = st.form_submit_button(t("ruling.send"), type="primary", icon=":material/send:")
    if sent and fields.perform(moderation.appeal, found.item_id, why):
        door.flash(t("ruling.sent"))
        st.rerun()
