import streamlit as st

from services import events
from ui import door, event_page, parts

event = door.load(events.view, parts.number_of(), key=st.query_params.get("seat", ""))
event_page.head(event)
event_page.draw(event)
