"""The way from a narrowed list to a saved search."""

import streamlit as st

from models import Alert, Sought
from services import saved_searches
from ui import door, parts, saved_search_words
from ui.texts import t

_NAME_LENGTH = 80


def show(sought: Sought) -> None:
    """A button beside the filters, for who signed in and has set one."""
    asked = {name: st.query_params.get(name, "").strip() for name in saved_searches.FILTERS[sought]}
    filters = {name: value for name, value in asked.items() if value}
    if not filters or door.actor().is_visitor:
        return
    if st.button(
        t("saved_searches.save"), type="tertiary", icon=":material/bookmark_add:", key="save-search"
    ):
        _ask(sought, filters)


def _ask(sought: Sought, filters: dict[str, str]) -> None:
    def asking() -> None:
        st.write(t("saved_searches.save_words"))
        fields = door.Fields()
        name = st.text_input(
            t("saved_searches.name"),
            f"{t(f'sought.{sought}')}: {saved_search_words.told(filters)}"[:_NAME_LENGTH],
            key="saved-name",
            max_chars=_NAME_LENGTH,
        )
        fields.beside("name")
        alert = choose_alert(Alert.IN_APP, key="saved-alert")
        fields.general()
        if st.button(t("saved_searches.save_now"), type="primary", key="save-now") and fields.perform(
            saved_searches.save, sought, filters, name=name, alert=alert
        ):
            door.flash(t("saved_searches.saved"), ":material/bookmark_added:")
            st.rerun()
        parts.open_link("saved_searches", t("saved_searches.title"), icon="bookmark")

    st.dialog(t("saved_searches.save"))(asking)()


def choose_alert(value: Alert, *, key: str) -> Alert:
    alerts = list(Alert)
    return st.radio(
        t("saved_searches.alert"),
        alerts,
        index=alerts.index(value),
        format_func=lambda alert: t(f"alert.{alert}"),
        key=key,
    )
