import streamlit as st

from ui.texts import t

st.title(t("invitation.title"))
