"""How a person wants to hear of what happens."""

import streamlit as st

from models import GuideStep
from ui import guide, notice_settings, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

parts.back("notices", t("notice_settings.back"))
st.title(t("notice_settings.title"))
guide.looked(GuideStep.SETTINGS)
notice_settings.form()
notice_settings.things()
