"""What has happened to a person's own things, newest first."""

import streamlit as st

from ui import notices_list
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

st.title(t("notices.title"))
notices_list.show()
