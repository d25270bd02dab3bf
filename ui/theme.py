"""The look that `.streamlit/config.toml` cannot give, and the mark of the house."""

from pathlib import Path

import streamlit as st

_STATIC = Path(__file__).parent.parent / "static"
ICON = str(_STATIC / "icon.svg")


def dress() -> None:
    st.logo(str(_STATIC / "logo.svg"), size="large", icon_image=ICON)
    st.html(Path(__file__).with_name("theme.css"))
