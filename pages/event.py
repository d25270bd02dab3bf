import streamlit as st

from models import EventState
from services import events
from ui import door, event_acts, event_parts, parts
from ui.texts import t

event = door.load(events.view, parts.number_of())
parts.name_tab(event.title)
parts.back("events", t("event.back"))
st.title(parts.plain(event.title))
event_parts.badge(event.state)
if event.state == EventState.CANCELLED:
    st.error(t("event.is_cancelled", why=parts.plain(event.reason)), icon=":material/event_busy:")
elif event.over:
    st.info(t("event.is_over"), icon=":material/history:")
st.markdown(f":material/event: **{parts.plain(event_parts.when(event.starts_at, event.ends_at))}**")
if place := event_parts.where(event.place, event.municipality, bool(event.link)):
    st.markdown(f":material/place: {parts.plain(place)}")
if event.link and not event.over and event.state != EventState.CANCELLED:
    st.link_button(t("event.join"), event.link, icon=":material/open_in_new:")
if event.body:
    st.text(event.body)
event_acts.show(event)
