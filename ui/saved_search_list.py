"""One's own saved searches: open, change, delete."""

import streamlit as st

from services import saved_searches
from services.saved_searches import SavedCard
from ui import door, parts, saved_search_offer, saved_search_words
from ui.texts import t


def show(card: SavedCard) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            icon = saved_search_words.ICONS[card.sought]
            st.markdown(f":material/{icon}: **{parts.plain(card.name)}**")
            if card.new:
                st.badge(_how_many(card), color="green")
        parts.facts(
            t(f"sought.{card.sought}"), saved_search_words.told(card.filters), t(f"alert_short.{card.alert}")
        )
        if not card.reads:
            st.warning(t("saved_searches.broken"), icon=":material/error:")
        _acts(card)


def _how_many(card: SavedCard) -> str:
    if card.more:
        return t("saved_searches.at_least_new", n=card.new)
    return t("saved_searches.new", n=card.new)


def _acts(card: SavedCard) -> None:
    with st.container(horizontal=True):
        if card.reads and st.button(
            t("saved_searches.open"), icon=":material/arrow_forward:", key=f"open-{card.id}"
        ):
            open_search(card.id)
        if st.button(
            t("saved_searches.change"), type="tertiary", icon=":material/edit:", key=f"change-{card.id}"
        ):
            _change(card)
        if st.button(
            t("saved_searches.delete"), type="tertiary", icon=":material/delete:", key=f"delete-{card.id}"
        ):
            parts.confirm(
                t("saved_searches.delete"),
                t("saved_searches.delete_words", name=parts.plain(card.name)),
                t("saved_searches.delete"),
                lambda: _delete(card),
            )


def open_search(search_id: int) -> None:
    """To the list with these filters; all that is in it counts as seen."""
    if done := door.perform(saved_searches.opened, search_id):
        parts.go(saved_search_words.PAGES[done.value.sought], **done.value.filters)


def _delete(card: SavedCard) -> None:
    if door.perform(saved_searches.delete, card.id):
        door.flash(t("saved_searches.deleted"))


def _change(card: SavedCard) -> None:
    def asking() -> None:
        fields = door.Fields()
        name = st.text_input(t("saved_searches.name"), card.name, key=f"name-{card.id}", max_chars=80)
        fields.beside("name")
        alert = saved_search_offer.choose_alert(card.alert, key=f"alert-{card.id}")
        fields.general()
        if st.button(t("saved_searches.keep"), type="primary", key="change-now") and fields.perform(
            saved_searches.change, card.id, name=name, alert=alert
        ):
            door.flash(t("saved_searches.changed"))
            st.rerun()

    st.dialog(t("saved_searches.change"))(asking)()
