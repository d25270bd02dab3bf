import streamlit as st

from ui import door, introduction_list, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

parts.pass_on("introduction")
st.title(t("introductions.title"))
if door.actor().is_facilitator:
    st.write(t("introductions.intro_desk"))
    if st.button(t("introductions.make"), type="primary", icon=":material/waving_hand:", key="introduce"):
        parts.go("introduction_form")
else:
    st.write(t("introductions.intro"))
introduction_list.draw()
