"""The calm page of an error that nobody foresaw."""

import logging
import secrets

import streamlit as st
from streamlit.errors import FragmentHandledException

from ui.parts import open_link
from ui.texts import t

_log = logging.getLogger("kanto")


def show(error: Exception) -> bool:
    """Logs the error with an id, and shows that id: it is what a person can tell us.

    Also the server's handler for errors inside fragments, which never reach the frame; true because nothing
    else needs to be shown.
    """
    if isinstance(error, FragmentHandledException):
        return True
    number = secrets.token_hex(4)
    _log.error("unexpected error %s", number, exc_info=error)
    with st.container(border=True, key=f"trouble-{number}"):
        st.subheader(t("frame.trouble_title"))
        st.write(t("frame.trouble", number=number))
        open_link("home", t("frame.to_home"), icon="home")
    return True
