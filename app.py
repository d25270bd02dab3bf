"""The frame: who is asking, which screens there are, and what stands around each of them."""

import streamlit as st

from ui import door, frame, menu, theme

st.set_page_config(page_title="Kanto", page_icon=theme.ICON, layout="centered")
theme.dress()

actor = door.begin()
page = menu.navigation(actor)
frame.around(actor)
page.run()
