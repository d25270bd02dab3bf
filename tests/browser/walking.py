"""From screen to screen in one tab, as a link within Kanto leads: nothing of the app is fetched or started anew."""

import json
from pathlib import Path

from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_NUMBERS = {
    field.name: field.number
    for message in (BackMsg, ClientState, ForwardMsg)
    for field in message.DESCRIPTOR.fields
    if field.name in ("rerun_script", "fragment_id", "is_auto_rerun", "new_session", "script_finished")
} | dict(ForwardMsg.ScriptFinishedStatus.items())
# For every page from its beginning: it knows whether the server still owes it an answer.
HEARING = f"({Path(__file__).with_name('hearing.js').read_text()})({json.dumps(_NUMBERS)})"
# As static/links.js does it.
_WALK = """path => {
  history.pushState({}, "", path)
  window.dispatchEvent(new PopStateEvent("popstate"))
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  return answerIsDue()
}"""


def is_at_kanto(page: Page) -> bool:
    return page.get_by_test_id("stApp").count() > 0


def walk(page: Page, path: str) -> bool:
    """Whether the page has asked for the screen: one whose line to the server is broken cannot."""
    return bool(page.evaluate(_WALK, path))
