import streamlit as st

from services import advice
from ui import advice_desk, advice_list, door, parts
from ui.accounts import need_sign_in
from ui.texts import t

need_sign_in()

actor = door.actor()
st.title(t("advice.title"))
st.write(t("advice.intro"))
advice_list.warn_of_keys()
parts.open_link("articles", t("advice.articles"), icon="quiz")
if advice.may_ask(actor) and not actor.is_facilitator:
    # What people come for; an adviser comes for the queue.
    if st.button(t("advice.ask"), type="primary", icon=":material/add_comment:", key="ask-advice"):
        parts.go("advice_form")
elif advice.may_ask(actor):
    parts.open_link("advice_form", t("advice.ask"), icon="add_comment")
else:
    st.info(t("advice.verify_first"), icon=":material/mark_email_unread:")
match advice_list.choose(actor):
    case "queue":
        advice_desk.queue()
    case "times":
        advice_desk.times()
    case show:
        advice_list.cases(closed=show == "closed")
