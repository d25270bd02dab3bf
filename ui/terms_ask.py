"""Asking about terms of use that have changed, above whatever screen the person came to."""

from datetime import date

import streamlit as st

from services import accounts, terms
from ui import door, parts
from ui.texts import day, t


def draw() -> None:
    with st.container(border=True, key="terms-ask"):
        new = f"**{t('terms.new', day=day(terms.VERSION))}**"
        leaving = f":small[{t('terms.or_leave', account=t('account.title'))}]"
        st.markdown(
            "\n\n".join([new, t("terms.changes"), leaving, parts.text_link("terms", t("terms.read"))])
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                t("terms.accept"),
                type="primary",
                icon=":material/check:",
                key="accept-terms",
                on_click=_accept,
                args=(terms.VERSION,),
            )
            st.button(t("terms.later"), key="terms-later", on_click=_later)


# In callbacks: nothing that is being typed on the screen below is lost by a rerun of ours.
def _accept(version: date) -> None:
    done = door.attempt(accounts.accept_terms, version)
    door.flash_refused(done)
    if done:
        door.flash(t("terms.accepted"))


def _later() -> None:
    door.attempt(accounts.put_terms_off)
