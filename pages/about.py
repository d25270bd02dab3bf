"""What Kanto is, when things are looked at, who does what, and what is kept."""

import streamlit as st

from ui import guide
from ui.parts import open_link
from ui.texts import t

st.title(t("about.title"))
st.markdown(t("about.what"))

guide.recall()

st.subheader(t("about.moderation"))
st.markdown(t("about.moderation_words"))
open_link("promise", t("promise.title"), icon="schedule")

st.subheader(t("about.roles"))
st.markdown(t("about.roles_words"))

st.subheader(t("about.privacy"))
st.markdown(t("about.privacy_words"))
open_link("privacy", t("privacy.title"), icon="shield_person")
open_link("terms", t("terms.title"), icon="contract")

st.subheader(t("about.accessibility"))
st.markdown(t("about.accessibility_words"))
open_link("accessibility", t("accessibility.title"), icon="accessibility_new")
open_link("feedback", t("feedback.title"), icon="feedback")

st.subheader(t("about.licence"))
st.markdown(t("about.licence_words"))
open_link("home", t("frame.to_home"), icon="home")
