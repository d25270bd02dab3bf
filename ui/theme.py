"""The mark of the house; the look that `.streamlit/config.toml` cannot give is in `static/theme.css`."""

from pathlib import Path

import streamlit as st

_STATIC = Path(__file__).parent.parent / "static"
# Their text rather than their paths: of a path Streamlit would ask the disk at each run.
ICON = (_STATIC / "icon.svg").read_text(encoding="utf-8")
_LOGO = (_STATIC / "logo.svg").read_text(encoding="utf-8")


def dress() -> None:
    st.logo(_LOGO, size="large", icon_image=ICON)
