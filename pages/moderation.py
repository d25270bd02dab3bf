"""The facilitators' desk: what waits, one item at a time, ready words, and how the desk does."""

import streamlit as st

from ui import moderation_item, moderation_load, moderation_queue, moderation_templates
from ui.parts import number_of
from ui.texts import t

st.title(t("moderation.title"))

view = st.query_params.get("view", "")
if item_id := number_of("item"):
    moderation_item.show(item_id)
elif view == "load":
    moderation_load.show()
elif view == "templates":
    moderation_templates.show()
else:
    moderation_queue.show()
