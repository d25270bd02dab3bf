"""How a person wants to hear of what happens."""

import streamlit as st

from ui import notice_settings, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

parts.back("notices", t("notice_settings.back"))
st.title(t("notice_settings.title"))
notice_settings.form()
notice_settings.things()
