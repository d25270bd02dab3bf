"""The application around the blank page, to compare with."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("blank.py"))
