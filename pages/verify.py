import streamlit as st

from services import accounts
from services.accounts import LinkState
from ui import door, parts, sign_in, visitor
from ui.accounts import link_is_over, token
from ui.texts import t

after = st.query_params.get("next", "")
me = door.actor()
welcome = not me.is_visitor and "done" in st.query_params
link = None if welcome else door.load(accounts.verification, token())

if link is None:
    st.title(t("verify.welcome", name=parts.plain(me.name)))
    st.success(t("verify.ready"), icon=":material/celebration:")
    st.write(t("verify.find_association"))
    with st.container(horizontal=True):
        if st.button(t("verify.look_for_it"), type="primary", icon=":material/search:", key="look"):
            parts.go("associations")
        if st.button(t("verify.add_it"), icon=":material/add:", key="add"):
            parts.go("association_form")
    st.stop()

st.title(t("verify.title"))


if link_is_over(link.state, t("verify.expired")):
    again = link.state == LinkState.EXPIRED and st.button(
        t("verify.send_again"), type="primary", key="send-again"
    )
    if again and door.perform(accounts.verify_again, token(), after=after):
        st.success(t("verify.sent_again"), icon=":material/mark_email_read:")
    st.stop()

# A button, since mail scanners open links by themselves and would use them up.
with st.container(border=True):
    st.write(t("verify.intro"))
    st.text(f"{link.name}\n{link.email}")
    if st.button(t("verify.act"), type="primary", icon=":material/check:", key="verify"):
        done = door.perform(accounts.verify, token(), mark=visitor.mark())
        if done:
            sign_in.enter(done.value, after or "/verify?done=1")
st.caption(t("verify.not_you"))
