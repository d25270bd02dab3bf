"""What others than its writers are told of a thing that was sent back to be mended."""

import streamlit as st

from ui.texts import t


def mended() -> None:
    st.info(t("sent_back.mended"), icon=":material/edit_note:")
