"""A person's notices as a list; opening one marks it as read."""

import streamlit as st

from services import notices
from services.notices import NoticeCard
from ui import links
from ui.door import load, perform
from ui.parts import empty, facts, go, open_link, pager, plain
from ui.texts import moment, t


def show() -> None:
    open_link("notice_settings", t("notices.to_settings"), icon="tune")
    page = load(notices.of, after=st.query_params.get("after", ""))
    if not page.rows:
        empty(t("notices.none"), page="ideas", label=t("notices.to_ideas"), icon="lightbulb")
        return
    unread = load(notices.unread)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.write(t("notices.unread", n=unread) if unread else t("notices.all_read"))
        if unread and st.button(t("notices.read_all"), icon=":material/done_all:", key="read-all"):
            perform(notices.read_all)
            st.rerun()
    for card in page.rows:
        row(card)
    pager(page)


def words(card: NoticeCard) -> str:
    return t(f"notices.{card.key}", **card.params).strip()


def row(card: NoticeCard) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"notice-{card.id}"):
        with st.container(gap=None):
            text = plain(words(card))
            st.markdown(f"**{text}**" if card.unread else text)
            facts(t("notices.new") if card.unread else "", moment(card.at))
        if st.button(t("notices.open"), icon=":material/arrow_forward:", key=f"open-{card.id}"):
            _open(card)


def _open(card: NoticeCard) -> None:
    opened = perform(notices.read, card.id)
    if opened:
        page, query = links.parted(opened.value)
        go(page, **query)
