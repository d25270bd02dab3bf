import streamlit as st

from models import Kind
from services import events
from ui import door, event_page, listening, parts

event = door.load(events.view, parts.number_of(), key=st.query_params.get("seat", ""))
event_page.head(event)
listening.choice(Kind.EVENT, event.id)
event_page.draw(event)
