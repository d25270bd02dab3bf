"""What was decided about my thing, why, and how to have it looked at again."""

import streamlit as st

from ui import ruling
from ui.parts import number_of
from ui.texts import t

st.title(t("ruling.title"))

ruling.show(number_of("item"))
