"""The frame: who is asking, which screens there are, and what stands around each of them."""

import streamlit as st

from services import notices
from ui import door, frame, menu, texts, theme, trouble

# Before the pages are known: the browser would fetch the icon of one from a house of fonts to be the tab's.
st.set_page_config(page_icon=theme.ICON)
theme.dress()

try:
    with door.one_reading():
        actor, unread = door.begin(notices.unread)
        # A language is chosen between two runs: within one it is looked up once, not for each word.
        with texts.speaking(texts.language()):
            page = menu.navigation(actor)
            with frame.around(actor, page, unread):
                page.run()
except Exception as error:  # noqa: BLE001
    # A bug is logged with an id and looks like one; a refusal never comes this far.
    trouble.show(error)
