"""From screen to screen in one tab, as a link within Kanto leads: nothing of the app is fetched or started anew."""

import time

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.hands import settled, visit

_WALK = """path => {
  history.pushState({}, "", path)
  window.dispatchEvent(new PopStateEvent("popstate"))
}"""


class Walker:
    """A tab that knows when the screen it was sent to has run: what was there before looks finished as well."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._runs = 0
        self._begun = False
        page.on("websocket", self._listen)

    def to(self, path: str, *, within: float = 20) -> Page:
        if not self._begun:
            self._begun = True
            return visit(self.page, path)
        before, until = self._runs, time.monotonic() + within
        self.page.evaluate(_WALK, path)
        while self._runs == before:
            assert time.monotonic() < until, f"{path} did not run"
            self.page.wait_for_timeout(10)
        return settled(self.page)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            heard = ForwardMsg.FromString(frame)
            finished = heard.WhichOneof("type") == "script_finished"
            self._runs += finished and heard.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
