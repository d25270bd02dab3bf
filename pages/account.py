import streamlit as st

from ui import account, guide
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

st.title(t("account.title"))
account.bouncing()
account.who_i_am()
account.language_choice()
account.password()
account.browsers()
account.what_is_kept()
guide.recall()
