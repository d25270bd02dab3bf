"""What the browser brings with it."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from services import accounts

COOKIE = "kanto_session"
_MARK_COOKIE = "_streamlit_xsrf"
_BROWSER = "_browser"


def token() -> str:
    """The opaque session token of this connection's cookie; empty when there is none."""
    return st.context.cookies.get(COOKIE, "") or ""


def mark() -> str:
    """What tells this browser from others before anybody has signed in; empty without cookies."""
    return mark_in(st.context.cookies)


def mark_in(cookies: Mapping[str, str]) -> str:
    # The cookie's text is masked anew with each answer; what it holds stays.
    held, _ = decode_xsrf_token_string(cookies.get(_MARK_COOKIE, ""))
    return held.hex() if held else ""


def network_address() -> str:
    """Where the connection comes from; empty on this very machine."""
    return st.context.ip_address or ""


def here() -> str:
    """The path of this screen with its query, to come back to."""
    path = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return f"{path}?{query}" if query else path


def keep_apart() -> None:
    """Empties the state of a Streamlit session that another browser has resumed.

    Streamlit gives a session to any client that knows its id, which stands in upload addresses and so in
    proxies' logs. The cookies of the connection must be those that the session began with.
    """
    mine = accounts.hashed(f"{token()} {mark()}")
    if st.session_state.setdefault(_BROWSER, mine) != mine:
        st.session_state.clear()
        st.session_state[_BROWSER] = mine
