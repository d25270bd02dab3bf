"""What the browser brings with it."""

import streamlit as st

COOKIE = "kanto_session"


def token() -> str:
    """The opaque session token of this connection's cookie; empty when there is none."""
    return st.context.cookies.get(COOKIE, "") or ""
