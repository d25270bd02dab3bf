import streamlit as st

from ui import account, account_address, account_erasure, guide
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

st.title(t("account.title"))
account_erasure.welcome_back()
account.bouncing()
account.who_i_am()
account_address.draw()
account.language_choice()
account.password()
account.browsers()
account.what_is_kept()
guide.recall()
account_erasure.draw()
