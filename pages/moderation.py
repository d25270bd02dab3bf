"""The facilitators' desk: what waits, and one item at a time."""

import streamlit as st

from ui import moderation_item, moderation_queue
from ui.parts import number_of
from ui.texts import t

st.title(t("moderation.title"))

if item_id := number_of("item"):
    moderation_item.show(item_id)
else:
    moderation_queue.show()
