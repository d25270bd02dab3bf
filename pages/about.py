"""What Kanto is, when things are looked at, who does what, and what is kept."""

import streamlit as st

from ui.parts import open_link
from ui.texts import t

st.title(t("about.title"))
st.markdown(t("about.what"))

st.subheader(t("about.moderation"))
st.markdown(t("about.moderation_words"))

st.subheader(t("about.roles"))
st.markdown(t("about.roles_words"))

st.subheader(t("about.privacy"))
st.markdown(t("about.privacy_words"))

st.subheader(t("about.accessibility"))
st.markdown(t("about.accessibility_words"))

st.subheader(t("about.licence"))
st.markdown(t("about.licence_words"))
open_link("home", t("frame.to_home"), icon="home")
