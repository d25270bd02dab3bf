import streamlit as st

from services import results
from ui import door, parts, results_page

preview = st.query_params.get("preview", "") == "1"
results_page.draw(door.load(results.shown, parts.number_of(), preview=preview))
