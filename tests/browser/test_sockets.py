"""Without a browser: what somebody gets who speaks to the server's socket by hand.

Streamlit gives a session to any client that knows its id, which stands in upload addresses and so in proxies' logs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from services import accounts
from tests.browser.conftest import Server


@contextmanager
def line(
    server: Server, token: str = "", session_id: str = "", origin: str = ""
) -> Iterator[ClientConnection]:
    """A socket with this person's cookie, perhaps in a session that somebody else began."""
    with connect(
        server.url.replace("http", "ws") + "/_stcore/stream",
        additional_headers={"Cookie": f"kanto_session={token}"} if token else {},
        subprotocols=["streamlit", "x", session_id] if session_id else None,  # type: ignore[list-item]
        origin=origin or None,  # type: ignore[arg-type]
        max_size=None,
    ) as made:
        yield made


def shown(made: ClientConnection, page: str = "account") -> tuple[str, str]:
    """The session's id, and all that the server sends for this page."""
    wish = BackMsg()
    wish.rerun_script.page_name = page
    made.send(wish.SerializeToString())
    session_id, sent = "", ""
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(made.recv(timeout=60)))  # type: ignore[arg-type]
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            session_id = answer.new_session.initialize.session_id
        if kind == "script_finished":
            return session_id, sent
        sent += str(answer)


@pytest.mark.parametrize("thief", ["", "sirpa"])
@pytest.mark.parametrize("still_open", [True, False])
def test_a_session_resumed_by_another_browser_is_empty(server: Server, thief: str, still_open: bool) -> None:
    token = server.token_of(thief) if thief else ""
    with line(server, server.token_of("aune")) as own:
        session_id, sent = shown(own)
        assert "Aune Koivula" in sent
        if not still_open:
            own.close()

        with line(server, token, session_id) as stolen:
            resumed, seen = shown(stolen)

    assert resumed == session_id
    assert "Koivula" not in seen
    assert ("Sirpa Vaara" in seen) == bool(thief)


def test_a_foreign_page_opens_no_socket(server: Server) -> None:
    with pytest.raises(InvalidStatus), line(server, server.token_of("aune"), origin="https://evil.example"):
        pass


def test_a_session_that_has_ended_shows_nothing_at_the_next_click(server: Server) -> None:
    token = server.token_of("aune")
    with line(server, token) as own:
        shown(own)
        with server.changing() as session:
            accounts.end_session(session, token)

        _, seen = shown(own)

    assert "Koivula" not in seen
